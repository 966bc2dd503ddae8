/**
 * The grader's normal forms of values. They are the ruler: they follow the reference grader to the
 * letter and change with it alone, whatever the gate's own readers of dates and amounts learn.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.evaluation.normal;
