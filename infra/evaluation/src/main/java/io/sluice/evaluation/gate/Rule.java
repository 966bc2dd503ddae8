package io.sluice.evaluation.gate;

import org.jspecify.annotations.Nullable;

/** What the gate file says of a class, a field or a pool of them. */
public sealed interface Rule {
  /** How many labelled decisions spoke, whatever their confidence. */
  int observed();

  /** How many of those were wrong. */
  int errors();

  /** From whose observations a threshold was certified. */
  enum Pool {
    /** Its own. */
    OWN("own labels"),
    /** All fields of its class. */
    CLASS("pool of the class"),
    /** All classes. */
    ALL("pool of all classes");

    private final String text;

    Pool(String text) {
      this.text = text;
    }

    /** As the gate file says it. */
    public String text() {
      return text;
    }
  }

  /**
   * A threshold whose error is within the target.
   *
   * @param threshold the least confidence that is let through, in [0, 1]
   * @param pool whose observations certify it
   * @param accepted how many of its own reach it
   * @param wrong how many of those are wrong
   */
  record Threshold(double threshold, Pool pool, int accepted, int wrong, int observed, int errors)
      implements Rule {}

  /**
   * No threshold.
   *
   * @param needed how many labels more would do, if right and wrong go on as seen; null where none
   *     would
   * @param reason in words; null where it is the number of labels alone
   */
  record Infeasible(int observed, int errors, @Nullable Integer needed, @Nullable String reason)
      implements Rule {}
}
