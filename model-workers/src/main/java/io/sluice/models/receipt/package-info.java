/**
 * What receipts have in common, whoever wrote them: a head with a name, its legal form and number,
 * an address, telephone and tax numbers; at the end a total, what was given and the change.
 */
@NullMarked
package io.sluice.models.receipt;

import org.jspecify.annotations.NullMarked;
