/**
 * What people decided, as data to learn from: a dataset that only grows, whose versions prove it,
 * with consent, quality control and splits that stay. Pure but for {@link
 * io.sluice.evaluation.dataset.DatasetFolder}.
 */
@NullMarked
package io.sluice.evaluation.dataset;

import org.jspecify.annotations.NullMarked;
