package io.sluice.models.invoice;

import io.sluice.models.invoice.Cell.Token;
import io.sluice.types.values.Dates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of papers, and days, at the head of some words. */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[\\p{L}\\d][\\p{L}\\d./_#+-]*[\\p{L}\\d]|\\d");
  private static final Pattern PREFIX = Pattern.compile("\\p{Lu}{1,5}[-/.]?");
  private static final Pattern JOINED = Pattern.compile("[/-].*|.*[/-]|\\d{2,6}");
  private static final Pattern AMOUNT =
      Pattern.compile("[-+]?[\\d.]*\\d,\\d\\d|\\d{1,3}(?:,\\d{3})*\\.\\d\\d");
  private static final String DAY_NUMBER = "\\d{1,2}(?:\\.|st|nd|rd|th|er|º|°)?";
  private static final Pattern DAY =
      Pattern.compile(
          "^(?:[\\p{L}.]{2,10},? )?(\\d{1,2} ?[./-] ?\\d{1,2} ?[./-] ?(?:\\d{4}|\\d{2})(?!\\d)|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}(?!\\d)"
              + "|"
              + DAY_NUMBER
              + "[ .-]{0,2}(?:de |di )?\\p{L}{3,10}\\.?[ ,.-]{0,2}(?:de |del )?(?:\\d{4}|\\d{2})(?!\\d)"
              + "|\\p{L}{3,10}\\.? "
              + DAY_NUMBER
              + " ?,? \\d{4})");
  private static final int LONGEST_DAY = 6;
  private static final int LONGEST = 35;

  private Values() {}

  /**
   * A value at the head of some words.
   *
   * @param tokens that say it
   */
  record Head(String value, List<Token> tokens) {}

  /** A number of a paper: letters, digits and what joins them; a digit at least. */
  static Optional<Head> number(List<Token> tokens) {
    List<Token> rest =
        tokens.stream().dropWhile(t -> t.text().matches("[:#]|\\(\\d{2,3}\\)")).toList();
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    List<Token> taken = new ArrayList<>();
    for (Token token : rest) {
      String text = plain(token.text());
      if (!taken.isEmpty() && DAY.matcher(text).matches()) {
        break;
      }
      boolean begins = taken.isEmpty() || taken.stream().noneMatch(Values::digits);
      boolean joins =
          begins
              ? digits(token) && NUMBER.matcher(text).matches()
                  || PREFIX.matcher(text).matches() && taken.isEmpty()
                  || text.matches("[-/]") && !taken.isEmpty()
              : JOINED.matcher(text).matches() || taken.getLast().text().matches(".*[-/]");
      if (!joins) {
        break;
      }
      taken.add(token);
    }
    // Groups of digits are one number only where nothing else follows them.
    if (taken.size() > 1
        && taken.size() < rest.size()
        && digits(taken.getFirst())
        && taken.get(1).text().matches("\\d+")) {
      taken = new ArrayList<>(taken.subList(0, 1));
    }
    while (taken.size() > 1 && taken.getLast().text().matches("[-/]")) {
      taken.removeLast();
    }
    if (taken.isEmpty() || taken.stream().noneMatch(Values::digits)) {
      return Optional.empty();
    }
    String value = plain(Cell.text(taken));
    boolean wrong =
        value.length() > LONGEST
            || AMOUNT.matcher(value).matches()
            || day(rest).isPresent()
            || value.matches(".*[%€$£@].*");
    return wrong ? Optional.empty() : Optional.of(new Head(value, List.copyOf(taken)));
  }

  private static boolean digits(Token token) {
    return token.text().chars().anyMatch(Character::isDigit);
  }

  private static String plain(String text) {
    return text.replaceAll("^[:#(\"]+(?=.)|[.,;:)\"]+$", "");
  }

  /** A day; what stands before it, such as a weekday, is passed over. */
  static Optional<Head> day(List<Token> tokens) {
    List<Token> rest =
        tokens.stream().dropWhile(t -> t.folded().isEmpty()).limit(LONGEST_DAY).toList();
    Matcher matcher = DAY.matcher(Cell.text(rest));
    if (!matcher.find() || read(matcher.group(1)).isEmpty()) {
      return Optional.empty();
    }
    List<Token> said = Names.within(rest, matcher.start(1), matcher.end(1));
    return Optional.of(new Head(matcher.group(1), List.copyOf(said)));
  }

  /** The day of "90001234 / 12.03.2024". */
  static Optional<Head> dayBehind(List<Token> tokens) {
    for (int i = 0; i < Math.min(tokens.size(), 4); i++) {
      Optional<Head> day = day(tokens.subList(i, tokens.size()));
      if (day.isPresent()) {
        return day;
      }
    }
    return Optional.empty();
  }

  /** A number of a thing without a name is no page and no row. */
  static boolean isLong(Head head) {
    return head.value().chars().filter(Character::isDigit).count() >= 2
        && head.value().length() >= 3;
  }

  /** The day that a text says, where both are days: day before month. */
  static Optional<LocalDate> read(String text) {
    return Dates.read(text, true).filter(day -> day.getYear() >= 1990 && day.getYear() < 2100);
  }
}
