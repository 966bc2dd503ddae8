package io.sluice.models.table;

import java.util.regex.Pattern;

/** What the words before an amount say it is, in English, German and French. Texts are folded. */
final class Labels {
  private static final Pattern CARRIED =
      Pattern.compile(
          "(?:ubertrag|zwischensumme|seitensumme|subtotal|sub total|sous total|report|a reporter|"
              + "carried|brought|page total|total page|summe seite).*");
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?:(?:grand|gross|net|invoice|order|sub|vat|tax|amount|balance|overall) )?(?:total|totals)\\b.*"
              + "|(?:summe|gesamt|gesamtsumme|gesamtbetrag|gesamtpreis|nettobetrag|nettosumme|netto|brutto|"
              + "bruttobetrag|bruttosumme|endsumme|endbetrag|rechnungssumme|rechnungsbetrag|positionssumme|"
              + "positionen|warenwert|zahlbetrag|auftragssumme|offener betrag)\\b.*"
              + "|(?:total|montant|net a payer|somme)\\b.*"
              + "|(?:amount|balance|due|net amount|net due|payable|gross amount|net|gross)\\b.*");
  private static final Pattern TAX =
      Pattern.compile(
          "(?:zzgl|zuzugl|zuzuglich|plus|incl|inkl|\\+)?\\s*(?:[0-9]+ ?[0-9]* ?%? )?"
              + "(?:ust|mwst|umsatzsteuer|mehrwertsteuer|vat|tax|sales tax|tva|steuerbetrag|steuer|gst)\\b.*");
  private static final Pattern ENDS =
      Pattern.compile(
          "(?:aired spots|total spots|agency commission|commission|payment terms|zahlbar|belegsummen|"
              + "umsatzsteueraufschlusselung|monthly|bei zahlung).*");
  private static final Pattern ALLOWANCE =
      Pattern.compile(
          "(?:abzgl|abzuglich|abschlag|rabatt|nachlass|discount|less|remise|allowance|minderung|skonto|sonderrabatt|"
              + "sondernachlass|gesamtbetrag der abschlage|ristourne).*");
  private static final Pattern CHARGE =
      Pattern.compile(
          "(?:(?:zzgl|zuzuglich|plus) )?(?:versand|versandkosten|fracht|frachtkosten|porto|zuschlag|"
              + "gesamtbetrag der zuschlage|shipping|freight|delivery|handling|surcharge|charge|frais|"
              + "frais de port|port|verpackung|transportkosten|mindermengenzuschlag)\\b.*");

  private Labels() {}

  /** What was summed so far; rows follow. */
  static boolean carried(String folded) {
    return CARRIED.matcher(folded).matches();
  }

  /** A sum of the document, or a tax on it: no row follows. */
  static boolean ends(String folded) {
    return TOTAL.matcher(folded).matches()
        || TAX.matcher(folded).matches()
        || ENDS.matcher(folded).matches();
  }

  /** A sum of rows, before or after taxes. */
  static boolean total(String folded) {
    return TOTAL.matcher(folded).matches() || CARRIED.matcher(folded).matches();
  }

  static boolean allowance(String folded) {
    return ALLOWANCE.matcher(folded).matches();
  }

  static boolean charge(String folded) {
    return CHARGE.matcher(folded).matches();
  }
}
