package io.sluice.models.clause;

import io.sluice.types.FieldKind;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a text holds anything that could be a value of a kind: where there is no day at all, a
 * day that was not found is absent. Pure; made for one text and one thread.
 */
public final class Mentions {
  private static final Pattern DAY = pattern(Days.DAY + "|\\b\\d{1,2}[/-]\\d{1,2}[/-]\\d{2,4}\\b");

  /** Days and weeks are in every agreement, for notices and cures. */
  private static final Pattern LENGTH =
      pattern(
          "\\b(?:\\p{L}{3,8}(?:[- ]\\p{L}{3,5})?|\\d{1,3})\\s?(?:\\(\\s?\\d{1,3}\\s?\\))?[\\s-]+"
              + "(?:(?:calendar|full|additional|successive)\\s+)?(?:year|month)s?\\b");

  private static final Pattern AMOUNT =
      Pattern.compile("(?<![\\d.,])\\d{1,3}(?:[.,]?\\d{3}){0,4}[.,]\\d\\d(?![\\d.,])");

  private final String text;
  private final Map<FieldKind, Boolean> found = new EnumMap<>(FieldKind.class);

  public Mentions(String text) {
    this.text = text;
  }

  /** Whether none is there; false of kinds that no form tells, as names. */
  public boolean none(FieldKind kind) {
    return !found.computeIfAbsent(
        kind,
        k ->
            switch (k) {
              case DATE ->
                  any(
                      DAY,
                      day -> Dates.read(day, false).or(() -> Dates.read(day, true)).isPresent());
              case DURATION -> any(LENGTH, length -> Durations.read(length).isPresent());
              case PRICE -> any(AMOUNT, amount -> true);
              case ID, CODE, NAME, NAMES, TEXT -> true;
            });
  }

  private boolean any(Pattern pattern, Predicate<String> readable) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (readable.test(matcher.group())) {
        return true;
      }
    }
    return false;
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
