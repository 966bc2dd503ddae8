package io.sluice.models.invoice;

import io.sluice.events.Box;
import io.sluice.models.invoice.Cell.Token;
import io.sluice.models.table.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that a label gives to a side of an invoice: behind it, below it, or in a row of their
 * own below it, as on forms.
 */
final class PartyLabels {
  private static final Pattern SELLER =
      Pattern.compile(
          "(?:verkaufer|rechnungssteller|rechnungsersteller|rechnungsaussteller|leistungserbringer|lieferant|auftragnehmer|absender|"
              + "seller|vendor|supplier|sold by|issued by|biller|from|bill from|invoice from|pay to|remit to|service provider|"
              + "vendeur|fournisseur|emetteur|prestataire|emis par|vendu par|verkauft von|verkauft durch|venditore|fornitore|cedente|cedente prestatore|mittente|emittente|"
              + "vendedor|proveedor|emisor|leverancier|verkoper|afzender)(?: (?:seller|vendeur|information|details|supplier))?");
  private static final Pattern BUYER =
      Pattern.compile(
          "(?:rechnungsempfanger|kaufer|kaufer leistungsempfanger|leistungsempfanger|kunde|auftraggeber|rechnungsadresse|rechnungsanschrift|rechnung an|debitor|empfanger|"
              + "bill to|billed to|bill to address|billing address|billing to|sold to|invoice to|invoiced to|invoice address|buyer|customer|client|purchaser|to|recipient|customer details|"
              + "facture a|facturer a|adresse de facturation|adresse facturation|destinataire|acheteur|client facture|"
              + "cliente|destinatario|intestatario|intestata a|cessionario|cessionario committente|committente|acquirente|fatturare a|"
              + "comprador|facturar a|facturado a|datos del cliente|klant|factuuradres|factuur aan|afnemer|koper|aan)(?: (?:buyer|acheteur|information|details|address|customer))?");
  private static final Pattern SOLD_BY =
      Pattern.compile(
          "(?:verkauft|verkauf) (?:von|durch)|(?:sold|issued|invoiced) by|vendu par|emise? par|venduto da|vendido por|verkocht door");
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "kontoinhaber|kontoname|account (?:holder|name)|beneficiary|titulaire(?: du compte)?|begunstigter|ten name van|titular");
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(?:abweichender? )?(?:lieferadresse|lieferanschrift|warenempfanger|zahlungsempfanger|ship to|shipped to|delivery address|deliver to|shipping address|delivery to|adresse de livraison|livre a|"
              + "livraison|destinazione|indirizzo di consegna|dirección de envío|afleveradres|ship from|payee|remarks|bemerkungen|positionsdaten).*");
  private static final int LAST_PAGE = 2;
  private static final int ADDRESS_LINES = 8;

  private final Pages pages;
  private final List<Named> found = new ArrayList<>();

  /** Whose name a label asks for. */
  enum Side {
    SELLER,
    BUYER,
    /** Who holds the account to pay to: mostly the seller. */
    ACCOUNT
  }

  /** A name behind a label. */
  record Named(Side side, List<Token> tokens) {
    Named {
      tokens = List.copyOf(tokens);
    }
  }

  private PartyLabels(Pages pages) {
    this.pages = pages;
  }

  /** All such names of the first pages. */
  static List<Named> in(Pages pages) {
    return new PartyLabels(pages).named();
  }

  private List<Named> named() {
    for (Cell cell : pages.cells(LAST_PAGE)) {
      String folded = cell.folded();
      boolean heading = cell.text().length() < 45;
      if (heading && SELLER.matcher(folded).matches()) {
        labelled(cell).ifPresent(name -> found.add(new Named(Side.SELLER, name)));
      } else if (heading && BUYER.matcher(folded).matches()) {
        labelled(cell).ifPresent(name -> found.add(new Named(Side.BUYER, name)));
      } else {
        inline(cell);
      }
    }
    return found;
  }

  /** {@code Seller: Somebody Ltd.} in one cell, or {@code Sold by Somebody Ltd.} */
  private void inline(Cell cell) {
    List<Token> tokens = cell.tokens();
    if (tokens.size() > 2
        && SOLD_BY.matcher(Texts.fold(Cell.text(tokens.subList(0, 2)))).matches()
        && Names.may(Cell.text(tokens.subList(2, tokens.size())))) {
      found.add(new Named(Side.SELLER, tokens.subList(2, tokens.size())));
      return;
    }
    for (int i = 0; i < Math.min(4, tokens.size() - 1); i++) {
      if (!tokens.get(i).text().endsWith(":")) {
        continue;
      }
      String label = Texts.fold(Cell.text(tokens.subList(0, i + 1)));
      List<Token> rest = tokens.subList(i + 1, tokens.size());
      if (Names.may(Cell.text(rest))) {
        if (ACCOUNT.matcher(label).matches()) {
          found.add(new Named(Side.ACCOUNT, rest));
        } else if (SELLER.matcher(label).matches()) {
          found.add(new Named(Side.SELLER, rest));
        } else if (BUYER.matcher(label).matches()) {
          found.add(new Named(Side.BUYER, rest));
        }
      }
      return;
    }
  }

  /** The name behind or below a heading; on a form with a row of its own for names, that. */
  private Optional<List<Token>> labelled(Cell heading) {
    Optional<Cell> right = pages.right(heading).filter(cell -> !isLabel(cell));
    boolean colon = heading.text().endsWith(":");
    if (colon && right.isPresent() && Names.may(right.get().text()) && near(heading, right.get())) {
      return Optional.of(right.get().tokens());
    }
    if (colon
        && right.isPresent()
        && right.get().text().matches("[\\p{Lu}\\d ./-]*\\d")
        && near(heading, right.get())) {
      return Optional.empty();
    }
    Optional<Cell> first = Optional.empty();
    Cell at = heading;
    for (int i = 0; i < ADDRESS_LINES; i++) {
      Box column = column(heading, at);
      Optional<Cell> next = pages.below(at, column).filter(cell -> !isLabel(cell));
      if (next.isEmpty() || next.get().box().getX0() > heading.box().getX0() + 60) {
        break;
      }
      at = next.get();
      Optional<List<Token>> named = named(at);
      if (named.isPresent()) {
        return named;
      }
      if (first.isEmpty() && at.text().matches("[\\d ./-]+")) {
        // The number of a customer: "Debitor" headed no name.
        break;
      }
      if (first.isEmpty() && Names.may(at.text())) {
        first = Optional.of(at);
      }
    }
    return first
        .or(() -> right.filter(cell -> Names.may(cell.text()) && near(heading, cell)))
        .map(Cell::tokens);
  }

  /** As wide as a heading, as low as a line below it. */
  private static Box column(Cell heading, Cell at) {
    Box box = heading.box();
    return new Box(box.getX0(), at.box().getY0(), box.getX1(), at.box().getY1());
  }

  private static boolean near(Cell left, Cell right) {
    return right.box().getX0() - left.box().getX1() < 160;
  }

  /** Whether a cell heads an address: of seller, buyer or somebody else. */
  static boolean isLabel(Cell cell) {
    String folded = cell.folded();
    return SELLER.matcher(folded).matches()
        || BUYER.matcher(folded).matches()
        || ELSEWHERE.matcher(folded).matches();
  }

  /** {@code Name: Somebody}, in one cell or two. */
  private Optional<List<Token>> named(Cell cell) {
    if (!cell.tokens().getFirst().folded().matches("name|nom|nombre|naam|firma|company|ragione")
        || !cell.text().matches("[^:]{2,20}:.*")) {
      return Optional.empty();
    }
    List<Token> rest =
        cell.tokens().stream().dropWhile(token -> !token.text().endsWith(":")).skip(1).toList();
    return rest.isEmpty() ? pages.right(cell).map(Cell::tokens) : Optional.of(rest);
  }
}
