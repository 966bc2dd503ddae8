package io.sluice.extractors.ocr;

import java.util.List;

/**
 * The characters of one line.
 *
 * @param letters from left to right
 * @param strip the image they were read from
 */
record ReadLine(List<Letter> letters, GrayImage strip) {

  /**
   * One character.
   *
   * @param x its middle on the strip, in pixels
   * @param confidence 0..1
   */
  record Letter(String text, double x, double confidence) {
    boolean isSpace() {
      return text.isBlank();
    }
  }

  double meanConfidence() {
    return letters.stream().mapToDouble(Letter::confidence).average().orElse(0);
  }
}
