package io.sluice.evaluation.gate;

import io.sluice.statistics.Binomial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The loosest threshold whose error is within a target, by fixed-sequence testing (Learn then Test:
 * Angelopoulos, Bates, Candès, Jordan and Lei 2021, arXiv:2110.01052, algorithm 1).
 *
 * <p>Thresholds are tested from strict to loose, with exact binomial p-values, and the first one
 * that fails ends the sequence: none beyond it is looked at, so testing many costs nothing. The
 * k-th test keeps just as many observations as it takes for k errors to pass, k = 0, 1, 2… An error
 * among the first few would end a sequence that goes on well, so there are several starts, at k =
 * 0, 1, 2, 4, 8…, with equal shares of the budget. Where a test stands follows from the confidences
 * alone, never from what was right.
 *
 * <p>The chance that the threshold's error exceeds the target is at most the budget, if
 * observations are independent and the error does not fall where confidence falls.
 */
public final class FixedSequence {
  private static final int MOST_STARTS = 8;
  private static final double TAIL = 1.02;

  /**
   * What holds at a threshold.
   *
   * @param threshold the least confidence that is let through
   * @param accepted how many observations reach it
   * @param errors how many of those are wrong
   */
  public record Certified(double threshold, int accepted, int errors) {}

  private FixedSequence() {}

  /** The loosest threshold that the observations support, if any. */
  public static Optional<Certified> certify(
      Collection<Observation> observations, double target, double budget) {
    List<Observation> ranked = ranked(observations);
    int starts = starts(ranked.size(), target, budget);
    if (starts == 0) {
      return Optional.empty();
    }
    double share = budget / starts;
    List<Certified> sequence = sequence(ranked, Binomial.least(target, share, ranked.size()));
    @Nullable Certified best = null;
    for (int start = 0; start < starts; start++) {
      for (int test = firstTest(start); test < sequence.size(); test++) {
        Certified at = sequence.get(test);
        if (Binomial.fewOrNone(at.errors, at.accepted, target) > share) {
          break;
        }
        best = best == null || at.accepted > best.accepted ? at : best;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The errors that the first test of a start lets pass: 0, 1, 2, 4, 8… */
  private static int firstTest(int start) {
    return start == 0 ? 0 : 1 << (start - 1);
  }

  static List<Observation> ranked(Collection<Observation> observations) {
    List<Observation> ranked = new ArrayList<>(observations);
    ranked.sort(Comparator.comparingDouble(Observation::confidence).reversed());
    return ranked;
  }

  /**
   * As many starts as the observations can serve, with the share that this leaves each; 0 if they
   * are too few even without an error.
   */
  static int starts(int observations, double target, double budget) {
    for (int starts = MOST_STARTS; starts > 0; starts--) {
      if (Binomial.least(target, budget / starts) <= observations
          && Binomial.least(target, budget / starts, observations).length > firstTest(starts - 1)) {
        return starts;
      }
    }
    return 0;
  }

  /** What would have to be certified at each test, all that share a confidence taken together. */
  private static List<Certified> sequence(List<Observation> ranked, int[] ranks) {
    int n = ranked.size();
    int[] errors = new int[n + 1];
    for (int i = 0; i < n; i++) {
      errors[i + 1] = errors[i] + (ranked.get(i).right() ? 0 : 1);
    }
    List<Certified> sequence = new ArrayList<>();
    for (int rank : places(ranks, n)) {
      int kept = rank;
      double threshold = ranked.get(kept - 1).confidence();
      while (kept < n && ranked.get(kept).confidence() == threshold) {
        kept++;
      }
      sequence.add(new Certified(threshold, kept, errors[kept]));
    }
    return sequence;
  }

  /** After the last place where one error more would pass, closer ones, up to all observations. */
  private static List<Integer> places(int[] ranks, int n) {
    List<Integer> places = new ArrayList<>();
    for (int rank : ranks) {
      places.add(rank);
    }
    int rank = ranks[ranks.length - 1];
    while (rank < n) {
      rank = Math.min(n, (int) Math.ceil(rank * TAIL));
      places.add(rank);
    }
    return places;
  }
}
