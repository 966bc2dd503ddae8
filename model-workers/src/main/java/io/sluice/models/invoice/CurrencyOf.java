package io.sluice.models.invoice;

import io.sluice.events.Word;
import io.sluice.models.invoice.Cell.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The currency of an invoice: the code behind a label that asks for it, else the code or sign that
 * stands beside most amounts.
 */
final class CurrencyOf {
  /** Those of trade; some of the others, such as ALL and TOP, are words. */
  private static final Set<String> CODES =
      Set.of(
          ("EUR USD GBP CHF SEK NOK DKK ISK PLN CZK HUF RON BGN JPY CNY CAD AUD NZD INR SGD HKD MYR TRY ZAR BRL MXN AED SAR ILS THB KRW"
                  + " UAH RUB IDR PHP VND TWD")
              .split(" "));

  /** A dollar or a crown alone says no country: the sign then names the one that is most used. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "€", "EUR", "£", "GBP", "$", "USD", "US$", "USD", "Fr.", "CHF", "zł", "PLN", "Kč", "CZK",
          "Euro", "EUR");

  private static final Pattern LABEL =
      Pattern.compile(
          "(?:(?:rechnungs|beleg)?wahrung|(?:invoice )?currency|devise|monnaie|valuta|divisa|moneda)\\b"
              + "|(?:(?:alle )?(?:betrage|preise)|(?:all )?(?:amounts|prices)|(?:tous les )?(?:montants|prix)|importi|importes|bedragen)"
              + "(?: sind| are)?(?: angegeben| stated| shown| exprimes)? (?:in|en)\\b");
  private static final Pattern COLUMN =
      Pattern.compile("\\p{L}[\\p{L}.]*[/(](€|£|\\$|[A-Z]{3})\\)?");

  /** The beginning of an IBAN or of a tax number of the European Union. */
  private static final Pattern ACCOUNT = Pattern.compile("([A-Z]{2})\\d{2}[\\dA-Z]{0,30}");

  private static final Pattern TAX_NUMBER =
      Pattern.compile("\\b(?:iban|konto|ust|uid|vat|tva|iva|btw|moms|mwst|nif|cif|tax)\\b");

  /** What is asked for in countries of the euro alone. */
  private static final Pattern EURO =
      Pattern.compile("\\b(?:siret|siren|p iva|partita iva|ustg|ust id ?nr|kvk|codice fiscale)\\b");

  /** A label of more words is a sentence. */
  private static final int MOST_WORDS = 6;

  private static final Map<String, String> COUNTRIES =
      Stream.concat(
              Stream.of("DE AT FR IT ES NL BE LU IE PT FI GR SK SI EE LV LT CY MT HR".split(" "))
                  .map(country -> Map.entry(country, "EUR")),
              Stream.of(
                  Map.entry("CH", "CHF"),
                  Map.entry("GB", "GBP"),
                  Map.entry("PL", "PLN"),
                  Map.entry("CZ", "CZK"),
                  Map.entry("DK", "DKK"),
                  Map.entry("SE", "SEK"),
                  Map.entry("NO", "NOK"),
                  Map.entry("HU", "HUF")))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final String NUMBER = "[-−–(+]?\\d[\\d.,'’]*[)-]?";

  private CurrencyOf() {}

  static Optional<Read> find(Pages pages) {
    Map<String, Integer> beside = new HashMap<>();
    Map<String, Word> seen = new HashMap<>();
    for (List<Cell> line : pages.lines()) {
      for (Cell cell : line) {
        Optional<Read> labelled = labelled(cell, pages);
        if (labelled.isPresent()) {
          return labelled;
        }
        for (int i = 0; i < cell.tokens().size(); i++) {
          Token token = cell.tokens().get(i);
          String code = besideAmount(cell, i, line, pages);
          if (code != null) {
            beside.merge(code, 1, Integer::sum);
            seen.putIfAbsent(code, token.word());
          }
        }
      }
    }
    return beside.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(most ->
            new Read(
                most.getKey(),
                List.of(Objects.requireNonNull(seen.get(most.getKey()))),
                beside.size() == 1))
        .or(() -> ofCountry(pages));
  }

  /** Where none is printed: that of the country of a bank account or a tax number. */
  private static Optional<Read> ofCountry(Pages pages) {
    for (List<Cell> line : pages.lines()) {
      for (Cell cell : line) {
        if (EURO.matcher(cell.folded()).find()) {
          return Optional.of(new Read("EUR", Cell.words(cell.tokens()), false));
        }
        boolean asked = TAX_NUMBER.matcher(cell.folded()).find();
        for (Token token : asked ? cell.tokens() : List.<Token>of()) {
          Matcher country = ACCOUNT.matcher(token.text());
          String code = country.matches() ? COUNTRIES.get(country.group(1)) : null;
          if (code != null) {
            return Optional.of(new Read(code, List.of(token.word()), false));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The code that a token is or holds, if an amount or the heading of a column is beside it. */
  private static @Nullable String besideAmount(Cell cell, int i, List<Cell> line, Pages pages) {
    List<Token> tokens = cell.tokens();
    String text = tokens.get(i).text();
    String code = code(text);
    if (code != null) {
      boolean near =
          tokens.size() == 1
                  && pages.below(cell, cell.box()).filter(c -> number(c.tokens(), 0)).isPresent()
              || number(tokens, i - 1)
              || number(tokens, i + 1)
              || text.startsWith("(") && i > 0 && i == tokens.size() - 1
              || tokens.size() <= MOST_WORDS
                  && pages.right(cell).filter(right -> number(right.tokens(), 0)).isPresent()
              || i == tokens.size() - 1
                  && (line.size() > 2 && i > 0
                      || pages.right(cell).filter(right -> number(right.tokens(), 0)).isPresent());
      return near ? code : null;
    }
    Matcher column = COLUMN.matcher(text);
    if (column.matches()) {
      return code(column.group(1));
    }
    String glued = text.replaceAll("[\\d.,'’()+−–-]", "");
    return glued.length() < text.length() ? code(glued) : null;
  }

  /** The ISO code that a word or sign is; null if it is none. */
  static @Nullable String code(String text) {
    String plain = text.replaceAll("^[(\\[/]+|[)\\]:;,]+$", "");
    String sign = SIGNS.get(plain);
    return sign != null ? sign : CODES.contains(plain) ? plain : null;
  }

  private static boolean number(List<Token> tokens, int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).text().matches(NUMBER);
  }

  /** {@code Currency: GBP}, {@code Alle Beträge in EUR}, in one cell or two. */
  private static Optional<Read> labelled(Cell cell, Pages pages) {
    Matcher matcher = LABEL.matcher(cell.folded());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    List<Token> tokens = new ArrayList<>(cell.tokens());
    pages.right(cell).ifPresent(right -> tokens.addAll(right.tokens().stream().limit(2).toList()));
    for (Token token : tokens) {
      String code = code(token.text());
      if (code != null) {
        return Optional.of(new Read(code, List.of(token.word()), true));
      }
    }
    return Optional.empty();
  }
}
