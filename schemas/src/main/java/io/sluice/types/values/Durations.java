package io.sluice.types.values;

import java.math.BigDecimal;
import java.time.Period;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a length of time: two (2) years, 18 months, 1½ years, P2Y, zwei Jahre, 30 days. Years are
 * twelve months, weeks seven days; months are not turned into days. Two lengths in one text are
 * unreadable.
 */
public final class Durations {
  private static final Pattern ISO =
      Pattern.compile("p(?:(\\d{1,4})y)?(?:(\\d{1,4})m)?(?:(\\d{1,4})w)?(?:(\\d{1,5})d)?");
  private static final Pattern SAID_TWICE = Pattern.compile("(\\d+)\\s*\\(\\s*(\\d+)\\s*\\)");
  private static final Pattern PART =
      Pattern.compile(
          "(?<![\\d.,/])(\\d{1,5}(?:[.,]\\d{1,2})?|an?|einem?|einer|une?)[\\s-]*"
              + "(?:(?:additional|further|successive|consecutive|calendar|full)\\s+)?"
              + "(?:(?<year>years?|yrs?|jahren?|jahr|annees?|ans?|anos?|anni|anno|jaren?|jaar)"
              + "|(?<quarter>quarters?|quartale?)"
              + "|(?<month>months?|mos?|monaten?|monat|mois|meses|mes|mesi|mese|maanden|maand)"
              + "|(?<week>weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|weken)"
              + "|(?<day>days?|tagen?|tag|jours?|dias?|giorn[io]|dagen|dag))\\b");

  private enum Unit {
    YEAR("year"),
    QUARTER("quarter"),
    MONTH("month"),
    WEEK("week"),
    DAY("day");

    private final String group;

    Unit(String group) {
      this.group = group;
    }
  }

  private Durations() {}

  /** The length in months and days. */
  public static Optional<Period> read(String value) {
    String folded = Text.fold(value.replace("½", ".5"));
    Matcher iso = ISO.matcher(folded);
    if (folded.length() > 1 && iso.matches()) {
      return Optional.of(
          Period.of(0, 12 * number(iso, 1) + number(iso, 2), 7 * number(iso, 3) + number(iso, 4)));
    }
    Matcher twice = SAID_TWICE.matcher(Numerals.wordsToDigits(folded));
    StringBuilder text = new StringBuilder();
    while (twice.find()) {
      if (!twice.group(1).equals(twice.group(2))) {
        return Optional.empty();
      }
      twice.appendReplacement(text, "$1");
    }
    twice.appendTail(text);
    return parts(text.toString());
  }

  private static Optional<Period> parts(String text) {
    Map<Unit, BigDecimal> parts = new EnumMap<>(Unit.class);
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      for (Unit unit : Unit.values()) {
        if (matcher.group(unit.group) != null
            && parts.put(unit, amount(matcher.group(1))) != null) {
          return Optional.empty();
        }
      }
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal months =
        of(parts, Unit.YEAR, 12).add(of(parts, Unit.QUARTER, 3)).add(of(parts, Unit.MONTH, 1));
    BigDecimal days = of(parts, Unit.WEEK, 7).add(of(parts, Unit.DAY, 1));
    if (months.stripTrailingZeros().scale() > 0 || days.stripTrailingZeros().scale() > 0) {
      return Optional.empty();
    }
    return Optional.of(Period.of(0, months.intValueExact(), days.intValueExact()));
  }

  private static BigDecimal of(Map<Unit, BigDecimal> parts, Unit unit, int size) {
    return parts.getOrDefault(unit, BigDecimal.ZERO).multiply(BigDecimal.valueOf(size));
  }

  private static BigDecimal amount(String text) {
    return Character.isDigit(text.charAt(0))
        ? new BigDecimal(text.replace(',', '.'))
        : BigDecimal.ONE;
  }

  private static int number(Matcher iso, int group) {
    return iso.group(group) == null ? 0 : Integer.parseInt(iso.group(group));
  }
}
