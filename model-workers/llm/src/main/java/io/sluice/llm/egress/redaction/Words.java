package io.sluice.llm.egress.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text: what the tagger takes for somebody or some place, and every word that is in
 * no list of ordinary ones. A word that is both, such as Young, is hidden next to a name.
 */
final class Words {
  private static final Set<String> FORMS =
      Set.of(
          ("inc llc llp ltd limited corp corporation incorporated plc lp pllc gmbh ag "
                  + "kg ohg ug sarl sas eurl srl spa bv nv bhd pte pty co company association "
                  + "foundation university enterprise enterprises partners holdings bank trust "
                  + "fund committee pac church council institute")
              .split(" "));

  private static final Set<String> LINKS =
      Set.of("&", ",", "'", "-", "of", "and", "for", "the", ".", "+");
  private static final Set<String> ARTICLES =
      Set.of("the this such each any our your a an said die der la le".split(" "));

  /** Tokens of a company's name. */
  private static final int LONGEST = 10;

  private final String text;
  private final List<Token> tokens;

  /** The kind that hides each token; null for none. */
  private final @Nullable Kind[] kinds;

  private int words;
  private int unknown;

  private Words(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
    this.kinds = new Kind[tokens.size()];
  }

  /**
   * @param covered what is hidden already, in order without overlap
   */
  static Words of(String text, List<Span> covered, NameTagger tagger, Vocabulary vocabulary) {
    Words words = new Words(text, Token.of(text, vocabulary));
    boolean[] done = words.under(covered);
    boolean[] days =
        words.under(
            Days.find(text).stream().map(day -> new Span(day[0], day[1], Kind.TEXT)).toList());
    for (int i = 0; i < done.length; i++) {
      done[i] |= days[i];
    }
    words.tagged(tagger.tag(words.tokens));
    words.unknown(done);
    words.companies();
    words.neighbours();
    for (int i = 0; i < done.length; i++) {
      if (done[i]) {
        words.kinds[i] = null;
      }
    }
    return words;
  }

  /** Words of two letters and more that are no identifiers. */
  int count() {
    return words;
  }

  /** How many of them nobody knows: neither the lists of words and names nor the tagger. */
  int unknown() {
    return unknown;
  }

  /** What is to be hidden: neighbours on a line as one. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      Kind kind = kinds[i];
      if (kind == null) {
        continue;
      }
      int end = i;
      while (end + 1 < kinds.length && joins(end, kind)) {
        end++;
        Kind next = kinds[end];
        if (next != null && next.compareTo(kind) < 0) {
          kind = next;
        }
      }
      spans.add(new Span(tokens.get(i).start(), tokens.get(end).end(), kind));
      i = end;
    }
    return spans;
  }

  /** The single words of persons' names that are names of persons: "Young" of "Neil Young". */
  Set<String> nameWords() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < kinds.length; i++) {
      Token token = tokens.get(i);
      if (kinds[i] == Kind.PERSON
          && token.isWord()
          && token.text().length() > 2
          && token.isBoth()) {
        names.add(Folded.fold(token.text()));
      }
    }
    return names;
  }

  /** The capitalised tokens that are one of these words. */
  List<Span> capitalised(Set<String> names) {
    return tokens.stream()
        .filter(token ->
            token.isWord() && token.isCapital() && names.contains(Folded.fold(token.text())))
        .map(token -> new Span(token.start(), token.end(), Kind.PERSON))
        .toList();
  }

  private boolean[] under(List<Span> covered) {
    boolean[] done = new boolean[tokens.size()];
    int next = 0;
    for (int i = 0; i < done.length; i++) {
      Token token = tokens.get(i);
      while (next < covered.size() && covered.get(next).end() <= token.start()) {
        next++;
      }
      done[i] = next < covered.size() && covered.get(next).touches(token.start(), token.end());
    }
    return done;
  }

  /**
   * Runs of the tagger. One of ordinary words in small letters, or of signs alone, names nobody.
   */
  private void tagged(int[] tags) {
    for (int i = 0; i < tags.length; ) {
      int end = i + 1;
      while (end < tags.length && tags[end] == tags[i]) {
        end++;
      }
      Kind kind = NameTagger.TAGS.get(tags[i]);
      boolean says =
          tokens.subList(i, end).stream()
              .anyMatch(token ->
                  token.isWord() && (token.isCapital() || !token.isPlain())
                      || token.hasDigit() && kind == Kind.ADDRESS);
      int from = i;
      int to = end;
      while (from < to && !telling(tokens.get(from))) {
        from++;
      }
      while (to > from && !telling(tokens.get(to - 1))) {
        to--;
      }
      boolean alone = to - from == 1 && tokens.get(from).isPlain();
      if (kind != null && says && !alone) {
        for (int k = from; k < to; k++) {
          // Two persons side by side are two.
          kinds[k] = kind == Kind.PERSON && ",;".contains(tokens.get(k).text()) ? null : kind;
        }
      }
      i = end;
    }
  }

  /** What a name may begin or end with: the tagger runs on into the next word now and then. */
  private static boolean telling(Token token) {
    return token.hasDigit()
        || Character.isLetter(token.text().codePointAt(0))
            && (token.isCapital() || token.isUnknown());
  }

  private void unknown(boolean[] done) {
    for (int i = 0; i < kinds.length; i++) {
      Token token = tokens.get(i);
      if (!token.isWord() || done[i]) {
        continue;
      }
      words++;
      if (kinds[i] == null && token.isUnknown()) {
        kinds[i] = token.marks() != 0 ? Kind.PERSON : Kind.NAME;
        unknown += token.marks() == 0 ? 1 : 0;
      }
    }
  }

  /** Initials and words that are names, too, beside a name; a first name before a last name. */
  private void neighbours() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < kinds.length; i++) {
        Token token = tokens.get(i);
        boolean maybe =
            token.isBoth()
                || token.text().length() == 1 && Character.isLetter(token.text().charAt(0));
        if (kinds[i] == null
            && maybe
            && token.isCapital()
            && (named(i, -1) || named(i, 1) || isPair(i))) {
          kinds[i] = Kind.PERSON;
          changed = true;
        }
      }
    }
  }

  /** Capitalised words before a company's legal form, whatever words they are. */
  private void companies() {
    for (int i = 1; i < kinds.length; i++) {
      if (!tokens.get(i).isCapital()
          || !FORMS.contains(tokens.get(i).text().toLowerCase(Locale.ROOT))) {
        continue;
      }
      int from = i;
      for (int k = i - 1; k >= 0 && i - k <= LONGEST && !tokens.get(k + 1).first(); k--) {
        Token token = tokens.get(k);
        if (token.isCapital() || token.hasDigit()) {
          from = k;
        } else if (!LINKS.contains(token.text())) {
          break;
        }
      }
      // "The Company" is nobody's name.
      boolean named =
          from < i
              && !(from == i - 1
                  && ARTICLES.contains(tokens.get(from).text().toLowerCase(Locale.ROOT)));
      if (named) {
        Arrays.fill(kinds, from, i + 1, Kind.ORGANISATION);
      }
    }
  }

  private boolean isPair(int i) {
    Token token = tokens.get(i);
    if ((token.marks() & Vocabulary.FIRST) == 0 || i + 1 == kinds.length) {
      return false;
    }
    Token next = tokens.get(i + 1);
    return !next.first()
        && next.isCapital()
        && next.isBoth()
        && (next.marks() & Vocabulary.LAST) != 0;
  }

  private boolean named(int i, int step) {
    for (int k = i + step; k >= 0 && k < kinds.length; k += step) {
      if (tokens.get(step > 0 ? k : k + 1).first()) {
        return false;
      }
      Kind kind = kinds[k];
      if (kind != null) {
        return kind == Kind.PERSON || kind == Kind.NAME && tokens.get(k).isCapital();
      }
      if (!tokens.get(k).text().equals(".")) {
        return false;
      }
    }
    return false;
  }

  /** Whether the next hidden token belongs to the same name: beside it, or behind a small sign. */
  private boolean joins(int i, Kind kind) {
    Token next = tokens.get(i + 1);
    if (next.first() && kind != Kind.ADDRESS) {
      return false;
    }
    if (kinds[i + 1] != null) {
      return text.substring(tokens.get(i).end(), next.start()).length() <= 2;
    }
    return i + 2 < kinds.length
        && kinds[i + 2] != null
        && !tokens.get(i + 2).first()
        && next.text().length() == 1
        && (kind == Kind.ADDRESS ? "-'’.&/,#" : "-'’.&/").contains(next.text())
        && tokens.get(i + 2).start() - tokens.get(i).end() <= 2;
  }
}
