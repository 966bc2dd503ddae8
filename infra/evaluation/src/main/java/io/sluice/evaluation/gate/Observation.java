package io.sluice.evaluation.gate;

/**
 * A decision of the system that a label judged.
 *
 * @param confidence as the gate will see it, in [0, 1]; 1 for what the gate lets through whatever
 *     it says
 */
public record Observation(double confidence, boolean right) {}
