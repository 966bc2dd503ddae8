package io.sluice.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers with units. */
final class Units {
  private static final Pattern NUMBER_UNIT = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]+)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

  private Units() {}

  static @Nullable Duration duration(String text) {
    Long millis = read(text, MILLIS);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  static @Nullable Long size(String text) {
    return read(text, BYTES);
  }

  private static @Nullable Long read(String text, Map<String, Long> units) {
    Matcher matcher = NUMBER_UNIT.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
    return unit == null ? null : Long.parseLong(matcher.group(1)) * unit;
  }
}
