package io.sluice.models.invoice;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.table.Texts;
import io.sluice.types.InvoicePart;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a commercial invoice says from its page alone. Silent where the page is a
 * broadcaster's: those have parts of their own, which other readers know. Made for one document and
 * one thread.
 */
public final class InvoiceReader {
  /** Of these words a page of a broadcaster has several, and no other page has. */
  private static final Set<String> BROADCAST =
      Set.of("advertiser", "flight", "spots", "spot", "aired", "daypart", "station", "agency", "broadcast", "airing", "airtime", "estimate");

  private static final int BROADCAST_WORDS = 3;

  /** A document of more words is a book: what stands on its first pages is read by others. */
  private static final int MOST_WORDS = 20_000;

  private final ParsedContent document;
  private final boolean silent;
  private @Nullable Pages pages;
  private @Nullable NumberAndDate numberAndDate;
  private @Nullable Parties parties;
  private Totals.@Nullable Found totals;

  public InvoiceReader(ParsedContent document) {
    this.document = document;
    this.silent = document.getWords().size() > MOST_WORDS || broadcast(document);
  }

  private static boolean broadcast(ParsedContent document) {
    Set<String> found = new HashSet<>();
    for (Word word : document.getWords()) {
      String text = Texts.fold(word.getText());
      if (BROADCAST.contains(text)) {
        found.add(text);
      }
    }
    return found.contains("advertiser") && found.size() >= 2 || found.size() >= BROADCAST_WORDS;
  }

  /** What the page says of a part; nothing where no rule finds it. */
  public Optional<Read> find(InvoicePart part) {
    if (silent) {
      return Optional.empty();
    }
    return switch (part) {
      case NUMBER -> numberAndDate().number();
      case DATE -> numberAndDate().date();
      case SELLER -> parties().seller();
      case BUYER -> parties().buyer();
      case CURRENCY -> CurrencyOf.find(pages());
      case TAX -> totals().tax();
      case TOTAL -> totals().total();
    };
  }

  private Pages pages() {
    return pages == null ? pages = Pages.of(document) : pages;
  }

  private NumberAndDate numberAndDate() {
    return numberAndDate == null ? numberAndDate = new NumberAndDate(pages()) : numberAndDate;
  }

  private Parties parties() {
    return parties == null ? parties = new Parties(pages()) : parties;
  }

  private Totals.Found totals() {
    return totals == null ? totals = Totals.of(document, pages()) : totals;
  }
}
