package io.sluice.llm.egress.redaction;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A text without what changes nothing about who is meant: letter case, accents, spaces and
 * punctuation. It remembers where each character came from.
 */
final class Folded {
  /** From here on a value is found inside of longer words, too. */
  private static final int UNMISTAKABLE_LETTERS = 10;

  private static final int UNMISTAKABLE_CODE = 6;

  private final String text;
  private final String chars;
  private final int[] origin;

  private Folded(String text, String chars, int[] origin) {
    this.text = text;
    this.chars = chars;
    this.origin = origin;
  }

  static Folded of(String text) {
    StringBuilder chars = new StringBuilder(text.length());
    int[] origin = new int[text.length() + 16];
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      String fold = fold(point);
      if (chars.length() + fold.length() > origin.length) {
        origin = Arrays.copyOf(origin, origin.length * 2 + fold.length());
      }
      for (int k = 0; k < fold.length(); k++) {
        origin[chars.length() + k] = i;
      }
      chars.append(fold);
      i += Character.charCount(point);
    }
    return new Folded(text, chars.toString(), origin);
  }

  /** A text's letters and digits, folded. */
  static String fold(String text) {
    return of(text).chars;
  }

  private static String fold(int point) {
    if (point < 128) {
      return Character.isLetterOrDigit(point)
          ? String.valueOf((char) Character.toLowerCase(point))
          : "";
    }
    String plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
    StringBuilder fold = new StringBuilder();
    // Through upper case, for what differs in lower case alone: ß and ss, ς and σ, ı and i.
    plain
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(fold::appendCodePoint);
    return fold.toString();
  }

  String chars() {
    return chars;
  }

  /**
   * Where a value stands, in whatever spelling of the above; a short number as it is, and not as a
   * part of an amount.
   *
   * @param value folded, not empty
   * @return start and end in the text, in order, without overlap
   */
  List<int[]> find(String value) {
    boolean code = value.chars().anyMatch(Character::isDigit);
    boolean anywhere = value.length() >= (code ? UNMISTAKABLE_CODE : UNMISTAKABLE_LETTERS);
    boolean small = !anywhere && value.chars().allMatch(Character::isDigit);
    List<int[]> found = new ArrayList<>();
    int from = 0;
    for (int at = chars.indexOf(value); at >= 0; at = chars.indexOf(value, from)) {
      int start = origin[at];
      int last = origin[at + value.length() - 1];
      int end = last + Character.charCount(text.codePointAt(last));
      boolean whole =
          (at == 0 || origin[at - 1] != start)
              && (at + value.length() == chars.length() || origin[at + value.length()] >= end);
      boolean asIs = !small || end - start == value.length() && !isPartOfAmount(start, end);
      if (anywhere || whole && asIs && begins(start) && ends(end)) {
        found.add(new int[] {start, end});
        from = at + value.length();
      } else {
        from = at + 1;
      }
    }
    return found;
  }

  private boolean isPartOfAmount(int start, int end) {
    return start > 1 && isPoint(start - 1) && Character.isDigit(text.charAt(start - 2))
        || end + 1 < text.length() && isPoint(end) && Character.isDigit(text.charAt(end + 1));
  }

  private boolean isPoint(int at) {
    return text.charAt(at) == '.' || text.charAt(at) == ',';
  }

  private boolean begins(int start) {
    return start == 0 || !Character.isLetterOrDigit(text.codePointBefore(start));
  }

  private boolean ends(int end) {
    return end == text.length()
        || !Character.isLetterOrDigit(text.codePointAt(end))
            && Character.getType(text.codePointAt(end)) != Character.NON_SPACING_MARK;
  }
}
