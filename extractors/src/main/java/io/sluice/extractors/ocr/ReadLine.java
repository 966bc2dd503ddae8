package io.sluice.extractors.ocr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The characters of one line.
 *
 * @param letters from left to right, without spaces
 * @param strip the image they were read from
 */
record ReadLine(List<Letter> letters, GrayImage strip) {

  /**
   * One character.
   *
   * @param x its middle on the strip, in pixels
   * @param confidence 0..1
   * @param space the greatest probability of a space since the letter before, 0..1
   * @param twin what it may be instead; null where nothing looks like it
   */
  record Letter(String text, double x, double confidence, double space, @Nullable Twin twin) {}

  /**
   * The likeliest digit that looks like a letter, or letter that looks like a digit.
   *
   * @param confidence 0..1
   */
  record Twin(String text, double confidence) {}

  double meanConfidence() {
    return letters.stream().mapToDouble(Letter::confidence).average().orElse(0);
  }
}
