/**
 * A chaos run: all of Sluice's processes on a cluster of three brokers, faults by a seed, and a
 * proof read from the topics. {@link io.sluice.chaos.FaultPlan} and {@link io.sluice.chaos.Proof}
 * are pure; {@link io.sluice.chaos.ChaosRun} stands at the rim.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.chaos;
