/** What counts can say, and how surely: for the evaluation and for the review desk. Pure. */
@org.jspecify.annotations.NullMarked
package io.sluice.statistics;
