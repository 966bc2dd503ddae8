package io.sluice.models.invoice;

import io.sluice.models.invoice.Cell.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that say what a number or a day is, in English, German, French, Italian, Spanish and
 * Dutch. Labels of orders, customers, deliveries and due days are known so that what stands behind
 * them is not taken for the invoice's own.
 */
final class Captions {
  private static final String NUMBER_WORD = "(?:nummer|number|num|nbr|nr|no|n|numero|nro|id|#)";

  /** "Beitragsrechnung", "Schlussrechnung", "Sammelfaktura": whatever is billed stands before. */
  private static final String COMPOUND =
      "(?!(?:be|an|um|ver|hoch|zu)rechnung)[a-z]*(?:rechnung|gutschrift|faktura)";

  private static final String TITLE =
      "(?:pro forma rechnung|"
          + COMPOUND
          + "(?: bau)?|rechnungskorrektur|honorarnote|kostennote|liquidation|"
          + "(?:self ?bill(?:ing|ed) |tax |vat |sales |commercial |proforma |freight |final |interim |corrected )*invoice|(?:credit|debit|fee) (?:note|memo)|"
          + "facture(?: d acompte| d avoir| rectificative| de solde| proforma)?|avoir|note (?:de credit|de debit|d honoraires)|"
          + "(?:auto)?fattura(?: (?:accompagnatoria|differita|immediata|semplificata|elettronica|proforma))?|parcella|notula|nota di (?:credito|debito)|"
          + "factura(?: (?:rectificativa|simplificada|proforma))?|nota de (?:credito|abono)|[a-z]*factuur|creditnota|nota)";
  private static final String OWN =
      "(?:"
          + TITLE
          + "|[a-z]*rechnungs|rechn|rechng|rg|re|[a-z]*gutschrifts|faktur[ae]?|belegs?|dokument(?:en)?|inv|bill|document|doc|documento|piece)";
  private static final String OF = "(?: (?:de la|de|du|d une|di|della|del|de l|d|van|of|der|the))?";

  /** What a label says that stands behind it. In the order in which they are preferred. */
  enum Role {
    /** The invoice's own number. */
    NUMBER(
        "(?:(?!zu|original|ursprung|bezug|ihre)[a-z]+ (?=rechnungs nr))?"
            + OWN
            + "(?: \\d{2,3})? ?(?:"
            + NUMBER_WORD
            + "|reference|ref)(?: (?:no|nr))?(?: und)?(?: datum| date)?|"
            + "(?:"
            + NUMBER_WORD
            + "|reference|ref)"
            + OF
            + " (?:facture|fattura|factura|factuur|rechnung|invoice|piece|documento|document)|(?:nota|[a-z]*factuur)nummer|uw nota"),
    /** The day of issue. */
    DATE(
        "(?:(?:liefer|leistungs) und )?(?:[a-z]*rechnungs|rechnung|rechn|rg|re|beleg|ausstellungs|ausstell|erstellungs|faktura|dokument(?:en)?|[a-z]*gutschrifts) ?(?:(?:und|oder) (?:liefer|leistungs) ?)?(?:datum|dat)(?: lieferdatum)?"
            + "|(?:rechnung|ausgestellt|erstellt) (?:vom|am)|datum der rechnung"
            + "|(?:tax |vat )?(?:invoice|inv|issue|issuing|billing|bill|document|doc|credit note|statement) (?:issue )?dated?(?: of issue)?"
            + "|date of (?:the )?(?:invoice|issue|bill)|date (?:issued|invoiced)|issued?(?: date| on| at)?|invoiced(?: on)?|tax point(?: date)?"
            + "|en date du|(?:fait|etabli) le|date"
            + OF
            + " (?:facture|facturation|emission|document|piece)|date (?:facture|facturation)|(?:facture )?emise? le|etablie? le"
            + "|data"
            + OF
            + " (?:fattura|emissione|documento|fatturazione)|emessa il"
            + "|fecha"
            + OF
            + " (?:factura|emision|expedicion|facturacion|documento)|(?:factuur|nota) ?datum|datum factuur|opgemaakt op"),
    /** The word that the paper is, alone. */
    TITLE(Captions.TITLE),
    /** A number of something: of the invoice, where nothing better is said. */
    WEAK_NUMBER(NUMBER_WORD + "|kenmerk"),
    /** A day of something. */
    WEAK_DATE("datum|date|data|fecha|dated"),
    /** The day of what was just numbered. */
    FROM(
        "vom|von|du|del|dd|of|dated|van|from|le|den|am|issued (?:at|on)|in data|ausgestellt am|d d"),
    /** Something else: its value is not the invoice's. */
    OTHER(
        "(?:zu|zur|original|ursprungs|ursprungliche|related|preceding|previous|corrected|bezug) ?(?:"
            + Captions.TITLE
            + "|rechnungs) ?(?:"
            + NUMBER_WORD
            + "|datum|date)?"
            + "|[a-z]{3,}(?:datum|nummer|nr|number|termin)"
            + "|(?!(?:[a-z]+ ){0,2}"
            + OWN
            + "\\b|(?:no|nr|num|numero|number|date|datum|data|ref)\\b)[a-z]{2,}(?: [a-z]{2,})? (?:date|nr|no|number|numero|datum|nummer|id|#|code|ref)"
            + "|(?:date|n|no|numero|num|code|ref|reference|data|fecha|nr)"
            + OF
            + " (?:client|clients|commande|cde|livraison|reglement|paiement|echeance|limite|tva|siret|siren|dossier|contrat|compte|devis|affaire|bl|"
            + "cliente|ordine|consegna|scadenza|pagamento|pedido|entrega|vencimiento|pago|order|delivery|supply|service|shipment|payment|bestelling|levering)"
            + "|(?:fallig|falligkeit|zahlbar|zahlungsziel|payable|due|echeance|scadenza|vencimiento|a payer avant|te betalen voor|lieferschein|bestellung|auftrag|"
            + "angebot|kunde|kundenr|order|p o|po|commande|devis|bon de livraison|ordine|pedido|bestelling|account|customer|client|"
            + "your order|your ref|our ref|ihr zeichen|ihre bestellung|unser zeichen|leistungszeitraum|abrechnungszeitraum|lieferung|leistung|shipped|delivered|"
            + "period|periode|periodo|seite|page|pagina|tel|telefon|phone|fax|iban|bic|siret|siren|rcs|vat|mw ?st|ust|tva|iva|btw|kvk)"
            + "(?: (?:am|bis|by|on|le|il|el|vom|date|nr|no|n|number|id|#|id nr|ident nr|of delivery))*");

    private final Pattern pattern;

    Role(String regex) {
      pattern = Pattern.compile("(?:" + regex + ")(?![^ ])");
    }
  }

  /**
   * A label within a cell.
   *
   * @param first its first token
   * @param end behind its last token
   */
  record Label(Role role, Cell cell, int first, int end) {
    /** What follows it in its cell, up to the next label that is no mere "of" or "from". */
    List<Token> rest(List<Label> labels) {
      int stop =
          labels.stream()
              .filter(next -> next.first >= end && next.role != Role.FROM)
              .mapToInt(Label::first)
              .min()
              .orElse(cell.tokens().size());
      return cell.tokens().subList(end, stop).stream()
          .dropWhile(token -> token.text().matches("[:#./|–-]+"))
          .toList();
    }

    /** Whether another label of its kind follows it at once, as on forms in two languages. */
    boolean repeated(List<Label> labels) {
      return labels.stream()
          .anyMatch(next ->
              next.first >= end
                  && next.role == role
                  && cell.tokens().subList(end, next.first).stream()
                      .allMatch(token -> token.folded().isEmpty()));
    }

    /** Whether it is a label of a number and a day, one behind the other. */
    boolean asksForDay() {
      return end - first > 1 && cell.tokens().get(end - 1).folded().matches(".*(?:datum|date)")
          || cell.tokens().get(end - 1).folded().matches(".* (?:datum|date)");
    }

    /** Whether it holds the word for an invoice or a credit note. */
    boolean namesInvoice() {
      return cell.tokens().subList(first, end).stream()
          .anyMatch(token ->
              token
                  .folded()
                  .matches(
                      ".*(?:rechnung|invoice|facture|fattura|factura|factuur|faktura|gutschrift|credit|avoir|parcella|notula|honorarnote|kostennote|nota(?:nummer)?$|(?:fee|debit) note).*|bill"));
    }

    boolean colon() {
      return cell.tokens().get(end - 1).text().endsWith(":")
          || end < cell.tokens().size() && cell.tokens().get(end).text().startsWith(":");
    }
  }

  private Captions() {}

  /** The labels of a cell, none within another; of several at a place the longest. */
  static List<Label> in(Cell cell) {
    List<Token> tokens = cell.tokens();
    StringBuilder text = new StringBuilder();
    int[] start = new int[tokens.size()];
    int[] end = new int[tokens.size()];
    for (int i = 0; i < start.length; i++) {
      boolean said = !tokens.get(i).folded().isEmpty();
      text.append(said && !text.isEmpty() ? " " : "");
      start[i] = text.length();
      end[i] = text.append(tokens.get(i).folded()).length();
    }
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < start.length; i++) {
      if (end[i] == start[i]) {
        continue;
      }
      Label longest = null;
      for (Role role : Role.values()) {
        int stop = behind(role, text, start, end, i);
        if (stop > (longest == null ? i : longest.end)) {
          longest = new Label(role, cell, i, stop);
        }
      }
      if (longest != null) {
        labels.add(longest);
        i = longest.end - 1;
      }
    }
    return labels;
  }

  /** The token behind a label that begins at token {@code i}; {@code i} if none does. */
  private static int behind(Role role, CharSequence text, int[] start, int[] end, int i) {
    Matcher matcher = role.pattern.matcher(text).region(start[i], text.length());
    if (matcher.lookingAt()) {
      for (int k = i; k < end.length; k++) {
        if (end[k] == matcher.end() && end[k] > start[k]) {
          return k + 1;
        }
        if (end[k] > matcher.end()) {
          break;
        }
      }
    }
    return i;
  }
}
