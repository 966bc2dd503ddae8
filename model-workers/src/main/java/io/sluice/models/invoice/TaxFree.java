package io.sluice.models.invoice;

import io.sluice.models.invoice.Cell.Token;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence by which an invoice says that it charges no tax, as the law wants it said: small
 * businesses, building work and services whose buyer owes the tax, exports, doctors.
 */
final class TaxFree {
  private static final Pattern SAID =
      Pattern.compile(
          "kleinunternehmer\\w*|\\b19 (?:abs\\w* \\d )?ustg|steuerschuld(?:ner\\w*)?\\b|umsatzsteuerschuld\\b|\\b13 ?b (?:abs\\w* \\d )?ustg|(?:umsatz|mehrwert)?steuerfreie?\\w*|umsatzsteuerbefreit\\w*"
              + "|(?:keine?|ohne) (?:ausweis von |ausweis der )?(?:umsatzsteuer|mehrwertsteuer|mwst|ust)\\b|nicht (?:umsatz|mehrwert)steuerpflichtig"
              + "|reverse charge|vat (?:exempt|zero rated)|(?:exempt from|not subject to|no|outside the scope of) (?:vat|tax|gst|sales tax)\\b|not (?:vat|gst) registered"
              + "|tva non applicable|autoliquidation|exoner\\w* de tva|non assujetti\\w*|franchise (?:en base|de taxe|de tva)|293 ?b\\b|262 ter"
              + "|inversione contabile|regime forfettario|(?:esente|non soggett\\w*|fuori campo|non imponibile) (?:da |ad )?(?:iva|art)|escluso (?:da )?iva"
              + "|inversion del sujeto pasivo|exent[ao] de (?:iva|igic)|operacion exenta|btw verlegd|vrijgesteld van (?:btw|omzetbelasting)|geen btw|kleineondernemersregeling");

  private TaxFree() {}

  /** A tax of nothing, and the words that say so. */
  static Optional<Read> find(Pages pages) {
    for (List<Cell> line : pages.lines()) {
      for (Cell cell : line) {
        Matcher said = SAID.matcher(cell.folded());
        if (said.find()) {
          List<Token> tokens = cell.tokens();
          return Optional.of(new Read("0.00", Cell.words(tokens), false));
        }
      }
    }
    return Optional.empty();
  }
}
