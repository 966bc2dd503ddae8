package io.sluice.evaluation.normal;

import java.text.Normalizer;
import java.util.Locale;

/** Letters as the grader compares them: Unicode NFKC, full case folding, white space made one. */
final class Fold {
  /** A character of a word, as Python's {@code \w}; its {@code \b} are {@link #START}, END. */
  static final String WORD = "[\\p{L}\\p{N}_]";

  /** Before a word's first character. */
  static final String START = "(?<!" + WORD + ")";

  /** After a word's last character. */
  static final String END = "(?!" + WORD + ")";

  /** A letter, or a number that is no decimal digit, as Python's {@code [^\W\d_]}. */
  static final String LETTER = "[\\p{L}\\p{Nl}\\p{No}]";

  private Fold() {}

  static String of(String value) {
    String composed = Normalizer.normalize(value, Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder(composed.length());
    boolean gap = false;
    for (int i = 0; i < composed.length(); ) {
      int c = composed.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        gap = true;
        continue;
      }
      if (gap && !out.isEmpty()) {
        out.append(' ');
      }
      gap = false;
      if (c < 0x80) {
        out.append((char) Character.toLowerCase(c));
      } else {
        out.append(caseFold(c));
      }
    }
    return out.toString();
  }

  /**
   * Full case folding (Unicode, CaseFolding.txt, statuses C and F) of one character, which the JDK
   * lacks: the lower case of its upper case, but for a handful.
   */
  private static String caseFold(int c) {
    if (c == 'ı') {
      return "ı";
    }
    if (c == 'ẞ') {
      return "ss";
    }
    // Cherokee folds to its capitals, which came first.
    if (c >= 0x13A0 && c <= 0x13F5) {
      return Character.toString(c);
    }
    if ((c >= 0x13F8 && c <= 0x13FD) || (c >= 0xAB70 && c <= 0xABBF)) {
      return Character.toString(c).toUpperCase(Locale.ROOT);
    }
    return Character.toString(c)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ');
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  static boolean isWord(int c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }
}
