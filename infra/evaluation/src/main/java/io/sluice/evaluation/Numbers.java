package io.sluice.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as tables show them. */
public final class Numbers {
  /** What is not known. */
  public static final String NONE = "–";

  private Numbers() {}

  /** A rate with four decimals: 0.9412. */
  public static String rate(@Nullable Double value) {
    return value == null || value.isNaN() ? NONE : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A rate as per cent with one decimal: 94.1 %. */
  public static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }

  /** A difference with its sign: +0.0123. */
  public static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  /** The chance under the null hypothesis: 0.0312, or less than what can be told. */
  public static String chance(double p) {
    return p < 0.0001 ? "< 0.0001" : rate(p);
  }

  /** A node's number, its integers as they are. */
  public static String figure(JsonNode node) {
    return node.isIntegralNumber()
        ? String.format(Locale.ROOT, "%,d", node.asLong())
        : rate(node.isNumber() ? (Double) node.asDouble() : null);
  }

  /** {@code 0.9123 [0.9001, 0.9222]} of a node with the figure {@code key} and {@code ci95}. */
  public static String span(JsonNode node, String key) {
    JsonNode interval = node.path("ci95");
    return figure(node.path(key))
        + (interval.isArray() && node.path(key).isNumber()
            ? " [" + figure(interval.get(0)) + ", " + figure(interval.get(1)) + "]"
            : "");
  }
}
