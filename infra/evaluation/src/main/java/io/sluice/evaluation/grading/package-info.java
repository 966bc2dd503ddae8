/** Results held against labels: counts, F1 with intervals, trust in confidence, routing. */
@org.jspecify.annotations.NullMarked
package io.sluice.evaluation.grading;
