package io.sluice.models.form;

/** Letters that are misread digits. */
final class Digits {
  private static final String LETTERS = "OoDQIl|iZzSsBG";
  private static final String DIGITS = "00001111225586";

  private Digits() {}

  /** A text of digits for the most part with its letters as the digits they look like. */
  static String of(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    if (digits * 2 < text.length()) {
      return text;
    }
    StringBuilder read = new StringBuilder();
    for (char c : text.toCharArray()) {
      int at = LETTERS.indexOf(c);
      read.append(at < 0 ? c : DIGITS.charAt(at));
    }
    return read.toString();
  }
}
