package io.sluice.streams.gate;

/** How sure a reader must be. */
public sealed interface Threshold {

  /** At least this calibrated confidence, in [0, 1]. */
  record AtLeast(double confidence) implements Threshold {}

  /** The labelled data support no threshold, for a reason in words that may be empty. */
  record Infeasible(String reason) implements Threshold {}

  /** Nothing is known. */
  record Unknown() implements Threshold {}
}
