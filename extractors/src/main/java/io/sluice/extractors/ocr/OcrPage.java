package io.sluice.extractors.ocr;

import java.util.List;

/**
 * What an engine read from one page image.
 *
 * @param words in reading order
 * @param meanConfidence mean over the words, each weighted by its letters and digits; 0 without
 *     words
 * @param engine name of the engine that read it
 * @param skewDegrees clockwise angle of the text lines on the given image, in (-180, 180]; quarter
 *     turns included
 */
public record OcrPage(
    List<OcrWord> words, double meanConfidence, String engine, double skewDegrees) {

  public OcrPage {
    words = List.copyOf(words);
  }

  static OcrPage of(List<OcrWord> words, String engine, double skewDegrees) {
    double weights = 0;
    double sum = 0;
    for (OcrWord word : words) {
      weights += word.weight();
      sum += word.weight() * word.confidence();
    }
    double turned = skewDegrees > 180 ? skewDegrees - 360 : skewDegrees;
    return new OcrPage(words, weights == 0 ? 0 : sum / weights, engine, turned);
  }

  /** Whether as many letters and digits were read as this share of what the ink suggests. */
  boolean covers(PrintTraits traits, double share) {
    return words.stream().mapToInt(OcrWord::weight).sum() >= share * traits.letters();
  }

  /**
   * The letters and digits read, each counted by its confidence: the expected number of right ones.
   */
  double expectedCharacters() {
    return words.stream().mapToDouble(word -> word.weight() * word.confidence()).sum();
  }

  /** The words as text: a space between words, a line feed after each line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    int line = -1;
    for (OcrWord word : words) {
      if (!text.isEmpty()) {
        text.append(word.line() == line ? ' ' : '\n');
      }
      text.append(word.text());
      line = word.line();
    }
    return text.toString();
  }
}
