package io.sluice.models.invoice;

import io.sluice.models.invoice.Cell.Token;
import io.sluice.models.table.Texts;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether words are the name of a company or person, an address, or neither. */
final class Names {
  private static final String FORM =
      "(?:g?GmbH|GMBH|mbH|AG|KG|KGaA|OHG|oHG|GbR|UG|e\\. ?K\\.|eK|e\\. ?V\\.|eG|SE|Ltd\\.?|Limited|LTD\\.?|Inc\\.?|INC\\.?|LLC|PLC|plc|LLP|Corp\\.?|Corporation|Company|"
          + "SARL|S\\.?A\\.?R\\.?L\\.?|SASU?|S\\.A\\.S\\.?|SA|S\\.A\\.?|EURL|SCI|SNC|SCOP|S\\.?r\\.?l\\.?|SRL|S\\.?p\\.?A\\.?|SPA|S\\.?n\\.?c\\.?|S\\.?a\\.?s\\.?|"
          + "S\\.A\\.U\\.?|S\\.?L\\.?L\\.?|S\\.?Coop\\.?|Coop\\.|Pte\\.? Ltd\\.?|Pty\\.? Ltd\\.?|VVaG|a\\.? ?G\\.|PartG(?: mbB|mbB)?|Stiftung|Cie\\.?|GmbH i\\.G\\.|S\\.?C\\.?A\\.?|S\\.?C\\.?S\\.?|d\\.o\\.o\\.|A\\.?Ş\\.?|B\\.?V\\.?|N\\.?V\\.?|V\\.?O\\.?F\\.?|BVBA|SPRL|S\\.?L\\.?U?\\.?|AB|A/S|ApS|AS|Oy|Oyj|Lda\\.?|Unipessoal|s\\.r\\.o\\.|a\\.s\\.|Kft\\.?|Sp\\. ?z ?o\\.? ?o\\.?|GesmbH|Ges\\.m\\.b\\.H\\.)";
  private static final Pattern COMPANY =
      Pattern.compile(
          "(?:^|(?<=[\\s:]))([\\p{L}\\d][^|·●•:;]{1,60}?[ -]"
              + FORM
              + "(?: ?(?:&|und|\\+) ?Co\\.?(?: ?(?:KGaA|KG|OHG))?)?)(?=$|[\\s,;.|·●•)])");

  private static final Pattern TOWN =
      Pattern.compile(
          "(?:^|.*[,·●•|] ?|.* [-–] )(?:\\p{Lu}{1,3}[- ])?(?:\\d{5}|\\d{4}|\\d{4} ?\\p{Lu}{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{3} \\d{2}),? \\p{Lu}[\\p{L}'’.() -]+.*"
              + "|.*\\b\\p{Lu}{1,2}\\d[\\p{Lu}\\d]? ?\\d\\p{Lu}{2}\\b.*"
              + "|.*\\b[A-Z]{2},? \\d{5}(?:-\\d{4})?\\b.*"
              + "|.*, \\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)? \\d{5}(?:-\\d{4})?"
              + "|(?:.*, )?\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?(?: ?-)? \\d{6}(?:,.*)?");
  private static final Pattern STREET =
      Pattern.compile(
          "(?i)\\d{1,4} ?(?:bis|ter)?,? (?:rue|avenue|av\\.?|bd|boulevard|place|chemin|route|allée|impasse|quai|cours|zone|za|zi)\\b.*"
              + "|(?:rue|avenue|via|viale|corso|piazza|vicolo|largo|strada|calle|c/|carrer|avda\\.?|plaza|paseo|p\\.? ?o\\.? box|postfach|bp|zone|za|zi|zac)\\b.*"
              + "|.*(?:str(?:aße|asse|\\.)?|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|plein|kade|weg|gracht) ?\\d+ ?\\p{L}?(?: ?-.*)?"
              + "|\\d+[a-z]? .*(?:street|road|lane|drive|avenue|way|close|court|square|blvd|st\\.?|rd\\.?|ave\\.?)(?:[ ,.].*)?");

  /** A postal code and a town within a line of more. */
  private static final Pattern PLACE =
      Pattern.compile(".* (?:\\p{Lu}{1,2}[- ])?\\d{5} \\p{Lu}\\p{L}+.*");

  /** {@code Contrato: 55012} is a label and its value. */
  private static final Pattern NUMBERED = Pattern.compile("[^:]{2,30}: ?[^:]*\\d.*");

  /** A street and its number, as it stands before a town. */
  private static final Pattern HOUSE =
      Pattern.compile("(?:[\\p{L}.'’/-]+ ){1,4}\\d{1,4} ?\\p{L}?|\\d{1,4}[a-z]?,? [\\p{L}.'’ -]+");

  private static final Pattern CONTACT =
      Pattern.compile(
          "(?i).*(?:\\b(?:tel|telefon|telephone|téléphone|phone|fon|fax|mobil|e-?mail|web|internet|www|ust|vat|tva|iva|btw|iban|bic|swift|siret|siren|rcs|hrb|hra|kvk|steuer-?nr|steuernummer"
              + "|p\\. ?iva|partita|c\\.f\\.|nif|cif|naf|ape|capital|geschäftsführer|amtsgericht|registergericht|bank|konto|blz)\\b|@|https?:|\\bwww\\.).*");
  private static final Set<String> SALUTATIONS =
      Set.of(
          ("herr;herrn;frau;firma;fa;an;an die;an den;z hd;zhd;mr;mrs;ms;m;mme;monsieur;madame;societe;spett le;spett;spettabile;gent mo;attn;to;t a v;aan;"
                  + "sr;sra;personlich;vertraulich;gentile cliente;egr sig;gent ma sig ra;geachte klant;cher client;dear customer;estimado cliente;alla cortese attenzione")
              .split(";"));
  private static final Pattern NO_NAME =
      Pattern.compile(
          "(?:(?:inh|inhaber|inhaberin|vertr|vertreten|c o|z hd|attn|attention|t a v|a l attention|abteilung|buchhaltung|sachbearbeiter|bearbeiter)\\b.*|(?:globale nummer|global id|(?:kunden|lieferanten|debitoren|customer|client|account|kd|lief) ?(?:nr|no|nummer|number|id|code|#)|vat|ust|gln|duns|ean|id|nummer|number|konto|tel|telefon|phone|fax|mail|e mail|email|"
              + "ansprechpartner|contact|anschrift|address|adresse|strasse|street|handelsname|handelsregister[a-z]*|seite|page|pagina|siret|siren|tva|date|datum|iban|bic)\\b.*"
              + "|(?:deutschland|germany|france|italia|italy|espana|spain|nederland|osterreich|austria|schweiz|switzerland|belgique|belgium|united kingdom|usa)"
              + "|.*\\b(?:rechnung|invoice|facture|fattura|factura|factuur|rechnungsnummer|rechnungsdatum|gutschrift|avoir|duplikat|duplicata|kopie|copy|original|beispielrechnung|"
              + "visualisierung|stylesheet|lesbarmachung|datum|bestellung|lieferschein|order|menge|quantity|description|beschreibung|designation|total|summe|betrag|leistungsdatum|sehr geehrte.*|dear)\\b.*)");

  private Names() {}

  static boolean salutation(String folded) {
    return SALUTATIONS.contains(folded);
  }

  /** A line with a postal code and a town. */
  static boolean town(String text) {
    return TOWN.matcher(text).matches();
  }

  static boolean contact(String text) {
    return CONTACT.matcher(text).matches();
  }

  /** Whether a line may be the name in an address. */
  static boolean may(String text) {
    String folded = Texts.fold(text);
    return text.length() <= 70
        && text.chars().filter(Character::isLetter).count() >= 2
        && !salutation(folded)
        && !folded.matches("familie|eheleute|herrn? und frau|frau und herrn?")
        && !NO_NAME.matcher(folded).matches()
        && !town(text)
        && !STREET.matcher(text).matches()
        && !PLACE.matcher(text).matches()
        && !NUMBERED.matcher(text).matches()
        && !text.contains("@")
        && !text.startsWith("(")
        && !text.matches("(?i)(?:https?:|www\\.).*")
        && text.chars().filter(Character::isDigit).count() <= 6
        && text.split(" ").length <= 9;
  }

  /** Whether a part of an address is the street with its number. */
  static boolean house(String text) {
    return STREET.matcher(text).matches() || HOUSE.matcher(text).matches();
  }

  /** A postal code and a town, wherever they stand in a line. */
  static boolean place(String text) {
    return town(text) || PLACE.matcher(text).matches();
  }

  /** The company that a text names with its legal form, if it names one. */
  static List<Token> company(List<Token> tokens) {
    Matcher matcher = COMPANY.matcher(Cell.text(tokens));
    return matcher.find() ? within(tokens, matcher.start(1), matcher.end(1)) : List.of();
  }

  /** The tokens that a range of their text touches. */
  static List<Token> within(List<Token> tokens, int start, int end) {
    int at = 0;
    int first = tokens.size();
    int last = -1;
    for (int i = 0; i < tokens.size(); i++) {
      int stop = at + tokens.get(i).text().length();
      if (at < end && stop > start) {
        first = Math.min(first, i);
        last = i;
      }
      at = stop + 1;
    }
    return last < 0 ? List.of() : tokens.subList(first, last + 1);
  }

  /** Without salutation before it and punctuation around it. */
  static List<Token> trimmed(List<Token> tokens) {
    int first = 0;
    while (first < tokens.size() - 1
        && !tokens.get(first + 1).folded().matches("et|und|and|e|y|en|")
        && (salutation(tokens.get(first).folded()) || tokens.get(first).folded().isEmpty())) {
      first++;
    }
    int end = tokens.size();
    while (end > first + 1 && tokens.get(end - 1).text().matches("[,;:|·●•–-]+")) {
      end--;
    }
    return tokens.subList(first, end);
  }

  /** Letters and digits alone: how names are compared. */
  static String form(String text) {
    return Texts.fold(text).replaceAll("[^a-z0-9]", "");
  }
}
