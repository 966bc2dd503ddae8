package io.sluice.evaluation.normal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The amount as a plain number without trailing zeros. Currency signs and thousands separators go;
 * (5.00) and 5.00- are negative. Of point and comma the later one is the decimal mark; a single one
 * before exactly three digits groups thousands, unless the number begins with 0.
 */
final class PriceForm {
  private static final String CURRENCY =
      "(?:(?:us|ca|hk|nz|[acs])?\\$|[€£¥₹]|us|usd|eur|euros?|gbp|chf|myr|rm|inr|rs\\.?|jpy|cad|aud"
          + "|sgd|cny|dollars?)";
  private static final Pattern SHAPE =
      Pattern.compile(
          "([-(]?)\\s*(?:"
              + CURRENCY
              + "\\s*){0,2}(-?)\\s*([\\p{Nd}.,]{0,40}\\p{Nd})(?:[.,]-{0,2})?\\s*(?:"
              + CURRENCY
              + "\\s*){0,2}([-)]?)");
  private static final Pattern GROUP_GAP =
      Pattern.compile("(?<=\\p{Nd})[ '’](?=\\p{Nd}{3}(?!\\p{Nd}))");
  private static final Pattern GROUPED =
      Pattern.compile("\\p{Nd}*|\\p{Nd}{1,3}([.,])(?:\\p{Nd}{2,3}\\1)*\\p{Nd}{3}");
  private static final Pattern THOUSANDS = Pattern.compile("[1-9]\\p{Nd}{0,2}");

  /** The digits that Python's Decimal keeps. */
  private static final MathContext PRECISION = new MathContext(28, RoundingMode.HALF_EVEN);

  private PriceForm() {}

  static Optional<String> of(String value) {
    String text = GROUP_GAP.matcher(Fold.of(value).replace('−', '-')).replaceAll("");
    Matcher m = SHAPE.matcher(text);
    if (!m.matches() || m.group(1).equals("(") != m.group(4).equals(")")) {
      return Optional.empty();
    }
    String signs = m.group(1) + m.group(2) + m.group(4);
    if (signs.chars().filter(c -> c == '-').count() > 1) {
      return Optional.empty();
    }
    return number(m.group(3)).map(n -> plain(signs.isEmpty() ? n : n.negate()));
  }

  static String plain(BigDecimal amount) {
    return amount.round(PRECISION).stripTrailingZeros().toPlainString();
  }

  private static Optional<BigDecimal> number(String digits) {
    int mark = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    String whole = mark < 0 ? digits : digits.substring(0, mark);
    String part = mark < 0 ? "" : digits.substring(mark + 1);
    char point = mark < 0 ? ' ' : digits.charAt(mark);
    boolean marked = whole.indexOf('.') >= 0 || whole.indexOf(',') >= 0;
    if (mark >= 0
        && (whole.indexOf(point) >= 0
            || (!marked && part.length() == 3 && THOUSANDS.matcher(whole).matches()))) {
      whole = digits;
      part = "";
    }
    Matcher groups = GROUPED.matcher(whole);
    if (!groups.matches() || (!part.isEmpty() && String.valueOf(point).equals(groups.group(1)))) {
      return Optional.empty();
    }
    String plain = whole.replaceAll("[.,]", "");
    return Optional.of(
        new BigDecimal((plain.isEmpty() ? "0" : plain) + (part.isEmpty() ? "" : "." + part)));
  }
}
