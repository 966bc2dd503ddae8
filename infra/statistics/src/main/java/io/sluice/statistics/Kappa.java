package io.sluice.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cohen's kappa: how far two people agree beyond what chance would give them (Educational and
 * Psychological Measurement 20, 1960), with the large-sample interval of Fleiss, Cohen and Everitt
 * (Psychological Bulletin 72, 1969).
 *
 * @param kappa in [-1, 1]; NaN where everybody always said the same one thing, or nothing was seen:
 *     then chance alone explains all
 * @param low the lower end of the 95 % interval
 * @param high the upper end
 * @param pairs how many pairs of answers it is made from
 */
public record Kappa(double kappa, double low, double high, long pairs) {
  private static final double NORMAL_975 = 1.959963984540054;

  /** What the first and the second said of one thing. */
  public record Pair(String first, String second) {}

  /** From how often each pair of answers was given. */
  public static Kappa of(Map<Pair, Long> table) {
    long n = table.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Double> firsts = new HashMap<>();
    Map<String, Double> seconds = new HashMap<>();
    Set<String> answers = new TreeSet<>();
    table.forEach((pair, count) -> {
      firsts.merge(pair.first(), (double) count / n, Double::sum);
      seconds.merge(pair.second(), (double) count / n, Double::sum);
      answers.add(pair.first());
      answers.add(pair.second());
    });
    double agreed = 0;
    double byChance = 0;
    for (String answer : answers) {
      agreed += share(table, answer, answer, n);
      byChance += firsts.getOrDefault(answer, 0.0) * seconds.getOrDefault(answer, 0.0);
    }
    if (n == 0 || 1 - byChance < 1e-12) {
      return new Kappa(Double.NaN, Double.NaN, Double.NaN, n);
    }
    double kappa = (agreed - byChance) / (1 - byChance);
    double half =
        NORMAL_975 * Math.sqrt(variance(table, firsts, seconds, answers, agreed, byChance, n));
    return new Kappa(kappa, Math.max(-1, kappa - half), Math.min(1, kappa + half), n);
  }

  /** Equation 13 of Fleiss, Cohen and Everitt. */
  private static double variance(
      Map<Pair, Long> table,
      Map<String, Double> firsts,
      Map<String, Double> seconds,
      Set<String> answers,
      double agreed,
      double byChance,
      long n) {
    double diagonal = 0;
    double rest = 0;
    for (String one : answers) {
      for (String other : answers) {
        double share = share(table, one, other, n);
        // The margins meet crosswise: the first's share of the other's answer, and the reverse.
        double margins = seconds.getOrDefault(one, 0.0) + firsts.getOrDefault(other, 0.0);
        if (one.equals(other)) {
          diagonal += share * Math.pow(1 - byChance - margins * (1 - agreed), 2);
        } else {
          rest += share * margins * margins;
        }
      }
    }
    double last = agreed * byChance - 2 * byChance + agreed;
    double variance =
        (diagonal + Math.pow(1 - agreed, 2) * rest - last * last) / (n * Math.pow(1 - byChance, 4));
    // Rounding may leave a hair below nothing where all agree.
    return Math.max(0, variance);
  }

  private static double share(Map<Pair, Long> table, String first, String second, long n) {
    return (double) table.getOrDefault(new Pair(first, second), 0L) / n;
  }
}
