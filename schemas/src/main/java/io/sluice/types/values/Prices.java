package io.sluice.types.values;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads an amount of money: 1,234.50, 1.234,50 €, USD 1 234.50, CHF 1'234.50, (12.00), 12.00-, 5,-.
 * The currency is passed over. Of point and comma, the later one is the decimal mark; a single one
 * before exactly three digits groups thousands.
 */
public final class Prices {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<open>\\()?\\s*(?<minus>-)?\\s*(?<before>[\\p{L}\\p{Sc}. ]{0,10}?)\\s*(?<minus2>-)?\\s*"
              + "(?<number>\\d(?:[\\d.,]*\\d)?|[.,]\\d+)(?:[.,]-{0,2}(?=\\s|$))?\\s*(?<trailing>-)?\\s*"
              + "(?<after>[\\p{L}\\p{Sc}. ]{0,10})\\s*(?<close>\\))?");
  private static final Pattern GROUP_GAP = Pattern.compile("(?<=\\d)[ '’](?=\\d{3}(?!\\d))");
  private static final Pattern GROUPED =
      Pattern.compile("\\d{1,3}(?:([.,])\\d{3})(?:\\1\\d{3})*|\\d{1,2}(?:,\\d{2})+,\\d{3}|\\d*");
  private static final Set<String> MONEY_WORDS =
      Set.of(
          "us", "rm", "rs", "euro", "euros", "dollar", "dollars", "kr", "fr", "sfr", "zl", "pounds",
          "rupees", "ca", "au", "hk", "nz", "s", "c", "a");
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());

  private Prices() {}

  /** The amount, with the decimals that were written. */
  public static Optional<BigDecimal> read(String value) {
    String text =
        GROUP_GAP.matcher(Text.fold(value).replace('−', '-').replace('–', '-')).replaceAll("");
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()
        || !isMoney(matcher.group("before"))
        || !isMoney(matcher.group("after"))
        || (matcher.group("open") == null) != (matcher.group("close") == null)) {
      return Optional.empty();
    }
    int signs = 0;
    for (String sign : new String[] {"open", "minus", "minus2", "trailing"}) {
      signs += matcher.group(sign) == null ? 0 : 1;
    }
    if (signs > 1) {
      return Optional.empty();
    }
    boolean negative = signs == 1;
    return number(matcher.group("number")).map(n -> negative ? n.negate() : n);
  }

  private static Optional<BigDecimal> number(String number) {
    int mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
    if (mark < 0) {
      return Optional.of(new BigDecimal(number));
    }
    String whole = number.substring(0, mark);
    String decimals = number.substring(mark + 1);
    boolean groups =
        whole.indexOf(number.charAt(mark)) >= 0
            || (decimals.length() == 3 && whole.matches("[1-9]\\d{0,2}"));
    if (groups) {
      whole = number;
      decimals = "";
    }
    if (!GROUPED.matcher(whole).matches()) {
      return Optional.empty();
    }
    String plain = whole.replaceAll("[.,]", "");
    return Optional.of(
        new BigDecimal(
            (plain.isEmpty() ? "0" : plain) + (decimals.isEmpty() ? "" : "." + decimals)));
  }

  private static boolean isMoney(String words) {
    for (String word : words.replaceAll("\\p{Sc}", " ").split("[. ]+")) {
      if (!word.isEmpty() && !MONEY_WORDS.contains(word) && !CURRENCIES.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
