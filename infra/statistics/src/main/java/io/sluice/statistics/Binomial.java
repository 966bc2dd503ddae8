package io.sluice.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;

/** Exact binomial statements about an error rate of which some errors were seen. */
public final class Binomial {
  private Binomial() {}

  /**
   * The chance of so few errors among n if the error rate were {@code target}: the p-value of "the
   * rate is above the target", whose inversion is Clopper and Pearson's bound (Biometrika 26,
   * 1934).
   */
  public static double fewOrNone(int errors, int n, double target) {
    return n == 0 ? 1 : new BinomialDistribution(null, n, target).cumulativeProbability(errors);
  }

  /** The chance of so many errors among n if the error rate were {@code target}. */
  public static double soMany(int errors, int n, double target) {
    return errors == 0 ? 1 : 1 - fewOrNone(errors - 1, n, target);
  }

  /** The one-sided upper bound of the error rate that holds with this confidence, in [0, 1]. */
  public static double upper(int errors, int n, double confidence) {
    return n == 0 || errors >= n
        ? 1
        : new BetaDistribution(null, errors + 1.0, n - errors)
            .inverseCumulativeProbability(confidence);
  }

  /** The one-sided lower bound. */
  public static double lower(int errors, int n, double confidence) {
    return errors == 0 ? 0 : 1 - upper(n - errors, n, confidence);
  }

  /** How many without any error it takes to say that the rate is within the target. */
  public static int least(double target, double budget) {
    // A hair less, so that an exact fit is not lost to rounding.
    return (int) Math.ceil(Math.log(budget) / Math.log1p(-target) - 1e-9);
  }

  /**
   * The least n of which so many errors still let the target stand, for 0, 1, 2… errors, as far as
   * n stays within {@code most}.
   */
  public static int[] least(double target, double budget, int most) {
    int[] found = new int[16];
    int errors = 0;
    int n = least(target, budget);
    while (n <= most) {
      if (errors == found.length) {
        found = Arrays.copyOf(found, 2 * errors);
      }
      found[errors++] = n;
      n = next(n, errors, target, budget, most);
    }
    return Arrays.copyOf(found, errors);
  }

  private static int next(int before, int errors, double target, double budget, int most) {
    int low = before;
    int high = before + (int) Math.ceil(1 / target);
    while (fewOrNone(errors, high, target) > budget) {
      if (high > most) {
        return high;
      }
      low = high;
      high += (int) Math.ceil(1 / target);
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (fewOrNone(errors, middle, target) <= budget) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
