package io.sluice.models.receipt;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.table.Band;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was paid by a receipt: what is labelled as a total, and what was given less the change.
 * Where both say the same, there is hardly a doubt, whatever else is called a total. Labels are
 * English, and may be misread in a letter. Pure.
 */
public final class Payment {
  /** Receipts have a page; on more words than these, cash and change are not all there is. */
  private static final int MOST_WORDS = 1500;

  /** Two decimals; a reader of scans may see a space beside the point. */
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<![\\d.,/-])(\\d{1,3}(?:,\\d{3})+|\\d{1,6}) ?[.,] ?(\\d\\d)(?![\\d%/]|[.,]\\d| ?%)");

  /** On the line of a total, the point may be missing. */
  private static final Pattern POINTLESS = Pattern.compile("(?<![\\d.,/-])(\\d{1,4}) (\\d\\d)$");

  private static final String TOTAL = "[T1I]?[O0U][TIL][A4][LI1]";
  private static final Pattern TOTALS =
      Pattern.compile(
          "\\b(?:\\S{0,3}"
              + TOTAL
              + "S?|AMOUNT (?:DUE|PAYABLE|TO PAY)|NETT?|PAYABLE|TO PAY|DUE)\\b");
  private static final Pattern SUBTOTAL =
      Pattern.compile("\\bSU\\S" + TOTAL + "|\\bS\\SB\\W{0,2}" + TOTAL + "|\\bBEFORE\\b");
  private static final Pattern FINAL =
      Pattern.compile("\\b(?:ROUND\\S*|NETT?|GRAND|DUE|PAYABLE|TO PAY|AFTER)\\b");
  private static final Pattern NO_TOTAL =
      Pattern.compile(
          "\\b(?:INCLUDED|QTY|QUANTITY|ITEMS?|EXC\\S*|SAVINGS?|SAVED|DISC\\S*|POINTS?|TAXABLE|BEFORE TAX|NETT? OF|ADJ\\S*)\\b"
              + "|"
              + TOTAL
              + "S? (?:GST|TAX|VAT|SST)\\b|\\b(?:GST|TAX|VAT|SST) (?:AMOUNT|AMT|"
              + TOTAL
              + ")\\b");
  private static final Pattern INCLUSIVE = Pattern.compile("\\bINCL?(?!UDED)\\S*");
  private static final Pattern CHANGE = Pattern.compile("\\bCH[AN4]NGE\\b|\\bBALANCE\\b(?! DUE)");
  private static final Pattern TENDER =
      Pattern.compile(
          "\\b(?:CASH|TENDER\\S*|PAID|PAYMENT|RECEIVED|ACCEPTED|VISA|MASTER\\S*|DEBIT|CREDIT|CARD|AMEX|MYDEBIT)\\b");
  private static final Pattern ROUNDING = Pattern.compile("\\bROUND\\S*");

  private Payment() {}

  /**
   * An amount that was found.
   *
   * @param words that say it
   * @param sure whether arithmetic bears it out
   */
  public record Found(BigDecimal amount, List<Word> words, boolean sure) {
    public Found {
      words = List.copyOf(words);
    }
  }

  private enum Role {
    OTHER,
    TENDER,
    CHANGE,
    SUBTOTAL,
    TOTAL,
    FINAL
  }

  private record Line(Role role, BigDecimal amount, List<Word> words) {
    boolean isFinal() {
      return role == Role.FINAL;
    }
  }

  /** What was paid; nothing where no label tells it. */
  public static Optional<Found> find(ParsedContent document) {
    if (document.getWords().size() > MOST_WORDS) {
      return Optional.empty();
    }
    List<Line> lines = lines(TextLines.of(document));
    List<BigDecimal> paid = paid(lines);
    Comparator<Line> best = Comparator.comparing(Line::role);
    // From the end: tax and rounding come before the sum that they lead to.
    List<Line> upwards = lines.reversed();
    List<Line> totals =
        upwards.stream().filter(line -> line.role.compareTo(Role.SUBTOTAL) >= 0).toList();
    Optional<Line> proven =
        upwards.stream()
            .filter(line -> line.role != Role.TENDER && line.role != Role.CHANGE)
            .filter(line -> paid.contains(line.amount))
            .max(best);
    if (proven.isPresent()) {
      return proven.map(line -> new Found(line.amount, line.words, true));
    }
    Optional<Line> given = upwards.stream().filter(line -> line.role == Role.TENDER).findFirst();
    if (!paid.isEmpty() && given.isPresent() && totals.stream().noneMatch(Line::isFinal)) {
      return Optional.of(new Found(paid.getFirst(), given.get().words, false));
    }
    return totals.stream().max(best).map(line -> new Found(line.amount, line.words, false));
  }

  /** What was given less what came back, for all that may be meant; cash alone may be exact. */
  private static List<BigDecimal> paid(List<Line> lines) {
    List<BigDecimal> paid = new ArrayList<>();
    List<Line> changes = lines.stream().filter(line -> line.role == Role.CHANGE).toList();
    for (Line given : lines) {
      if (given.role == Role.TENDER && given.amount.signum() > 0) {
        changes.stream()
            .map(change -> given.amount.subtract(change.amount))
            .filter(rest -> rest.signum() > 0)
            .forEach(paid::add);
        if (changes.isEmpty()) {
          paid.add(given.amount);
        }
      }
    }
    return paid;
  }

  private static List<Line> lines(List<List<Word>> texts) {
    List<Line> lines = new ArrayList<>();
    Role waiting = Role.OTHER;
    for (List<Word> words : texts) {
      String text = Band.text(words).toUpperCase(Locale.ROOT).replace("RMO", "RM0");
      if (text.length() > TextLines.LONGEST) {
        continue;
      }
      List<BigDecimal> amounts = new ArrayList<>();
      int[] at = new int[2];
      Matcher matcher = AMOUNT.matcher(text.replace("RM", "  "));
      while (matcher.find()) {
        amounts.add(amount(matcher));
        at[0] = matcher.start();
        at[1] = matcher.end();
      }
      Role role = role(text);
      if (amounts.isEmpty() && role.compareTo(Role.SUBTOTAL) >= 0) {
        Matcher pointless = POINTLESS.matcher(text);
        if (pointless.find()) {
          amounts.add(amount(pointless));
          at[0] = pointless.start();
          at[1] = pointless.end();
        }
      }
      boolean onlyAmount = text.replaceAll("RM|MYR", "").chars().noneMatch(Character::isLetter);
      Role said = role == Role.OTHER && onlyAmount ? waiting : role;
      // Tables of tax have a line of totals with several amounts.
      if (amounts.stream().distinct().count() == 1) {
        lines.add(new Line(said, amounts.getFirst(), words(words, at[0], at[1])));
      }
      waiting = amounts.isEmpty() ? role : Role.OTHER;
    }
    return lines;
  }

  private static BigDecimal amount(Matcher matcher) {
    return new BigDecimal(matcher.group(1).replace(",", "") + "." + matcher.group(2));
  }

  private static Role role(String text) {
    if (CHANGE.matcher(text).find()) {
      return Role.CHANGE;
    }
    boolean total = TOTALS.matcher(text).find();
    if (TENDER.matcher(text).find() && !(total && FINAL.matcher(text).find())) {
      return Role.TENDER;
    }
    if (!total || NO_TOTAL.matcher(text).find() && !INCLUSIVE.matcher(text).find()) {
      return Role.OTHER;
    }
    if (SUBTOTAL.matcher(text).find()) {
      return Role.SUBTOTAL;
    }
    boolean isFinal = FINAL.matcher(text).find();
    return isFinal || ROUNDING.matcher(text).find() ? Role.FINAL : Role.TOTAL;
  }

  private static List<Word> words(List<Word> line, int start, int end) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (Word word : line) {
      int next = at + word.getText().length();
      if (next > start && at < end) {
        words.add(word);
      }
      at = next + 1;
    }
    return words;
  }
}
