package io.sluice.streams.life;

import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.Ladders;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import java.time.Duration;
import java.util.Set;

/**
 * What the house decides about lives.
 *
 * @param gate what is certain enough
 * @param firstPool the pool that reads a document whose class nobody knows yet
 * @param ladders how fields in doubt climb, by type
 * @param pools which larger models are there at all
 * @param deadlines how long each stage may take, waiting in its queue included
 * @param retention how long an ended document is remembered
 */
public record Policy(
    Gate gate,
    Pool firstPool,
    Ladders ladders,
    Set<LargerPool> pools,
    Deadlines deadlines,
    Duration retention) {

  public Policy {
    pools = Set.copyOf(pools);
  }

  /** How long an answer of such a model may take. */
  Duration deadline(LargerPool pool) {
    return switch (pool) {
      case LLM -> deadlines.llm();
      case FRONTIER -> deadlines.frontier();
    };
  }

  /** How long each stage may take, waiting in its queue included. */
  public record Deadlines(Duration parse, Duration infer, Duration llm, Duration frontier) {
    /** Half a day, for what is a safety net: workers have limits of their own. */
    public static final Deadlines DEFAULT =
        new Deadlines(
            Duration.ofHours(12), Duration.ofHours(12), Duration.ofHours(1), Duration.ofHours(1));
  }
}
