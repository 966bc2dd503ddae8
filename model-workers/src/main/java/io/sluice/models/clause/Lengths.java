package io.sluice.models.clause;

/** Patterns of numbers and lengths of time as contracts write them. */
final class Lengths {
  private static final String ONES = "one|two|three|four|five|six|seven|eight|nine";
  private static final String WORDS =
      "(?:(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?:[-\\s]?(?:"
          + ONES
          + "))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
          + ONES
          + ")";

  /** "two", "two (2)", "2", "2 (two)", "twenty-four", "a". */
  static final String NUMBER =
      "(?:"
          + WORDS
          + "(?:[-\\s]?\\(\\s?\\d{1,3}\\s?\\))?|\\d{1,3}(?:\\s?\\((?:\\d{1,3}|"
          + WORDS
          + ")\\))?|an?)";

  /** What may stand between the number and its unit. */
  static final String BETWEEN = "[\\s-]+(?:(?:full|calendar|consecutive|additional)[\\s-]+)?";

  /** "second", "twenty-fifth", "10th", "tenth (10th)". */
  static final String ORDINAL =
      "(?:(?:twenty|thirty)[-\\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
          + "|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fiftieth|\\d{1,2}\\s?(?:st|nd|rd|th))";

  private Lengths() {}

  /** The number as {@code Durations} reads it: "a year" is 1 year. */
  static String counted(String length) {
    return length.replace('-', ' ').replaceFirst("(?i)^an?\\s", "1 ");
  }
}
