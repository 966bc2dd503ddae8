/** From labelled results to the one confidence of a field. */
@org.jspecify.annotations.NullMarked
package io.sluice.evaluation.confidence;
