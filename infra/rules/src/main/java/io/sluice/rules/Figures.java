package io.sluice.rules;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
  private static final int MOST_DIGITS = 6;

  private Figures() {}

  /** "confidence 0.71 < 0.93", with as many digits as it takes to tell them apart. */
  public static String below(double confidence, double threshold) {
    for (int digits = 2; digits < MOST_DIGITS; digits++) {
      String a = String.format(Locale.ROOT, "%." + digits + "f", confidence);
      String b = String.format(Locale.ROOT, "%." + digits + "f", threshold);
      if (!a.equals(b)) {
        return "confidence " + a + " < " + b;
      }
    }
    return "confidence " + confidence + " < " + threshold;
  }
}
