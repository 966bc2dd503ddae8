/**
 * Who wrote a page and where they are, by what heads of receipts and invoices have in common: a
 * name, perhaps with its legal form and number, then an address, then telephone and tax numbers.
 */
@NullMarked
package io.sluice.models.letterhead;

import org.jspecify.annotations.NullMarked;
