package io.sluice.llm.egress.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What placeholders stand for. The same value has the same number wherever it stands; another
 * spelling of it has a number behind a point: {@code [PERSON_1]} is "John Smith", {@code
 * [PERSON_1.2]} is "JOHN SMITH". So a text comes back character by character. Immutable; it is
 * never shown or stored.
 */
public final class Placeholders {
  /** What is, or could be taken for, a placeholder. */
  static final Pattern SHAPE = Pattern.compile("\\[\\p{L}[\\p{L}_]*_\\d+(?:\\.\\d+)?\\]");

  /** Nothing is hidden. */
  public static final Placeholders NONE = new Placeholders(Map.of(), Map.of());

  private final Map<String, String> values;
  private final Map<Kind, Integer> counts;

  private Placeholders(Map<String, String> values, Map<Kind, Integer> counts) {
    this.values = Map.copyOf(values);
    this.counts = Map.copyOf(counts);
  }

  /**
   * The text with what its placeholders stand for. A placeholder that was never given stays as it
   * is.
   */
  public String restore(String text) {
    return SHAPE
        .matcher(text)
        .replaceAll(match -> {
          String value = values.get(match.group().toUpperCase(Locale.ROOT));
          return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
  }

  /** How many different values are hidden, by kind. */
  public Map<Kind, Integer> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public String toString() {
    return "Placeholders" + counts();
  }

  /** Gives numbers in the order of asking. Not thread-safe. */
  static final class Register {
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, List<String>> spellings = new HashMap<>();
    private final Map<Kind, Integer> counts = new HashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** The placeholder of a value as it stands in the text. */
    String of(String value, Kind kind) {
      String folded = Folded.fold(value);
      String key = kind == Kind.TEXT || folded.isEmpty() ? "=" + value : folded;
      Kind named = kinds.computeIfAbsent(key, k -> kind);
      int number = numbers.computeIfAbsent(key, k -> counts.merge(named, 1, Integer::sum));
      List<String> known = spellings.computeIfAbsent(key, k -> new ArrayList<>());
      if (!known.contains(value)) {
        known.add(value);
      }
      int spelling = known.indexOf(value) + 1;
      String name = "[" + named + "_" + number + (spelling == 1 ? "" : "." + spelling) + "]";
      values.put(name, value);
      return name;
    }

    Placeholders done() {
      return new Placeholders(values, counts);
    }
  }
}
