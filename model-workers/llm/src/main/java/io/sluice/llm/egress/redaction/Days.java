package io.sluice.llm.egress.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** How days and times of day are written. */
final class Days {
  private static final String MONTH =
      "(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|mar(?:ch|s)?|märz|apr(?:il)?|avril|may|mai|jun[ei]?|juin"
          + "|jul[yi]?|juillet|aug(?:ust)?|août|sep(?:t(?:ember|embre)?)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?"
          + "|de[cz](?:ember|embre)?|déc(?:embre)?)";

  private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th|\\.)?";
  private static final String YEAR = "(?:(?:1[89]|20)\\d{2}|\\d{2})";

  /** A day, in figures or with its month in words; case does not matter. */
  static final String DATE =
      "(?:(?:0?[1-9]|[12]\\d|3[01])\\h?[./-]\\h?(?:0?[1-9]|1[0-2]|"
          + MONTH
          + ")\\h?[./-]\\h?"
          + YEAR
          + "|(?:0?[1-9]|1[0-2])\\h?[./-]\\h?(?:0?[1-9]|[12]\\d|3[01])\\h?[./-]\\h?"
          + YEAR
          + "|(?:1[89]|20)\\d{2}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\\d|3[01])"
          + "|"
          + DAY
          + "\\h?(?:of\\h)?[-,]?\\h?"
          + MONTH
          + "\\.?,?[\\h-]*(?:"
          + YEAR
          + ")?"
          + "|"
          + MONTH
          + "\\.?[\\h-]*"
          + DAY
          + "(?:,?[\\h-]*(?:1[89]|20)\\d{2})?"
          + "|"
          + MONTH
          + "\\.?,?[\\h-]*(?:1[89]|20)\\d{2})";

  private static final String TIME =
      "(?:[01]?\\d|2[0-4])[:.h][0-5]\\d(?:[:.][0-5]\\d)?(?:\\h?[ap]\\.?m\\.?)?";

  /** All of a text is a day, a time of day, or both. */
  static final Pattern MOMENT =
      Pattern.compile(
          "(?:" + DATE + "(?:[T\\h-]*" + TIME + ")?|" + TIME + ")(?:Z|[+-]\\d{2}:?\\d{2})?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern ANYWHERE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])" + DATE + "(?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Days() {}

  /** Where days with their year stand in a text: start and end, in order. */
  static List<int[]> find(String text) {
    return ANYWHERE
        .matcher(text)
        .results()
        .filter(day -> day.group().chars().filter(Character::isDigit).count() >= 4)
        .map(day -> new int[] {day.start(), day.end()})
        .toList();
  }
}
