package io.sluice.streams.life;

import io.sluice.streams.gate.Gate;
import io.sluice.types.Pool;
import java.time.Duration;

/**
 * What the house decides about lives.
 *
 * @param gate what is certain enough
 * @param firstPool the pool that reads a document whose class nobody knows yet
 * @param frontier whether a frontier worker is there at all
 * @param deadlines how long each stage may take, waiting in its queue included
 * @param retention how long an ended document is remembered
 */
public record Policy(
    Gate gate, Pool firstPool, boolean frontier, Deadlines deadlines, Duration retention) {

  /** How long each stage may take, waiting in its queue included. */
  public record Deadlines(Duration parse, Duration infer, Duration frontier) {
    /** Half a day, for what is a safety net: workers have limits of their own. */
    public static final Deadlines DEFAULT =
        new Deadlines(Duration.ofHours(12), Duration.ofHours(12), Duration.ofHours(1));
  }
}
