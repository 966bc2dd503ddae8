package io.sluice.models.invoice;

import io.sluice.events.Box;
import io.sluice.models.invoice.Candidates.Candidate;
import io.sluice.models.invoice.Cell.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sends an invoice and who shall pay it. Every place that may name one of them adds to what
 * speaks for its name: a label, the sender's line above the address window, the foot of the page
 * with bank and register, an address with a telephone of its own, the domain of a web site. Whoever
 * is the seller is not the buyer.
 */
final class Parties {
  private static final Pattern PARTS = Pattern.compile(" ?[·●•|∙▪*‧] ?| [-–—] ");
  private static final Pattern DOMAIN =
      Pattern.compile("(?:@|www\\.|https?://(?:www\\.)?)([\\p{L}\\d-]{4,})\\.");

  /** What the law wants on invoices that their receiver writes. */
  private static final Pattern SELF_BILLED =
      Pattern.compile(
          "\\bself ?bill|gutschriftverfahren|\\bautofacturation|\\bautofattura\\b|facturacion por el destinatario|factuur uitgereikt door afnemer");

  private static final Pattern OWNER = Pattern.compile("Inh(?:\\.|aber(?:in)?:?) .*");

  /** How far below the sender's line an address may begin, and how far its lines are apart. */
  private static final float TO_WINDOW = 45;

  private static final float TO_LINE = 16;
  private static final int LABELLED = 10;
  private static final int LINE = 7;
  private static final int LETTERHEAD = 5;
  private static final int ACCOUNT = 3;
  private static final float WINDOW = 0.45f;
  private static final float HEAD = 0.2f;
  private static final float FOOT = 0.82f;
  private static final int ADDRESS_LINES = 8;

  private final Pages pages;
  private final Candidates sellers = new Candidates();
  private final Candidates buyers = new Candidates();
  private final boolean selfBilled;

  Parties(Pages pages) {
    this.pages = pages;
    for (PartyLabels.Named named : PartyLabels.in(pages)) {
      boolean seller = named.side() != PartyLabels.Side.BUYER;
      boolean account = named.side() == PartyLabels.Side.ACCOUNT;
      Candidates side = seller ? sellers : buyers;
      side.speaks(named.tokens(), account ? "account" : "label", account ? ACCOUNT : LABELLED);
    }
    senderLines();
    addresses();
    companies();
    largest();
    first();
    domains();
    selfBilled =
        pages.cells(1).stream().anyMatch(cell -> SELF_BILLED.matcher(cell.folded()).find());
  }

  Optional<Read> seller() {
    return (swapped() ? addressed() : sender()).map(Candidate::read);
  }

  Optional<Read> buyer() {
    return (swapped() ? sender() : addressed()).map(Candidate::read);
  }

  /** Whether the buyer has written the invoice, and no label says who is who. */
  private boolean swapped() {
    return selfBilled
        && sender().isPresent()
        && addressed().isPresent()
        && !sender().get().evidence().containsKey("label")
        && !addressed().get().evidence().containsKey("label");
  }

  private Optional<Candidate> sender() {
    return sellersAlone().best();
  }

  private Optional<Candidate> addressed() {
    return others(sender()).best();
  }

  /** Without those whom a label or the address window says to be the buyer. */
  private Candidates sellersAlone() {
    Candidates alone =
        sellers.without(seller -> {
          Candidate buyer = buyers.get(seller.form());
          return buyer != null && buyer.score() >= LINE && buyer.score() >= seller.score();
        });
    Optional<Candidate> best = alone.best();
    boolean onlyAddress = best.isPresent() && best.get().score() <= 2 && others(best).isEmpty();
    return onlyAddress ? new Candidates() : alone;
  }

  private Candidates others(Optional<Candidate> seller) {
    return buyers.without(buyer -> seller.isPresent() && buyer.form().equals(seller.get().form()));
  }

  /** The small line over the address window; whom the letter goes to stands below it. */
  private void senderLines() {
    boolean letterhead = false;
    for (Cell cell : pages.cells(1)) {
      String text = cell.text();
      if (pages.depth(cell) > WINDOW || text.matches("[^|·●•]{0,40}:.*")) {
        continue;
      }
      String[] parts = PARTS.split(text);
      String[] commas = text.split(", ");
      String name =
          parts.length >= 2 && anyTown(parts, text)
              ? parts[0]
              : commas.length >= 3 && anyTown(commas, text) ? commas[0] : "";
      List<Token> company = Names.company(cell.tokens());
      if (name.isBlank()
          && !company.isEmpty()
          && company.getFirst() == cell.tokens().getFirst()
          && company.size() < cell.tokens().size()
          && Names.place(text)) {
        name = Cell.text(company);
      }
      boolean address =
          commas.length >= 2 && Names.house(commas[0]) && anyTown(commas, text)
              || Names.house(name)
              || OWNER.matcher(name).matches();
      if (address && company.isEmpty()) {
        if (letterhead || pages.depth(cell) > HEAD) {
          continue;
        }
        letterhead = true;
        // No sender's line but a letterhead's address: the name stands above it.
        blockAbove(cell).stream()
            .filter(above -> Names.may(above.text()))
            .findFirst()
            .ifPresent(above -> sellers.speaks(firstPart(above), "letterhead", LETTERHEAD));
        continue;
      }
      if (name.isBlank() || !Names.may(name)) {
        continue;
      }
      sellers.speaks(Names.within(cell.tokens(), 0, name.length()), "line", LINE);
      addressee(cell).ifPresent(to -> buyers.speaks(to, "window", LINE));
    }
  }

  /** {@code Dachdeckerei Ziegler - Meisterbetrieb} up to the dash. */
  private static List<Token> firstPart(Cell cell) {
    String text = cell.text();
    String first = PARTS.split(text)[0];
    int start = Math.max(0, text.indexOf(first));
    return first.isBlank()
        ? cell.tokens()
        : Names.within(cell.tokens(), start, start + first.length());
  }

  private static boolean anyTown(String[] parts, String text) {
    for (int i = 1; i < parts.length; i++) {
      if (Names.town(parts[i])) {
        return true;
      }
    }
    return parts.length > 1 && text.matches(".*\\b\\d{4,5}\\b.*");
  }

  private Optional<List<Token>> addressee(Cell line) {
    Box box = line.box();
    Cell at = line;
    Box window = new Box(box.getX0() - 40, box.getY0(), box.getX1(), box.getY1());
    for (int i = 0; i < 4; i++) {
      float gap = i == 0 ? TO_WINDOW : TO_LINE;
      Box from = new Box(window.getX0(), at.box().getY0(), window.getX1(), at.box().getY1() + gap);
      Optional<Cell> next = pages.below(at, from);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
      if (Names.may(at.text()) && !Names.contact(at.text())) {
        return Optional.of(at.tokens());
      }
    }
    return Optional.empty();
  }

  /** Lines one below the other that end in a town: the first names somebody. */
  private void addresses() {
    List<Cell> first = pages.cells(1);
    for (Cell town : first) {
      if (!Names.town(town.text())
          || pages.depth(town) > 0.6f
          || PARTS.split(town.text()).length > 2) {
        continue;
      }
      List<Cell> block = blockAbove(town);
      Optional<Cell> name = block.stream().filter(cell -> Names.may(cell.text())).findFirst();
      if (name.isEmpty()) {
        continue;
      }
      // A letterhead may stand at once above the address that it sends to.
      block.stream()
          .filter(cell -> cell != name.get() && !Names.company(cell.tokens()).isEmpty())
          .filter(cell -> Names.may(cell.text()))
          .forEach(cell -> buyers.speaks(cell.tokens(), "second", 2));
      List<Token> tokens = name.get().tokens();
      boolean greeted = block.stream().anyMatch(cell -> Names.salutation(cell.folded()));
      if (!greeted && contactBelow(town)) {
        sellers.speaks(tokens, "address", 4);
        buyers.speaks(tokens, "address", 3);
        buyers.speaks(tokens, "contact", -2);
      } else {
        buyers.speaks(tokens, "address", greeted ? 5 : 3);
        sellers.speaks(tokens, "address", pages.depth(town) < 0.15f ? 2 : 1);
      }
    }
  }

  private List<Cell> blockAbove(Cell town) {
    List<Cell> block = new ArrayList<>();
    Cell at = town;
    for (int i = 0; i < ADDRESS_LINES; i++) {
      Optional<Cell> above = pages.above(at, at.box());
      if (above.isEmpty()
          || Math.abs(above.get().box().getX0() - town.box().getX0()) > 3
          || at.box().getY0() - above.get().box().getY1() > 2.6f * at.height()
          || PartyLabels.isLabel(above.get())
          || PARTS.split(above.get().text()).length > 2) {
        break;
      }
      at = above.get();
      block.addFirst(at);
    }
    return block;
  }

  private boolean contactBelow(Cell town) {
    Cell at = town;
    for (int i = 0; i < 5; i++) {
      Optional<Cell> below = pages.below(at, at.box());
      if (below.isEmpty() || Math.abs(below.get().box().getX0() - town.box().getX0()) > 3) {
        return false;
      }
      at = below.get();
      if (Names.contact(at.text())) {
        return true;
      }
    }
    return false;
  }

  /** Companies by their legal form, at the head and the foot of the page. */
  private void companies() {
    for (Cell cell : pages.cells(1)) {
      List<Token> company = Names.company(cell.tokens());
      if (company.isEmpty() || !Names.may(Cell.text(company))) {
        continue;
      }
      if (pages.depth(cell) > FOOT) {
        sellers.speaks(company, "foot", 4);
      } else if (pages.depth(cell) < 0.08f) {
        sellers.speaks(company, "head", 3);
      }
    }
  }

  /** What is printed larger than all else at the head of the page, as names of firms are. */
  private void largest() {
    pages.cells(1).stream()
        .filter(cell -> pages.depth(cell) < HEAD && Names.may(cell.text()))
        .max(Comparator.comparing(Cell::height))
        .filter(
            cell -> pages.cells(1).stream().filter(c -> c.height() >= cell.height()).count() <= 2)
        .ifPresent(cell -> sellers.speaks(cell.tokens(), "large", 1));
  }

  /** What stands first of all, where nothing else speaks for anybody. */
  private void first() {
    pages.cells(1).stream()
        .filter(cell -> pages.depth(cell) < HEAD / 2 && Names.may(cell.text()))
        .filter(cell -> !PartyLabels.isLabel(cell) && !cell.folded().contains("rechnung"))
        .findFirst()
        .filter(cell -> sellers.isEmpty())
        .ifPresent(cell -> sellers.speaks(firstPart(cell), "first", 1));
  }

  /** A web site or a mail address that is called like one of the sellers. */
  private void domains() {
    for (Cell cell : pages.cells(1)) {
      Matcher domain = DOMAIN.matcher(cell.text());
      while (domain.find()) {
        sellers.site(domain.group(1));
      }
    }
  }
}
