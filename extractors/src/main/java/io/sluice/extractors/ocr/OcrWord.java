package io.sluice.extractors.ocr;

/**
 * A word read from an image.
 *
 * @param text never blank, without spaces
 * @param box the upright hull of the word on the page as it was given, in points
 * @param confidence 0..1 as the engine states it; not calibrated, and not comparable between
 *     engines
 * @param line index of the text line on the page, in reading order from 0
 */
public record OcrWord(String text, Box box, double confidence, int line) {

  public OcrWord {
    if (text.isBlank()) {
      throw new IllegalArgumentException("text: a word is never blank");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence: 0 to 1, not " + confidence);
    }
  }

  OcrWord onLine(int other) {
    return new OcrWord(text, box, confidence, other);
  }

  /** How many letters and digits the word has; what is left of rules and specks has none. */
  int weight() {
    return (int) text.codePoints().filter(Character::isLetterOrDigit).count();
  }
}
