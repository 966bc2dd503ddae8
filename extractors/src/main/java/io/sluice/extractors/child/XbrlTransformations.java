package io.sluice.extractors.child;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/**
 * The transformations of inline XBRL (Transformation Rules Registry 3 to 5 and the SEC's own) that
 * filings apply to {@code dei} facts. A rule that is not here, or text that does not fit it, leaves
 * the text as it stands.
 */
final class XbrlTransformations {
  private static final Map<String, String> STATES = UsStates.codes();

  private XbrlTransformations() {}

  /**
   * The value of {@code raw} under the rule, for instance {@code ixt:date-monthname-day-year-en}.
   */
  static String apply(String format, String raw) {
    String rule =
        format.substring(format.indexOf(':') + 1).toLowerCase(Locale.ROOT).replace("-", "");
    return switch (rule) {
      case "datemonthnamedayyearen", "datemonthdayyearen", "datelongus", "dateslashus" ->
          date(raw, "[MMMM d, uuuu][MMM d, uuuu][MMM. d, uuuu][MMMM d uuuu][M/d/uuuu]");
      case "datedaymonthnameyearen", "datedaymonthyearen", "datelonguk" ->
          date(raw, "[d MMMM uuuu][d MMM uuuu][d/M/uuuu]");
      case "datemonthdayyear" -> date(raw, "[M/d/uuuu][M-d-uuuu][M.d.uuuu]");
      case "datedaymonthyear" -> date(raw, "[d/M/uuuu][d-M-uuuu][d.M.uuuu]");
      case "datemonthnamedayen", "datelongmonthdayen", "datemonthdayen" -> monthDay(raw);
      case "stateprovnameen" -> STATES.getOrDefault(raw.toLowerCase(Locale.ROOT), raw);
      case "exchnameen" -> exchange(raw);
      case "booleantrue", "fixedtrue", "booltrue" -> "true";
      case "booleanfalse", "fixedfalse", "boolfalse", "boolballotbox" ->
          rule.equals("boolballotbox") ? ballot(raw) : "false";
      case "fixedzero", "zerodash" -> "0";
      case "fixedempty", "nocontent" -> "";
      case "numdotdecimal" -> raw.replace(",", "").replace(" ", "");
      case "numcommadecimal" -> raw.replace(".", "").replace(" ", "").replace(',', '.');
      default -> raw;
    };
  }

  private static String date(String raw, String patterns) {
    try {
      return LocalDate.parse(raw, formatter(patterns)).toString();
    } catch (DateTimeParseException e) {
      return raw;
    }
  }

  private static String monthDay(String raw) {
    try {
      return MonthDay.parse(raw, formatter("[MMMM d][MMM d][M/d]")).toString();
    } catch (DateTimeParseException e) {
      return raw;
    }
  }

  private static DateTimeFormatter formatter(String patterns) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(patterns)
        .toFormatter(Locale.ENGLISH);
  }

  private static String ballot(String raw) {
    return switch (raw) {
      case "☐", "o", "¨" -> "false";
      case "☑", "☒", "x", "þ", "ý" -> "true";
      default -> raw;
    };
  }

  private static String exchange(String raw) {
    String name = raw.toLowerCase(Locale.ROOT);
    if (name.contains("nasdaq")) {
      return "NASDAQ";
    }
    return name.contains("new york stock exchange") ? "NYSE" : raw;
  }
}
