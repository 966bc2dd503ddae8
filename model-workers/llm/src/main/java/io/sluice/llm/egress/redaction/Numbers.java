package io.sluice.llm.egress.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and codes: what is an amount, a day, a time, a share or a small number stays, anything
 * else with digits is hidden as an id.
 */
final class Numbers {
  /** The longest whole number that may stay: a year, a quantity, a part of a small sum. */
  private static final int SMALL = 4;

  /** From here on whole numbers side by side are one long number in groups. */
  private static final int LONG_IN_GROUPS = 9;

  private static final Pattern CHUNK =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}$€£¥][\\p{L}\\p{M}\\p{N}$€£¥./,:'’+#&_%*=\\\\–-]*");

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?:[A-Z]{2,3})?[$€£¥]?[+-]?(?:0|[1-9]\\d{0,2}(?:[.,'’]\\d{3}){0,4}|[1-9]\\d{0,8})(?:[.,]\\d{1,4}|[.,]-{1,2}|-)?[%$€£¥]?(?:[A-Z]{2,3}|[KMB]|[CD]R)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SUM =
      Pattern.compile(
          "(?:[A-Z]{2,3})?[$€£¥]?\\d{5,9}[$€£¥]?(?:[A-Z]{3})?", Pattern.CASE_INSENSITIVE);

  private static final Pattern SHORT =
      Pattern.compile("\\p{L}{0,3}[-./#]?\\d{1,2}(?:[-./:x#]\\d{1,2})?[-./]?\\p{L}{0,3}");
  private static final Pattern ORDINAL =
      Pattern.compile(
          "\\d{1,4}(?:st|nd|rd|th|er|s|x|h|m|mm|cm|km|kg|g|mg|ml|l|gb|mb|kb|tb|am|pm|d|w|y|yr|yrs|pcs|min|sec|hrs?|days?|°|%)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GROUPS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.,$€£¥])\\d+(?:[\\h-]{1,2}\\d+)+(?![\\p{L}\\p{N}$€£¥%]|[.,]\\d)");

  private static final Pattern CURRENCY_BEHIND =
      Pattern.compile("\\h?(?:[€$£¥]|EUR\\b|USD\\b|GBP\\b|CHF\\b|RM\\b)");
  private static final Pattern CURRENCY_BEFORE =
      Pattern.compile("(?:[€$£¥]|\\bEUR|\\bUSD|\\bGBP|\\bCHF|\\bRM)\\h?\\z");

  private Numbers() {}

  /** The numbers and codes that are to be hidden. */
  static List<Span> find(String document, Vocabulary vocabulary) {
    StringBuilder without = new StringBuilder(document);
    // Days stay, and nothing is read across them.
    Days.find(document)
        .forEach(day -> without.replace(day[0], day[1], "\n".repeat(day[1] - day[0])));
    String text = without.toString();
    List<Span> spans = new ArrayList<>();
    Matcher groups = GROUPS.matcher(text);
    while (groups.find()) {
      long digits = groups.group().chars().filter(Character::isDigit).count();
      if (digits >= LONG_IN_GROUPS && !Days.MOMENT.matcher(groups.group()).matches()) {
        spans.add(new Span(groups.start(), groups.end(), Kind.ID));
      }
    }
    Matcher chunk = CHUNK.matcher(text);
    while (chunk.find()) {
      int start = chunk.start();
      int end = chunk.end();
      while (end > start && !stays(text.codePointBefore(end))) {
        end--;
      }
      if (end > start && !mayStay(text, start, end, vocabulary)) {
        spans.add(new Span(start, end, Kind.ID));
      }
    }
    return spans;
  }

  private static boolean stays(int end) {
    return Character.isLetterOrDigit(end) || Character.getType(end) == Character.NON_SPACING_MARK;
  }

  private static boolean mayStay(String text, int start, int end, Vocabulary vocabulary) {
    String chunk = text.substring(start, end);
    if (chunk.chars().noneMatch(Character::isDigit)) {
      return true;
    }
    if (chunk.chars().allMatch(Character::isDigit)) {
      return chunk.length() <= SMALL || isSum(text, start, end);
    }
    return Days.MOMENT.matcher(chunk).matches()
        || AMOUNT.matcher(chunk).matches() && isShortOrPunctuated(chunk)
        || SUM.matcher(chunk).matches() && chunk.chars().anyMatch(c -> "$€£¥".indexOf(c) >= 0)
        || SHORT.matcher(chunk).matches()
        || ORDINAL.matcher(chunk).matches()
        || parts(chunk, vocabulary);
  }

  /** An amount of letters and digits alone, such as AB1234567, is a code. */
  private static boolean isShortOrPunctuated(String chunk) {
    long digits = chunk.chars().filter(Character::isDigit).count();
    return digits <= SMALL || chunk.chars().anyMatch(c -> ".,'’%$€£¥".indexOf(c) >= 0);
  }

  private static boolean isSum(String text, int start, int end) {
    return end - start <= LONG_IN_GROUPS
        && (CURRENCY_BEHIND.matcher(text).region(end, text.length()).lookingAt()
            || CURRENCY_BEFORE.matcher(text.substring(Math.max(0, start - 6), start)).find());
  }

  /** Words and small numbers tied together: "3-year", "2/10", "net-30", "1:2.5". */
  private static boolean parts(String chunk, Vocabulary vocabulary) {
    int digits = 0;
    for (String part : chunk.split("[^\\p{L}\\p{M}\\p{N}]+")) {
      if (part.chars().allMatch(Character::isDigit)) {
        digits += part.length();
        if (part.length() > SMALL) {
          return false;
        }
      } else if (!ORDINAL.matcher(part).matches()
          && (part.length() > 1 && (vocabulary.marks(part) & Vocabulary.WORD) == 0)) {
        return false;
      }
    }
    return digits <= SMALL;
  }
}
