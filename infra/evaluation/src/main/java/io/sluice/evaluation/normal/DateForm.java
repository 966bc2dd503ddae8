package io.sluice.evaluation.normal;

import static io.sluice.evaluation.normal.Fold.END;
import static io.sluice.evaluation.normal.Fold.LETTER;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The day as ISO {@code yyyy-mm-dd}, or {@code perpetual}. Times and zones go; no zone is
 * converted. a/b/yyyy is month first, or day first where the document's kind says so; where only
 * one of them is a date, that one. Two-digit years up to 40 are 20yy.
 */
final class DateForm {
  private static final Pattern TIME =
      Pattern.compile(
          "\\p{Nd}{1,2}:\\p{Nd}{2}(?::\\p{Nd}{2})?(?:\\.\\p{Nd}+)?\\s*(?:[ap]\\.?m"
              + END
              + "\\.?)?|(?<=\\s)[+-]\\p{Nd}{4}"
              + END);
  private static final List<Pattern> SHAPES =
      List.of(
          shape("(\\p{Nd}{4})[-/. ](\\p{Nd}{1,2})[-/. ](\\p{Nd}{1,2})"),
          shape("((?:19|20)\\p{Nd}\\p{Nd})(0[1-9]|1[0-2])([0-3]\\p{Nd})(?:\\p{Nd}{4}|\\p{Nd}{6})?"),
          shape("(\\p{Nd}{1,2})\\s?[-/. ]\\s?(\\p{Nd}{1,2})\\s?[-/. ]\\s?(\\p{Nd}{4}|\\p{Nd}{2})"),
          shape("(\\p{Nd}\\p{Nd})(\\p{Nd}\\p{Nd})((?:19|20)\\p{Nd}\\p{Nd})"));
  private static final Pattern TOKEN = Pattern.compile(LETTER + "+|\\p{Nd}+");
  private static final Set<String> ENDINGS = Set.of("st", "nd", "rd", "th");
  private static final Map<String, Integer> MONTHS =
      months(
          "january jan januar janvier",
          "february feb februar février févr",
          "march mar märz mars mac",
          "april apr avril avr",
          "may mai mei",
          "june jun juni juin",
          "july jul juli juillet juil julai",
          "august aug août ogos",
          "september sept sep septembre",
          "october oct oktober okt octobre",
          "november nov novembre",
          "december dec dezember dez décembre déc disember dis");
  private static final int PIVOT = 40;

  /** Year, month and day as they were found; perhaps no day of the calendar. */
  private record Parts(int year, int month, int day) {}

  /** A run of digits, and whether an ordinal's ending follows. */
  private record Digits(String text, boolean ordinal) {}

  private DateForm() {}

  static Optional<String> of(String value, boolean dayFirst) {
    String text = Fold.of(value);
    if (Spelled.PERPETUAL.matcher(strip(text)).matches()) {
      return Optional.of("perpetual");
    }
    text = TIME.matcher(text).replaceAll(" ");
    Set<Parts> found = new HashSet<>();
    for (Pattern shape : SHAPES) {
      Matcher matcher = shape.matcher(text);
      while (matcher.find()) {
        found.add(parts(matcher.group(1), matcher.group(2), matcher.group(3), dayFirst));
      }
      text = matcher.replaceAll(" ");
    }
    List<String> tokens =
        TOKEN.matcher(Spelled.toDigits(text)).results().map(r -> r.group()).toList();
    if (tokens.stream().anyMatch(MONTHS::containsKey)) {
      Parts words = inWords(tokens);
      if (words == null) {
        return Optional.empty();
      }
      found.add(words);
    }
    return found.size() == 1 && text.indexOf('[') < 0
        ? iso(found.iterator().next())
        : Optional.empty();
  }

  private static Parts parts(String a, String b, String c, boolean dayFirst) {
    if (a.length() == 4) {
      return new Parts(number(a), number(b), number(c));
    }
    int day = number(dayFirst ? a : b);
    int month = number(dayFirst ? b : a);
    return month > 12 && day <= 12
        ? new Parts(year(c), day, month)
        : new Parts(year(c), month, day);
  }

  private static @Nullable Parts inWords(List<String> tokens) {
    Set<Integer> months = new HashSet<>();
    List<Digits> numbers = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      Integer month = MONTHS.get(token);
      if (month != null) {
        months.add(month);
      } else if (Character.isDigit(token.codePointAt(0))) {
        boolean ordinal = i + 1 < tokens.size() && ENDINGS.contains(tokens.get(i + 1));
        numbers.add(new Digits(token, ordinal));
      }
    }
    Set<String> years = new HashSet<>();
    for (Digits n : numbers) {
      if (n.text.length() == 4 && n.text.compareTo("1800") >= 0 && n.text.compareTo("2200") < 0) {
        years.add(n.text);
      }
    }
    if (years.isEmpty() && numbers.size() == 2) {
      Digits last = numbers.get(1);
      if (last.text.length() == 2 && !last.ordinal) {
        years.add(numbers.remove(1).text);
      }
    }
    Set<Integer> days = new HashSet<>();
    numbers.stream().filter(Digits::ordinal).forEach(n -> days.add(number(n.text)));
    if (days.isEmpty()) {
      numbers.stream().filter(n -> n.text.length() <= 2).forEach(n -> days.add(number(n.text)));
    }
    return months.size() == 1 && years.size() == 1 && days.size() == 1
        ? new Parts(year(years.iterator().next()), months.iterator().next(), days.iterator().next())
        : null;
  }

  private static Optional<String> iso(Parts parts) {
    try {
      return parts.year < 1
          ? Optional.empty()
          : Optional.of(LocalDate.of(parts.year, parts.month, parts.day).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String strip(String text) {
    return text.replaceAll("^[ .]+|[ .]+$", "");
  }

  private static int year(String digits) {
    int year = number(digits);
    return digits.length() > 2 ? year : year + (year <= PIVOT ? 2000 : 1900);
  }

  /** More digits than any part of a date has are no part of one: -1. */
  private static int number(String digits) {
    return digits.length() > 9 ? -1 : Integer.parseInt(digits);
  }

  private static Pattern shape(String shape) {
    return Pattern.compile("(?<!\\p{Nd})" + shape + "(?!\\p{Nd})");
  }

  private static Map<String, Integer> months(String... names) {
    Map<String, Integer> months = new HashMap<>();
    for (int month = 1; month <= names.length; month++) {
      for (String name : names[month - 1].split(" ")) {
        months.put(name, month);
      }
    }
    return Map.copyOf(months);
  }
}
