package io.sluice.models.table;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Letters as headings and labels are compared. */
public final class Texts {
  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9#$%]+");
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z][a-z])");

  private Texts() {}

  /** Lower case, accents off, all but letters, digits, #, $ and % one space; words apart. */
  public static String fold(String text) {
    String apart = CAMEL.matcher(text.replace("ß", "ss")).replaceAll(" ");
    String plain = MARKS.matcher(Normalizer.normalize(apart, Normalizer.Form.NFKD)).replaceAll("");
    return NO_LETTERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
