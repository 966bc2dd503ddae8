package io.sluice.llm.answer;

/**
 * Characters that OCR takes for each other: O and 0; I, l, | and 1; S and 5; B and 8; Z and 2; G
 * and 6. The list is short on purpose: each pair makes the check weaker by that much. Pure.
 */
final class Lookalikes {
  private static final String LETTERS = "oilsbzg";
  private static final String DIGITS = "0115826";

  private Lookalikes() {}

  /** A squeezed text with the digit for each letter that looks like one. */
  static String of(String squeezed) {
    StringBuilder digits = new StringBuilder(squeezed.length());
    for (int i = 0; i < squeezed.length(); i++) {
      digits.append(of(squeezed.charAt(i)));
    }
    return digits.toString();
  }

  /** A word of figures as it should have been read: only a word that holds a digit is one. */
  static String figures(String word) {
    if (word.chars().noneMatch(Character::isDigit)) {
      return word;
    }
    StringBuilder digits = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      digits.append(
          c == '|'
              ? '1'
              : of(Character.toLowerCase(c)) == Character.toLowerCase(c)
                  ? c
                  : of(Character.toLowerCase(c)));
    }
    return digits.toString();
  }

  private static char of(char c) {
    int at = LETTERS.indexOf(c);
    return at < 0 ? c : DIGITS.charAt(at);
  }
}
