package io.sluice.evaluation.grading;

import io.sluice.evaluation.grading.Tally.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * 95 % percentile intervals over 1,000 samples with a fixed seed (Efron, Annals of Statistics 7,
 * 1979). Whole documents are drawn, so the fields of one document stay together. The draws are
 * those of Python's {@code random.Random(seed).choices}, so that the reference grader's intervals
 * come out.
 */
final class Bootstrap {
  static final int SAMPLES = 1000;
  static final int SEED = 20240607;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private Bootstrap() {}

  /** An interval of every F1 that some sample defines: {low, high}. */
  static Map<Key, double[]> intervals(List<Map<Key, Counts>> tallies) {
    Map<Key, List<Double>> samples = new HashMap<>();
    Draws draws = new Draws(tallies.size());
    for (int s = 0; s < SAMPLES && !tallies.isEmpty(); s++) {
      int[] times = draws.next();
      Map<Key, Counts> sum = new LinkedHashMap<>();
      for (int d = 0; d < times.length; d++) {
        int n = times[d];
        tallies
            .get(d)
            .forEach((key, counts) ->
                sum.merge(key, Counts.NONE.plus(counts, n), (a, b) -> a.plus(counts, n)));
      }
      Scores.of(sum)
          .forEach((key, prf) -> {
            if (prf.f1() != null) {
              samples.computeIfAbsent(key, k -> new ArrayList<>()).add(prf.f1());
            }
          });
    }
    Map<Key, double[]> intervals = new HashMap<>();
    samples.forEach((key, values) -> intervals.put(key, percentiles(values)));
    return intervals;
  }

  /** The 2.5th and the 97.5th percentile. */
  static double[] percentiles(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return new double[] {
      sorted.get((int) Math.rint(LOW * (sorted.size() - 1))),
      sorted.get((int) Math.rint(HIGH * (sorted.size() - 1)))
    };
  }

  /** How often each of n documents is drawn, n times with replacement. */
  static final class Draws {
    private final int documents;
    private final MersenneTwister random = new MersenneTwister(new int[] {SEED});

    Draws(int documents) {
      this.documents = documents;
    }

    int[] next() {
      int[] times = new int[documents];
      for (int i = 0; i < documents; i++) {
        times[(int) Math.floor(nextDouble() * documents)]++;
      }
      return times;
    }

    /** As Python makes a number in [0, 1) of 53 bits out of two outputs of the generator. */
    private double nextDouble() {
      long high = random.nextInt() >>> 5;
      long low = random.nextInt() >>> 6;
      return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
    }
  }
}
