package io.sluice.models.invoice;

import java.util.regex.Pattern;

/** What the words beside an amount say it is. Texts are folded. */
final class SumLabels {
  private static final String TAX_WORD =
      "(?:ust|u st|[a-z]+steuer|mwst|mw st|umsatzsteuer|mehrwertsteuer|steuer|steuern|steuerbetrag|mehrwertsteuerbetrag|umsatzsteuerbetrag|vorsteuer|vat|tax|taxes|gst|hst|tva|taxe|iva|imposta|"
          + "impuesto|cuota|igic|btw|omzetbelasting|moms|podatek|dph)";
  private static final Pattern TAX_WITHIN =
      Pattern.compile(
          "(?:darin|davon|dont|inkl|incl|inklusive|including|includes|included|enthaltene?|enthalt|di cui|waarvan|hierin|therein)"
              + "(?: die| der)?(?: [\\d ]+%?)? "
              + TAX_WORD
              + "\\b.*");
  private static final Pattern OTHER =
      Pattern.compile(
          ".*\\b(?:zuschlage?|abschlage|abschlag|rabatte?|nachlass|skonto|skontobetrag|discounts?|allowances?|charges?|remises?|sconto|descuento|korting|"
              + "versand|versandkosten|fracht|porto|shipping|freight|frais de port|transport|ecotaxe|rundung|rounding|gutgeschrieben|capital|stammkapital|"
              + "einzelpreis|unit price|prix unitaire|prezzo unitario|precio unitario|stuckpreis|preis|price|menge|qty|quantity|hrb|hra|rate)\\b.*");
  private static final Pattern PREPAID =
      Pattern.compile(
          ".*\\b(?:anzahlung(?:en)?|abschlagszahlung(?:en)?|abschlagsrechnung(?:en)?|bereits (?:bezahlt|gezahlt|geleistet)|erhaltene?|geleistete|vorauszahlung(?:en)?|"
              + "acomptes?|deja (?:paye|regle|verse)e?s?|avances?|amount paid|paid|payments?|prepaid|deposit|acconto|anticipo|voorschot|aanbetaling|"
              + "reeds betaald|betaald|pagado|pagato)\\b.*");
  private static final Pattern DUE =
      Pattern.compile(
          ".*\\b(?:zahlbetrag|offener (?:betrag|rechnungsbetrag)|restbetrag|restforderung|zu zahlen|zahlender betrag|uberweisungsbetrag|balance|amount (?:due|payable)|"
              + "total due|due|payable|net a payer|reste a payer|solde|a payer|a pagare|da pagare|a pagar|te betalen|te voldoen|totaal te voldoen|saldo)\\b.*");
  private static final Pattern GROSS =
      Pattern.compile(
          ".*\\b(?:bruttosumme|bruttobetrag|bruttogesamtbetrag|brutto|gross|ttc|toutes taxes|inkl|inklusive|incl|including|with (?:vat|tax)|iva inclu\\w*|tvac|ivato|inclusief|mit mw ?st)\\b.*");
  private static final Pattern NET =
      Pattern.compile(
          ".*\\b(?:netto\\w*|net|untaxed|nett|ohne|not subject|exkl|excl|exclusive|exclusief|before|without|sub ?total|zwischensumme|positionssumme|warenwert|warenwertsumme|ht|htva|hors|sous total|"
              + "imponibile|imponible|subtotaal|base|basis|basisbetrag|taxable|bemessungsgrundlage|grundlage|grondslag|senza iva|sin iva)\\b.*");
  private static final Pattern TAX = Pattern.compile(".*\\b" + TAX_WORD + "\\b.*");
  private static final Pattern TOTAL =
      Pattern.compile(
          ".*\\b(?:gesamtbetrag|gesamtsumme|gesamtpreis|endbetrag|endsumme|endpreis|rechnungsendbetrag|rechnungsbetrag|rechnungssumme|rechnungsgesamtbetrag|rechnungstotal|summe|gesamt|"
              + "total|totals|totale|totaal|totaalbedrag|[a-z]+total)\\b.*");

  /** Words for any amount, of the whole or of a part. */
  private static final Pattern SOME =
      Pattern.compile(".*\\b(?:montant|importe|amount|betrag|somme|sum)\\b.*");

  /** {@code T.V.A.} and {@code T.T.C.} are written with points as well as without. */
  private static final Pattern SPELLED = Pattern.compile("\\b([a-z]) (?=[a-z]\\b)");

  /** What an amount is. */
  enum What {
    NET,
    TAX,
    GROSS,
    PREPAID,
    /** Something that is no sum of the invoice. */
    OTHER,
    /** Nothing that is known. */
    UNKNOWN
  }

  /**
   * @param weight how plainly the label says it, from 1 to 4
   */
  record Said(What what, int weight) {}

  private SumLabels() {}

  static Said read(String folded) {
    String label = SPELLED.matcher(folded).replaceAll("$1");
    if (TAX_WITHIN.matcher(label).matches()) {
      return new Said(What.TAX, 3);
    }
    if (PREPAID.matcher(label).matches()) {
      return new Said(What.PREPAID, 3);
    }
    boolean gross = GROSS.matcher(label).matches();
    boolean net = NET.matcher(label).matches();
    boolean tax = TAX.matcher(label).matches();
    if (OTHER.matcher(label).matches() && (gross || net || !tax)) {
      return new Said(What.OTHER, 3);
    }
    if (DUE.matcher(label).matches()) {
      return new Said(What.GROSS, 2);
    }
    if (gross) {
      return new Said(What.GROSS, 4);
    }
    if (net) {
      return new Said(What.NET, 3);
    }
    if (tax) {
      return new Said(What.TAX, 3);
    }
    if (TOTAL.matcher(label).matches()) {
      return new Said(What.GROSS, 3);
    }
    return SOME.matcher(label).matches() ? new Said(What.GROSS, 2) : new Said(What.UNKNOWN, 0);
  }
}
