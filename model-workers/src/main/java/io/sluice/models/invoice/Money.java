package io.sluice.models.invoice;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.invoice.Cell.Token;
import io.sluice.models.table.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The numbers of a document's lines that may be amounts, each with what stands before it. */
final class Money {
  private static final Pattern GAPS = Pattern.compile("[\\s\\u00a0\\u202f\\u2009]");
  private static final Pattern HEAD = Pattern.compile("[-−–(]?(?:[A-Z]{3}|[€$£])?\\d{1,3}");
  private static final Pattern GROUP = Pattern.compile("\\d{3}");
  private static final Pattern TAIL = Pattern.compile("\\d{3}(?:[.,]\\d\\d)?\\)?-?(?:[A-Z]{3}|[€$£])?");

  private Money() {}

  /**
   * A number on a line.
   *
   * @param cell that holds it
   * @param words that say it
   * @param left what stands between it and the number before it, as labels are compared
   * @param chain where nothing does: what stands before that one
   * @param exact whether it has two decimals, as amounts have
   */
  record Sum(
      BigDecimal value, Cell cell, List<Word> words, String left, String chain, boolean exact) {}

  /** All numbers of a document but rates, from top to bottom and from left to right. */
  static List<Sum> of(ParsedContent document, Pages pages) {
    Amounts amounts = Amounts.of(document.getWords());
    List<Sum> sums = new ArrayList<>();
    for (List<Cell> line : pages.lines()) {
      StringBuilder label = new StringBuilder();
      String chain = "";
      for (Cell cell : line) {
        List<Token> tokens = cell.tokens();
        for (int i = 0; i < tokens.size(); ) {
          int end = groups(tokens, i);
          Optional<BigDecimal> number = number(amounts, tokens, i, end);
          if (number.isPresent()) {
            String left = label.toString().strip();
            chain = left.isEmpty() ? chain : left;
            sums.add(
                new Sum(
                    number.get(),
                    cell,
                    Cell.words(tokens.subList(i, end)),
                    left,
                    chain,
                    number.get().scale() == 2));
            label.setLength(0);
          } else if (CurrencyOf.code(tokens.get(i).text()) == null) {
            label.append(' ').append(tokens.get(i).folded());
          }
          i = end;
        }
      }
    }
    return sums;
  }

  /** Behind a number whose thousands are parted by spaces. */
  private static int groups(List<Token> tokens, int first) {
    int end = first + 1;
    if (HEAD.matcher(tokens.get(first).text()).matches()) {
      while (end < tokens.size() && GROUP.matcher(tokens.get(end).text()).matches()) {
        end++;
      }
      boolean whole =
          end < tokens.size()
              && TAIL.matcher(tokens.get(end).text()).matches()
              && tokens.get(end).text().matches(".*[.,].*");
      return whole ? end + 1 : first + 1;
    }
    return end;
  }

  private static Optional<BigDecimal> number(
      Amounts amounts, List<Token> tokens, int first, int end) {
    String text = GAPS.matcher(Cell.text(tokens.subList(first, end))).replaceAll("");
    boolean rate =
        text.contains("%") || end < tokens.size() && tokens.get(end).text().startsWith("%");
    return rate ? Optional.empty() : amounts.number(text.replaceAll("[:;]$", ""));
  }
}
