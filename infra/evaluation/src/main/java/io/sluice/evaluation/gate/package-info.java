/** From labelled results and a target error to thresholds with a statistical bound. */
@org.jspecify.annotations.NullMarked
package io.sluice.evaluation.gate;
