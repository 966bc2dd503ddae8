package io.sluice.streams.gate;

import io.sluice.types.LargerPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fields of one type climb, as labelled documents have it.
 *
 * @param rungs above the lowest, one a pool, in the order in which they are asked
 * @param askBelow a field that is less sure than this climbs, in [0, 1]
 * @param threshold what a document that has climbed must reach with every field
 * @param echo the chance that two wrong rungs say the same, in [0, 1]
 */
public record Ladder(List<Rung> rungs, double askBelow, Threshold threshold, double echo) {
  /** No rung: straight to people. */
  public static final Ladder NONE = new Ladder(List.of(), 0, new Threshold.Unknown(), 1);

  /**
   * A rung.
   *
   * @param model the name of the model that was measured; another one's answers are worth nothing
   *     here
   * @param reliability where the model states no confidence: by field, the probability that a value
   *     is right, and that an absence is; in [0, 1]
   */
  public record Rung(String model, LargerPool pool, Map<String, Reliability> reliability) {
    public Rung {
      reliability = Map.copyOf(reliability);
    }

    /** How far an answer about a field is believed; empty if the model says so itself. */
    public Optional<Double> of(String field, boolean absent) {
      if (reliability.isEmpty()) {
        return Optional.empty();
      }
      Reliability of = reliability.getOrDefault(field, Reliability.NONE);
      return Optional.of(absent ? of.absent() : of.value());
    }
  }

  /** The probability, in [0, 1], that a value is right, and that an absence is. */
  public record Reliability(double value, double absent) {
    /** Nothing was measured: what it says counts for nothing. */
    static final Reliability NONE = new Reliability(0, 0);
  }

  public Ladder {
    rungs = List.copyOf(rungs);
  }

  /** The rung in this pool, if it was measured. */
  public Optional<Rung> rung(LargerPool pool) {
    return rungs.stream().filter(rung -> rung.pool() == pool).findFirst();
  }
}
