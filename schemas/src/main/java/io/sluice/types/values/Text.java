package io.sluice.types.values;

import java.text.Normalizer;
import java.util.Locale;

/** Letters as they are compared. */
public final class Text {
  private Text() {}

  /** Compatibility forms resolved, lower case, accents off, runs of white space one space. */
  public static String fold(String value) {
    String plain = Normalizer.normalize(value, Normalizer.Form.NFKD).replaceAll("\\p{Mn}+", "");
    return plain.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Z}]+", " ").strip();
  }
}
