package io.sluice.streams.gate;

/** How sure a reader must be. */
public sealed interface Threshold {

  /** At least this calibrated confidence, in [0, 1]. */
  record AtLeast(double confidence) implements Threshold {}

  /** The labelled data support no threshold; so many labelled examples would be needed. 0 where that is unknown. */
  record Infeasible(int needed) implements Threshold {}

  /** Nothing is known. */
  record Unknown() implements Threshold {}
}
