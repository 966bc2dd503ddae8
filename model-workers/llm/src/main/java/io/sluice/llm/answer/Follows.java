package io.sluice.llm.answer;

import io.sluice.events.Word;
import io.sluice.llm.answer.Squeezed.Range;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import io.sluice.types.values.Prices;
import io.sluice.types.values.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a value follows from the words of a quote. Amounts, days and lengths of time must be what
 * a run of these words says, by the normalisers that everybody uses; then the words' own spelling
 * is the value. Identifiers, names and texts must stand in them; then the model's spelling is, as
 * it has put together what a line's end had parted. Pure.
 */
final class Follows {
  private static final Pattern PERPETUAL =
      Pattern.compile("perpetu|indefinite|until terminated|without limit|unbefristet");
  private static final Pattern EDGES =
      Pattern.compile("^[\\s,;:*_|~=<>\"'“”„‘’`\\[\\](){}]+|[\\s,;:*_|~=<>\"'“”„‘’`\\[\\](){}]+$");
  private static final Pattern LABEL = Pattern.compile("^.*[:=#]");

  /** As the reader of codes below this rung writes them. */
  private static final Map<String, String> SIGNS =
      Map.of("€", "EUR", "$", "USD", "£", "GBP", "¥", "JPY");

  private final FieldSpec field;
  private final List<Word> words;
  private final boolean scanned;

  /**
   * A value that is borne out.
   *
   * @param value as it goes into the record
   * @param words which of the quote's words say it
   * @param form equal for values that mean the same
   */
  record Borne(String value, Range words, String form) {}

  /**
   * @param words the page's words that the quote stands on
   * @param scanned whether they were read by OCR
   */
  Follows(FieldSpec field, List<Word> words, boolean scanned) {
    this.field = field;
    this.words = words;
    this.scanned = scanned;
  }

  /** The value as the words bear it out; empty if they don't. */
  Optional<Borne> from(String value) {
    return switch (field.kind()) {
      case DATE ->
          perpetual(value).or(() -> read(value, 12, text -> Dates.read(text, field.dayFirst())));
      case DURATION -> perpetual(value).or(() -> read(value, 10, Durations::read));
      case PRICE ->
          read(
              value,
              4,
              text -> Prices.read(text).map(amount -> amount.stripTrailingZeros().toPlainString()));
      case CODE -> code(value);
      case ID -> stands(value, words -> !cutOff(words, value));
      case TEXT, NAME, NAMES -> stands(value, words -> true);
    };
  }

  /** The shortest run of words that says the same. */
  private <V> Optional<Borne> read(String value, int most, Function<String, Optional<V>> reading) {
    Optional<V> meant = reading.apply(value);
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    String form = meant.get().toString();
    for (int length = 1; length <= Math.min(most, words.size()); length++) {
      for (int first = 0; first + length <= words.size(); first++) {
        Range range = new Range(first, first + length);
        String text = EDGES.matcher(text(range)).replaceAll("");
        if (reading.apply(text).equals(meant)) {
          return Optional.of(new Borne(text, range, form));
        }
        String behindLabel = LABEL.matcher(text).replaceFirst("");
        if (!behindLabel.equals(text) && reading.apply(behindLabel).equals(meant)) {
          return Optional.of(new Borne(behindLabel.strip(), range, form));
        }
        if (scanned && reading.apply(figures(range)).equals(meant)) {
          return Optional.of(new Borne(value, range, form));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Borne> perpetual(String value) {
    return Text.fold(value).equals("perpetual") && PERPETUAL.matcher(Text.fold(text(all()))).find()
        ? Optional.of(new Borne("perpetual", all(), "perpetual"))
        : Optional.empty();
  }

  private Optional<Borne> code(String value) {
    String meant = code(value.strip(), Function.identity());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).getText();
      boolean sign =
          SIGNS.entrySet().stream()
              .anyMatch(each -> each.getValue().equals(meant) && word.contains(each.getKey()));
      if (sign || code(word, text -> EDGES.matcher(text).replaceAll("")).equals(meant)) {
        return Optional.of(new Borne(meant, new Range(i, i + 1), meant));
      }
    }
    return stands(value, range -> true).map(b -> new Borne(meant, b.words(), meant));
  }

  private static String code(String text, Function<String, String> trimmed) {
    String plain = trimmed.apply(text);
    return SIGNS.getOrDefault(plain, plain.toUpperCase(Locale.ROOT));
  }

  private Optional<Borne> stands(String value, Predicate<Range> whole) {
    String sought = Squeezed.squeeze(value);
    Squeezed within = Squeezed.of(words);
    List<Range> found = within.find(sought, false);
    if (found.isEmpty() && scanned) {
      found = within.find(sought, true);
    }
    String clean = EDGES.matcher(value).replaceAll("");
    return found.stream()
        .filter(whole)
        .findFirst()
        .map(range -> new Borne(clean.isEmpty() ? value : clean, range, sought));
  }

  /** Whether the page's identifier goes on before or behind the value: {@code 17} in INV-17-A. */
  private boolean cutOff(Range range, String value) {
    String page = text(range);
    String edge = value.strip();
    int at = page.toLowerCase(Locale.ROOT).indexOf(edge.toLowerCase(Locale.ROOT));
    if (at < 0) {
      return false;
    }
    return at > 1 && joins(page.charAt(at - 1)) && Character.isLetterOrDigit(page.charAt(at - 2))
        || at + edge.length() + 1 < page.length()
            && joins(page.charAt(at + edge.length()))
            && Character.isLetterOrDigit(page.charAt(at + edge.length() + 1));
  }

  private static boolean joins(char c) {
    return c == '-' || c == '/' || c == '_';
  }

  private Range all() {
    return new Range(0, words.size());
  }

  private String text(Range range) {
    StringBuilder text = new StringBuilder();
    for (Word word : words.subList(range.first(), range.end())) {
      text.append(text.isEmpty() ? "" : " ").append(word.getText());
    }
    return text.toString();
  }

  private String figures(Range range) {
    StringBuilder text = new StringBuilder();
    for (Word word : words.subList(range.first(), range.end())) {
      text.append(text.isEmpty() ? "" : " ").append(Lookalikes.figures(word.getText()));
    }
    return EDGES.matcher(text).replaceAll("");
  }
}
