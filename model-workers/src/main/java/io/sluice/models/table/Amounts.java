package io.sluice.models.table;

import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the numbers of a document whose decimal mark is known. A number alone does not say whether
 * 1.000 is one or a thousand; the document's amounts with two decimals do.
 */
public final class Amounts {
  private static final Pattern DECIDED = Pattern.compile(".*\\d([.,])\\d\\d\\)?-?(?:€|EUR)?");
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<open>\\()?(?<minus>[-−–])?(?<before>(?:US|CA|A)?[$€£]|EUR|USD|CHF|GBP)?(?<minus2>[-−–])?"
              + "(?<number>\\d[\\d.,'’]*)(?<trailing>-)?(?<after>[$€£%]|EUR|USD|CHF|GBP)?(?<close>\\))?");
  private static final Pattern WHOLE = Pattern.compile("\\d+|\\d{1,3}(?:[.,'’]\\d{3})+");
  private final char mark;

  private Amounts(char mark) {
    this.mark = mark;
  }

  /** Numbers as this document writes them; a point is the decimal mark where nothing tells. */
  public static Amounts of(List<Word> words) {
    int commas = 0;
    for (Word word : words) {
      Matcher matcher = DECIDED.matcher(word.getText());
      if (matcher.matches()) {
        commas += matcher.group(1).equals(",") ? 1 : -1;
      }
    }
    return new Amounts(commas > 0 ? ',' : '.');
  }

  /** The number that a word is, its currency or percent sign passed over. */
  public Optional<BigDecimal> number(String word) {
    Matcher matcher = SHAPE.matcher(word);
    if (!matcher.matches() || (matcher.group("open") == null) != (matcher.group("close") == null)) {
      return Optional.empty();
    }
    String number = matcher.group("number").replaceAll("[.,]$", "");
    int at = number.lastIndexOf(mark);
    String whole = at < 0 ? number : number.substring(0, at);
    String decimals = at < 0 ? "" : number.substring(at + 1);
    if (whole.indexOf(mark) >= 0
        || !WHOLE.matcher(whole).matches()
        || at >= 0 && !decimals.matches("\\d{1,6}")) {
      return Optional.empty();
    }
    String plain = whole.replaceAll("\\D", "") + (decimals.isEmpty() ? "" : "." + decimals);
    boolean negative =
        matcher.group("open") != null
            || matcher.group("minus") != null
            || matcher.group("minus2") != null
            || matcher.group("trailing") != null;
    BigDecimal value = new BigDecimal(plain);
    return Optional.of(negative ? value.negate() : value);
  }

  /** An amount of money: a number with two decimals or more, or with a currency sign. */
  public Optional<BigDecimal> money(String word) {
    return number(word)
        .filter(value -> word.indexOf('%') < 0)
        .filter(value -> value.scale() >= 2 || word.matches(".*(?:[$€£]|EUR|USD|CHF|GBP).*"));
  }
}
