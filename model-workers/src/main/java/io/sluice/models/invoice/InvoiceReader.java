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
  /** A page of a broadcaster has several of these words, and one at least of its own. */
  private static final Set<String> BROADCAST =
      Set.of("flight", "station", "agency", "estimate", "market", "time");

  private static final Set<String> BROADCAST_ALONE =
      Set.of("advertiser", "spots", "aired", "daypart", "broadcast", "airing", "airtime");

  private static final int BROADCAST_WORDS = 3;

  /** A document of more words is a book: what stands on its first pages is read by others. */
  private static final int MOST_WORDS = 20_000;

  /** An invoice of more words is one by the model's word alone: looking costs time. */
  private static final int MOST_WORDS_OF_ONE = 6_000;

  private final ParsedContent document;
  private @Nullable Boolean silent;
  private @Nullable Pages pages;
  private @Nullable NumberAndDate numberAndDate;
  private @Nullable Parties parties;
  private Totals.@Nullable Found totals;

  public InvoiceReader(ParsedContent document) {
    this.document = document;
  }

  /**
   * Whether the page itself says that it is a commercial invoice: a number behind the word for one,
   * a day, and a total in a currency.
   */
  public boolean isInvoice() {
    return document.getWords().size() <= MOST_WORDS_OF_ONE
        && !silent()
        && numberAndDate().named()
        && numberAndDate().date().isPresent()
        && totals().total().isPresent()
        && find(InvoicePart.CURRENCY).isPresent();
  }

  private boolean silent() {
    if (silent == null) {
      silent = document.getWords().size() > MOST_WORDS || broadcast(document);
    }
    return silent;
  }

  private static boolean broadcast(ParsedContent document) {
    Set<String> shared = new HashSet<>();
    Set<String> alone = new HashSet<>();
    for (Word word : document.getWords()) {
      String text = Texts.fold(word.getText());
      if (BROADCAST.contains(text)) {
        shared.add(text);
      } else if (BROADCAST_ALONE.contains(text)) {
        alone.add(text);
      }
    }
    return !alone.isEmpty() && alone.size() + shared.size() >= BROADCAST_WORDS;
  }

  /** What the page says of a part; nothing where no rule finds it. */
  public Optional<Read> find(InvoicePart part) {
    if (silent()) {
      return Optional.empty();
    }
    return switch (part) {
      case NUMBER -> numberAndDate().number();
      case DATE -> numberAndDate().date();
      case SELLER -> parties().seller();
      case BUYER -> parties().buyer();
      case CURRENCY -> CurrencyOf.find(pages());
      case TAX -> totals().tax().or(() -> totals().total().flatMap(total -> TaxFree.find(pages())));
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
