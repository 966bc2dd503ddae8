package io.sluice.types.values;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a calendar day from how people write it: 2026-03-04, 4.3.2026, 03/04/26, March 4th, 2026,
 * 4. März 2026, Wed, 4 Mar 2026 09:30:00 +0100, the fourth day of March, 2026. Times and zones are
 * passed over. A text that names no day, or two, is unreadable.
 */
public final class Dates {
  private static final Pattern TIME =
      Pattern.compile(
          "(?:t|\\b)\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:\\s*[ap]\\.?m\\b\\.?)?|\\s[+-]\\d{4}\\b|\\([a-z]{2,5}\\)");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(?<!\\d)(\\d{4})\\s?[-/. ]\\s?(\\d{1,2})\\s?[-/. ]\\s?(\\d{1,2})(?!\\d)");
  private static final Pattern COMPACT =
      Pattern.compile("(?<!\\d)((?:19|20)\\d{2})(\\d{2})(\\d{2})(?:\\d{6})?(?!\\d)");
  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})\\s?[-/. ]\\s?(\\d{1,2})\\s?[-/. ]\\s?(\\d{4}|\\d{2})(?!\\d)");
  private static final Pattern TOKEN = Pattern.compile("\\p{L}+|\\d+");

  /** Two-digit years up to this one belong to the current century. */
  private static final int PIVOT = 50;

  private Dates() {}

  /** The day; {@code dayFirst} decides 03/04/2026, where both readings are days. */
  public static Optional<LocalDate> read(String value, boolean dayFirst) {
    String rest = TIME.matcher(Text.fold(value)).replaceAll(" ");
    Set<LocalDate> found = new LinkedHashSet<>();
    try {
      rest = take(rest, YEAR_FIRST, m -> of(m.group(1), m.group(2), m.group(3)), found);
      rest = take(rest, COMPACT, m -> of(m.group(1), m.group(2), m.group(3)), found);
      rest = take(rest, YEAR_LAST, m -> numeric(m, dayFirst), found);
      LocalDate inWords = inWords(rest);
      if (inWords != null) {
        found.add(inWords);
      }
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  private static String take(
      String text,
      Pattern pattern,
      java.util.function.Function<Matcher, LocalDate> reading,
      Set<LocalDate> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(reading.apply(matcher));
    }
    return matcher.replaceAll(" ");
  }

  private static LocalDate numeric(Matcher match, boolean dayFirst) {
    int first = Integer.parseInt(match.group(1));
    int second = Integer.parseInt(match.group(2));
    boolean firstIsDay = first > 12 || (dayFirst && second <= 12);
    return firstIsDay
        ? LocalDate.of(year(match.group(3)), second, first)
        : LocalDate.of(year(match.group(3)), first, second);
  }

  private static @Nullable LocalDate inWords(String text) {
    Set<Month> months = new LinkedHashSet<>();
    List<Integer> days = new ArrayList<>();
    List<Integer> years = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(Numerals.ordinalsToDigits(text));
    while (matcher.find()) {
      String token = matcher.group();
      Month month = Months.of(token);
      if (month != null) {
        months.add(month);
      } else if (token.matches("\\d{4}")) {
        years.add(Integer.parseInt(token));
      } else if (token.matches("\\d{1,2}")) {
        days.add(Integer.parseInt(token));
      }
    }
    if (years.isEmpty() && days.size() == 2) {
      years.add(year(Integer.toString(days.remove(1))));
    }
    if (months.size() != 1 || days.size() != 1 || years.size() != 1) {
      return null;
    }
    return LocalDate.of(years.get(0), months.iterator().next(), days.get(0));
  }

  private static LocalDate of(String year, String month, String day) {
    return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() > 2 ? year : year + (year <= PIVOT ? 2000 : 1900);
  }
}
