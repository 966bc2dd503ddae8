package io.sluice.llm.egress.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, number or sign of a text.
 *
 * @param start offset of its first character, in UTF-16 units
 * @param end exclusive
 * @param marks what the vocabulary says of it; 0 for what is no word
 * @param first whether it is the first of its line
 */
record Token(int start, int end, String text, int marks, boolean first) {
  private static final Pattern ONE =
      Pattern.compile(
          "\\p{L}[\\p{L}\\p{M}]*(?:['’]\\p{L}[\\p{L}\\p{M}]*)*(?![\\p{L}\\p{M}\\p{N}])|[\\p{L}\\p{M}\\p{N}]+|\\S",
          Pattern.UNICODE_CHARACTER_CLASS);

  static List<Token> of(String text, Vocabulary vocabulary) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = ONE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      boolean first = tokens.isEmpty() || text.substring(end, matcher.start()).contains("\n");
      String word = matcher.group();
      int marks = Character.isLetter(word.codePointAt(0)) ? vocabulary.marks(word) : 0;
      tokens.add(new Token(matcher.start(), matcher.end(), word, marks, first));
      end = matcher.end();
    }
    return tokens;
  }

  /** Letters alone, two and more. */
  boolean isWord() {
    return text.length() > 1 && Character.isLetter(text.codePointAt(0)) && !hasDigit();
  }

  boolean hasDigit() {
    return text.chars().anyMatch(Character::isDigit);
  }

  boolean isCapital() {
    return Character.isUpperCase(text.codePointAt(0));
  }

  boolean isPlain() {
    return marks == Vocabulary.WORD;
  }

  boolean isUnknown() {
    return (marks & Vocabulary.WORD) == 0;
  }

  /** A word that is somebody's name, too. */
  boolean isBoth() {
    return marks > Vocabulary.WORD && (marks & Vocabulary.WORD) != 0;
  }
}
