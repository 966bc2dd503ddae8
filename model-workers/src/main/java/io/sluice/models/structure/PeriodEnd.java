package io.sluice.models.structure;

import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of the reporting period. Annual reports often tag "December 31" and leave ", 2025"
 * outside.
 */
final class PeriodEnd {
  private static final DateTimeFormatter DAY_OF_YEAR =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[--MM-dd][MMMM d]")
          .toFormatter(Locale.ENGLISH);

  private PeriodEnd() {}

  /**
   * A day without a year gets the year that follows it where the text first names it; else it stays
   * as it is.
   */
  static @Nullable String withYear(@Nullable String value, String text) {
    if (value == null) {
      return null;
    }
    MonthDay day;
    try {
      day = MonthDay.parse(value, DAY_OF_YEAR);
    } catch (DateTimeParseException e) {
      return value; // It has a year, or is none of ours to complete.
    }
    String month = day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    Matcher named =
        Pattern.compile(
                "\\b%s\\s+%d\\s*,\\s*((?:19|20)\\d\\d)\\b".formatted(month, day.getDayOfMonth()),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS)
            .matcher(text);
    return named.find() ? "%s %d, %s".formatted(month, day.getDayOfMonth(), named.group(1)) : value;
  }
}
