package io.sluice.extractors;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * How much of a text does not look like words, whatever its language: capitals, digits and signs
 * within small letters, as poor OCR leaves them. Reads no dictionary.
 */
final class OddWords {
  /** Letters of one case, perhaps after a capital, or digits. */
  private static final String PART = "(?:\\p{Lu}?[\\p{Ll}\\p{Lo}\\p{M}]+|\\p{Lu}+s?|\\d+)";

  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{Ps}\\p{Pi}\\p{Sc}\"'#]*"
              + "(?:(?:\\p{Lu}\\.)+|\\d[\\d.,:/-]*(?:st|nd|rd|th)?|"
              + (PART + "(?:['’/&.@_-]" + PART + ")*)")
              + "[\\p{Pe}\\p{Pf}\"'.,;:?!%]*");

  private OddWords() {}

  /** The share of the words with a letter or a digit that are odd, in [0, 1]; 0 without such. */
  static double share(Collection<String> words) {
    long told = words.stream().filter(OddWords::isTold).count();
    return told == 0 ? 0 : words.stream().filter(OddWords::isOdd).count() / (double) told;
  }

  static boolean isOdd(String word) {
    return isTold(word) && !WORD.matcher(word).matches();
  }

  private static boolean isTold(String word) {
    return word.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
