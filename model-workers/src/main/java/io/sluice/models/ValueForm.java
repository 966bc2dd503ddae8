package io.sluice.models;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.clause.Mentions;
import io.sluice.models.clause.SigningPlaces;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import io.sluice.types.values.Prices;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code value.*} of {@link Signals}: what a value's own letters and place say of it. Pure;
 * made for one document.
 */
final class ValueForm {
  /** Kinds whose every letter counts. */
  static final Set<FieldKind> TEXTS = Set.of(FieldKind.NAME, FieldKind.NAMES, FieldKind.TEXT);

  private static final LocalDate EARLIEST = LocalDate.of(1930, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2070, 1, 1);

  /** Shorter values come again by chance. */
  private static final int SHORTEST_REPEATED = 4;

  private final List<Word> all;
  private final Map<String, Integer> often = new HashMap<>();
  private final String asText;
  private final Mentions mentions;
  private @Nullable SigningPlaces signing;

  /** Of a document whose words stand in reading order. */
  ValueForm(ParsedContent document) {
    this.all = document.getWords();
    this.asText = document.getText();
    this.mentions = new Mentions(document.getText());
    all.forEach(word -> often.merge(letters(word.getText()), 1, Integer::sum));
  }

  /** Whether some word of the document begins this label. */
  boolean stands(String label) {
    String first = letters(label.split("\\s+")[0]);
    return !first.isEmpty() && often.containsKey(first);
  }

  /** Whether the document holds nothing that could be a value of the kind. */
  boolean none(FieldKind kind) {
    return mentions.none(kind);
  }

  /** Adds them, for a value and the words that say it. */
  void add(Map<String, Double> signals, FieldSpec spec, String value, List<Word> words) {
    boolean text = TEXTS.contains(spec.kind());
    put(signals, "-value.unreadable", bit(!readable(spec, value)));
    put(signals, "-value.lines", Math.log(lines(words)));
    put(signals, "-value.place-unknown", bit(words.isEmpty()));
    if (text) {
      put(signals, "value.words", Math.log(value.split("\\s+").length));
      put(signals, "-value.cut", spec.kind() == FieldKind.NAMES ? 0 : cut(words));
      put(signals, "-value.bracket", bit(count(value, '(') != count(value, ')')));
      List<String> said = List.of(value.split("\\s+"));
      put(signals, "-value.mixed", share(said, "(?=.*\\p{L})(?=.*\\p{N}).*"));
      put(signals, "-value.odd", share(said, ".*[^\\p{L}\\p{N}.,;:'&()/#-].*"));
      put(signals, "value.capitals", share(said, "[^\\p{Ll}]*\\p{Lu}[^\\p{Ll}]*"));
      put(signals, "-value.rare", rare(said));
      put(signals, "-value.no-vowel", share(said, "(?i)[^\\W\\d_aeiouyäöüéèáà]{3,}"));
      if (spec.kind() == FieldKind.NAMES) {
        parties(signals, value);
      }
    } else {
      String whole = letters(value);
      boolean again = whole.length() >= SHORTEST_REPEATED && often.getOrDefault(whole, 0) > 1;
      put(signals, "+value.again", bit(again));
    }
  }

  /** Most agreements have two parties, and those who are parties sign. */
  private void parties(Map<String, Double> signals, String value) {
    if (signing == null) {
      signing = new SigningPlaces(asText);
    }
    List<String> names = Stream.of(value.split(";")).filter(name -> !name.isBlank()).toList();
    put(signals, "value.two", bit(names.size() == 2));
    put(signals, "-value.unsigned", bit(!names.stream().allMatch(signing::name)));
  }

  /** The share of the longer words that stand nowhere else in the document. */
  private double rare(List<String> said) {
    List<String> longer =
        said.stream().map(ValueForm::letters).filter(w -> w.length() >= SHORTEST_REPEATED).toList();
    return longer.isEmpty()
        ? 0
        : (double) longer.stream().filter(w -> often.getOrDefault(w, 0) <= 1).count()
            / longer.size();
  }

  /** Whether the value is one of its kind, and not one that nobody would write. */
  private static boolean readable(FieldSpec spec, String value) {
    return switch (spec.kind()) {
      case DATE ->
          Dates.read(value, spec.dayFirst())
              .filter(day -> day.isAfter(EARLIEST) && day.isBefore(LATEST))
              .isPresent();
      case PRICE -> Prices.read(value).isPresent();
      case DURATION -> Durations.read(value).isPresent();
      case ID, CODE, NAME, NAMES, TEXT ->
          value.codePoints().filter(Character::isLetterOrDigit).count() >= 2;
    };
  }

  /** At how many of its two ends, 0 to 2, the line goes on without a gap. */
  private int cut(List<Word> words) {
    if (words.isEmpty()) {
      return 0;
    }
    int first = all.indexOf(words.getFirst());
    int last = all.indexOf(words.getLast());
    boolean before = first > 0 && adjoins(all.get(first - 1), words.getFirst());
    boolean after =
        last >= 0 && last + 1 < all.size() && adjoins(words.getLast(), all.get(last + 1));
    return (before ? 1 : 0) + (after ? 1 : 0);
  }

  /** Whether two words stand on one line, a space apart, without a colon between. */
  private static boolean adjoins(Word left, Word right) {
    Box one = left.getBox();
    Box two = right.getBox();
    if (one == null || two == null || left.getPage() != right.getPage()) {
      return false;
    }
    float height = Math.min(one.getY1() - one.getY0(), two.getY1() - two.getY0());
    float shared = Math.min(one.getY1(), two.getY1()) - Math.max(one.getY0(), two.getY0());
    float gap = two.getX0() - one.getX1();
    return shared > height / 2
        && gap > -height
        && gap < 0.7f * height
        && !left.getText().endsWith(":");
  }

  private static long count(String value, char c) {
    return value.chars().filter(each -> each == c).count();
  }

  private static int lines(List<Word> words) {
    int lines = 1;
    for (int i = 1; i < words.size(); i++) {
      Box before = words.get(i - 1).getBox();
      Box box = words.get(i).getBox();
      lines += before != null && box != null && box.getX0() < before.getX0() ? 1 : 0;
    }
    return lines;
  }

  private static double share(List<String> words, String pattern) {
    return (double) words.stream().filter(word -> word.matches(pattern)).count() / words.size();
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  private static double bit(boolean is) {
    return is ? 1 : 0;
  }

  private static void put(Map<String, Double> signals, String name, double number) {
    signals.put(name, number);
  }
}
