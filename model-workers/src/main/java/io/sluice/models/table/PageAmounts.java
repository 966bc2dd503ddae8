package io.sluice.models.table;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.Optional;

/** Where a document says an amount. */
public final class PageAmounts {
  private PageAmounts() {}

  /** The last word that says the amount: totals stand below what they sum up. */
  public static Optional<Word> find(ParsedContent document, BigDecimal amount) {
    Amounts amounts = Amounts.of(document.getWords());
    return document.getWords().stream()
        .filter(
            word -> amounts.money(word.getText()).filter(a -> a.compareTo(amount) == 0).isPresent())
        .reduce((a, b) -> b);
  }
}
