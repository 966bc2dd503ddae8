package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rates and means, as nodes of the report. */
final class Figures {
  /** The 97.5th percentile of the normal distribution. */
  private static final double Z95 = 1.959963984540054;

  private Figures() {}

  /**
   * 95 % score interval of the rate k/n (Wilson, JASA 22, 1927). It takes the trials as
   * independent; the fields of one document are not quite, so for fields it is somewhat narrow.
   */
  static double[] wilson(int k, int n) {
    if (n == 0) {
      return new double[] {0, 1};
    }
    double p = (double) k / n;
    double z2 = Z95 * Z95;
    double middle = p + z2 / (2 * n);
    double half = Z95 * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
    return new double[] {
      Math.max(0, (middle - half) / (1 + z2 / n)), Math.min(1, (middle + half) / (1 + z2 / n))
    };
  }

  /** {@code {count, of, rate, ci95}}. */
  static ObjectNode rate(int k, int n) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("count", k).put("of", n);
    put(node, "rate", n == 0 ? null : (double) k / n);
    double[] interval = wilson(k, n);
    node.putArray("ci95").add(interval[0]).add(interval[1]);
    return node;
  }

  /** The mean of those that are known; null if none is. */
  static @Nullable Double mean(Collection<@Nullable Double> values) {
    long known = values.stream().filter(Objects::nonNull).count();
    double sum = 0;
    for (Double value : values) {
      sum += value == null ? 0 : value;
    }
    return known == 0 ? null : (Double) (sum / known);
  }

  static void put(ObjectNode node, String key, @Nullable Double value) {
    node.put(key, value);
  }
}
