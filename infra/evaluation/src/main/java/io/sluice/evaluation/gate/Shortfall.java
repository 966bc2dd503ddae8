package io.sluice.evaluation.gate;

import io.sluice.statistics.Binomial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * How many labels are missing where no threshold could be certified, if right and wrong go on as
 * they were seen.
 */
public final class Shortfall {
  private static final int MOST_ERRORS = 60;
  private static final int MOST_LABELS = 10_000_000;
  private static final double[] STRETCHES = {1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4};

  private Shortfall() {}

  /**
   * How many observations more would certify some threshold; empty where the error rate is at or
   * above the target at every threshold, or so near it that no number worth naming would.
   */
  public static OptionalInt further(
      Collection<Observation> observations, double target, double budget) {
    List<Observation> ranked = FixedSequence.ranked(observations);
    int n = ranked.size();
    double share = budget / Math.max(1, FixedSequence.starts(n, target, budget));
    int most = Binomial.least(target, share) + (int) (MOST_ERRORS / target);
    int[] least = Binomial.least(target, share, most);
    long best = n == 0 ? least[0] : Long.MAX_VALUE;
    int errors = 0;
    for (int i = 0; i < n; i++) {
      errors += ranked.get(i).right() ? 0 : 1;
      boolean lastOfItsConfidence =
          i + 1 == n || ranked.get(i + 1).confidence() < ranked.get(i).confidence();
      double rate = (double) errors / (i + 1);
      if (lastOfItsConfidence && rate < target) {
        best = Math.min(best, (long) Math.ceil((double) enough(rate, least) * n / (i + 1)));
      }
    }
    if (best > MOST_LABELS) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) (best > n ? best - n : stretched(ranked, target, budget)));
  }

  /** How many must be accepted so that errors at this rate, rounded down, stay within the bound. */
  private static long enough(double rate, int[] least) {
    for (int errors = 0; errors < least.length; errors++) {
      if (Math.floor(rate * least[errors] + 1e-9) <= errors) {
        return least[errors];
      }
    }
    return Integer.MAX_VALUE;
  }

  /**
   * Some threshold is nearly there, and only the places of the tests were unlucky: tries more
   * observations of the same order.
   */
  private static long stretched(List<Observation> ranked, double target, double budget) {
    int n = ranked.size();
    for (double stretch : STRETCHES) {
      List<Observation> more = new ArrayList<>();
      for (int i = 0; i < (int) (stretch * n); i++) {
        more.add(ranked.get((int) (i / stretch)));
      }
      if (FixedSequence.certify(more, target, budget).isPresent()) {
        return more.size() - n;
      }
    }
    return (long) (STRETCHES[STRETCHES.length - 1] * n);
  }
}
