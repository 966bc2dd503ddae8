package io.sluice.llm.egress.redaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Hides what a policy wants hidden. It finds values by patterns, by a small model and by the list
 * of ordinary words that they are not in; hides each wherever it stands, in any letter case and
 * spacing; and looks at the outcome once more as if it were a new text. Immutable, thread-safe,
 * deterministic.
 */
public final class Redactor {
  /** Shorter values are hidden where they were found, and nowhere else. */
  static final int SHORTEST = 3;

  private static final int ROUNDS = 5;

  /**
   * Stands for what is hidden in the second look: a letter on a line of its own, so that nothing is
   * read across it.
   */
  private static final String HIDDEN = "\n口\n";

  private final Vocabulary vocabulary;
  private final NameTagger tagger;
  private final double mostUnknown;

  Redactor(Vocabulary vocabulary, NameTagger tagger, double mostUnknown) {
    this.vocabulary = vocabulary;
    this.tagger = tagger;
    this.mostUnknown = mostUnknown;
  }

  /**
   * With the shipped word list and model.
   *
   * @param mostUnknown share of words in [0, 1] that may be in no list: of a language that the list
   *     does not speak, more are
   */
  public static Redactor shipped(double mostUnknown) {
    return new Redactor(Vocabulary.shipped(), NameModel.shipped(), mostUnknown);
  }

  /**
   * Hides.
   *
   * @param known values of these kinds that others found
   * @param hidden the kinds to hide
   */
  public Redaction redact(List<Passage> passages, Collection<Known> known, Set<Kind> hidden) {
    List<List<Span>> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int words = 0;
    int unknown = 0;
    List<Words> read = new ArrayList<>();
    for (Passage passage : passages) {
      List<Span> spans = new ArrayList<>();
      if (!passage.ours()) {
        spans.addAll(identifiers(passage.text()));
        Words each = Words.of(passage.text(), Span.united(spans), tagger, vocabulary);
        spans.addAll(each.spans());
        names.addAll(each.nameWords());
        words += each.count();
        unknown += each.unknown();
        read.add(each);
      } else {
        spans.addAll(literals(passage.text()));
      }
      found.add(
          new ArrayList<>(spans.stream().filter(span -> hidden.contains(span.kind())).toList()));
    }
    if (hidden.contains(Kind.NAME) && unknown > mostUnknown * words) {
      return new Redaction.Unsure(
          String.format(
              Locale.ROOT,
              "%d of %d words are in no list of words or names, more than %.0f%%: the language is"
                  + " not known well enough to tell names from words",
              unknown,
              words,
              100 * mostUnknown));
    }
    if (hidden.contains(Kind.PERSON)) {
      int next = 0;
      for (int i = 0; i < passages.size(); i++) {
        if (!passages.get(i).ours()) {
          found.get(i).addAll(read.get(next++).capitalised(names));
        }
      }
    }
    return everywhere(
        passages, found, known.stream().filter(k -> hidden.contains(k.kind())).toList(), hidden);
  }

  private List<Span> identifiers(String text) {
    List<Span> spans = new ArrayList<>(Patterns.find(text, vocabulary));
    spans.addAll(Numbers.find(text, vocabulary));
    return spans;
  }

  private static List<Span> literals(String text) {
    return Placeholders.SHAPE
        .matcher(text)
        .results()
        .map(match -> new Span(match.start(), match.end(), Kind.TEXT))
        .toList();
  }

  /** Hides each value wherever it stands, until none is left to find. */
  private Redaction everywhere(
      List<Passage> passages, List<List<Span>> found, List<Known> known, Set<Kind> hidden) {
    List<Folded> folded = passages.stream().map(passage -> Folded.of(passage.text())).toList();
    Map<String, Kind> values = new LinkedHashMap<>();
    for (Known each : known) {
      add(values, each.value(), each.kind());
    }
    // Before what overlaps is united: each is a value of its own.
    for (int i = 0; i < passages.size(); i++) {
      for (Span span : found.get(i)) {
        String value = passages.get(i).text().substring(span.start(), span.end());
        add(values, value, span.kind());
        words(values, value, span.kind());
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Kind> more = round == 0 ? values : new LinkedHashMap<>();
      for (int i = 0; i < passages.size(); i++) {
        found.set(i, new ArrayList<>(Span.united(found.get(i))));
        for (Span span : found.get(i)) {
          String value = passages.get(i).text().substring(span.start(), span.end());
          if (round == 0 || !values.containsKey(Folded.fold(value))) {
            add(more, value, span.kind());
          }
        }
      }
      if (round > 0 && more.isEmpty()) {
        break;
      }
      for (int i = 0; i < passages.size(); i++) {
        for (Map.Entry<String, Kind> value : more.entrySet()) {
          for (int[] place : folded.get(i).find(value.getKey())) {
            found.get(i).add(new Span(place[0], place[1], value.getValue()));
          }
        }
      }
      values.putAll(more);
    }
    return replaced(passages, found, values.keySet(), hidden);
  }

  /**
   * A value worth looking for elsewhere. One ordinary word is not: the tagger took it for a name in
   * its place, and everywhere else it is a word. Nor is a number like a year's.
   */
  private void add(Map<String, Kind> values, String value, Kind kind) {
    String folded = Folded.fold(value);
    boolean word =
        kind.compareTo(Kind.BIC) > 0 && (vocabulary.marks(value.strip()) & Vocabulary.WORD) != 0;
    boolean year = folded.matches("\\d{1,3}|(?:19|20)\\d\\d");
    if (folded.length() >= SHORTEST && !word && !year && kind != Kind.TEXT) {
      values.putIfAbsent(folded, kind);
    }
  }

  /** The words of a name that are no words of the language: a last name alone is a name, too. */
  private void words(Map<String, Kind> values, String value, Kind kind) {
    if (kind.compareTo(Kind.BIC) > 0 && kind != Kind.ID) {
      Token.of(value, vocabulary).stream()
          .filter(token -> token.isWord() && token.isUnknown() && token.text().length() > SHORTEST)
          .forEach(token -> add(values, token.text(), kind));
    }
  }

  private Redaction replaced(
      List<Passage> passages, List<List<Span>> found, Set<String> values, Set<Kind> hidden) {
    Placeholders.Register register = new Placeholders.Register();
    List<String> redacted = new ArrayList<>();
    Set<Kind> left = new LinkedHashSet<>();
    for (int i = 0; i < passages.size(); i++) {
      String text = passages.get(i).text();
      StringBuilder out = new StringBuilder();
      StringBuilder rest = new StringBuilder();
      int from = 0;
      for (Span span : Span.united(found.get(i))) {
        out.append(text, from, span.start());
        rest.append(text, from, span.start()).append(HIDDEN);
        out.append(register.of(text.substring(span.start(), span.end()), span.kind()));
        from = span.end();
      }
      redacted.add(out.append(text, from, text.length()).toString());
      rest.append(text, from, text.length());
      if (!passages.get(i).ours()) {
        left.addAll(left(rest.toString(), hidden));
      }
      if (isIn(rest.toString(), values)) {
        return new Redaction.Unsure("a value that is hidden in one place is left in another");
      }
    }
    return left.isEmpty()
        ? new Redaction.Done(redacted, register.done())
        : new Redaction.Unsure("what is left still looks like " + left);
  }

  /** What a second look at the outcome finds that has a shape of its own. */
  private Set<Kind> left(String rest, Set<Kind> hidden) {
    Set<Kind> kinds = new LinkedHashSet<>();
    identifiers(rest).stream().map(Span::kind).filter(hidden::contains).forEach(kinds::add);
    return kinds;
  }

  private static boolean isIn(String rest, Set<String> values) {
    Folded folded = Folded.of(rest);
    return values.stream().anyMatch(value -> !folded.find(value).isEmpty());
  }
}
