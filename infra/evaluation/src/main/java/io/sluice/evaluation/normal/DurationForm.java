package io.sluice.evaluation.normal;

import static io.sluice.evaluation.normal.Fold.END;
import static io.sluice.evaluation.normal.Fold.START;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length as {@code P<months>M<days>D}, or {@code perpetual}: "two (2) years" and P2Y are
 * P24M0D. Years are 12 months, weeks 7 days; months are not turned into days. The same unit twice
 * is unreadable.
 */
final class DurationForm {
  private static final Pattern ISO =
      Pattern.compile("p(?:(\\p{Nd}+)y)?(?:(\\p{Nd}+)m)?(?:(\\p{Nd}+)w)?(?:(\\p{Nd}+)d)?");
  private static final Pattern SAID_TWICE = Pattern.compile("(\\p{Nd}+)\\s*\\(\\s*\\1\\s*\\)");
  private static final Pattern SAID_TWO = Pattern.compile("\\p{Nd}\\s*\\(\\s*\\p{Nd}");
  private static final String BETWEEN = "(?:(?:additional|further|successive|calendar|full)\\s+)?";
  private static final Pattern ARTICLE =
      Pattern.compile(START + "an?(?= " + BETWEEN + "(?:year|month|week|day)" + END + ")");
  private static final Pattern PART =
      Pattern.compile(
          "(?<![\\p{Nd}./,⁄])(\\p{Nd}*\\.?\\p{Nd}+)[\\s-]*"
              + BETWEEN
              + "(year|yr|month|mo|week|wk|day|quarter)s?"
              + END);
  private static final String[] ISO_UNITS = {"year", "month", "week", "day"};
  private static final Map<String, Integer> MONTHS = Map.of("year", 12, "quarter", 3, "month", 1);
  private static final Map<String, Integer> DAYS = Map.of("week", 7, "day", 1);
  private static final Map<String, String> SHORT =
      Map.of("yr", "year", "mo", "month", "wk", "week");

  private DurationForm() {}

  static Optional<String> of(String value) {
    String text = Spelled.toDigits(Fold.of(value.replace("½", ".5")));
    Map<String, BigDecimal> parts = new LinkedHashMap<>();
    Matcher iso = ISO.matcher(text);
    if (iso.matches()) {
      for (int i = 0; i < ISO_UNITS.length; i++) {
        if (iso.group(i + 1) != null) {
          parts.put(ISO_UNITS[i], new BigDecimal(iso.group(i + 1)));
        }
      }
    } else {
      text = SAID_TWICE.matcher(text).replaceAll("$1");
      if (SAID_TWO.matcher(text).find()) {
        return Optional.empty();
      }
      text = ARTICLE.matcher(text).replaceAll("1");
      Matcher part = PART.matcher(text);
      while (part.find()) {
        String unit = SHORT.getOrDefault(part.group(2), part.group(2));
        if (parts.put(unit, new BigDecimal(part.group(1))) != null) {
          return Optional.empty();
        }
      }
    }
    if (parts.isEmpty()) {
      return Spelled.PERPETUAL.matcher(text).find() ? Optional.of("perpetual") : Optional.empty();
    }
    return Optional.of("P" + sum(parts, MONTHS) + "M" + sum(parts, DAYS) + "D");
  }

  private static String sum(Map<String, BigDecimal> parts, Map<String, Integer> sizes) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> part : parts.entrySet()) {
      int size = sizes.getOrDefault(part.getKey(), 0);
      sum = sum.add(part.getValue().multiply(BigDecimal.valueOf(size)));
    }
    return sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
  }
}
