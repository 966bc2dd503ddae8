package io.sluice.extractors;

import io.sluice.extractors.frames.PlacedWord;
import io.sluice.extractors.ocr.Box;
import io.sluice.extractors.ocr.OcrPage;
import io.sluice.extractors.ocr.OcrWord;
import java.util.ArrayList;
import java.util.List;

/**
 * The text layer that another OCR left over a scan: how well it was read, and its words as ours.
 */
final class ScanLayer {
  /**
   * Odd words of more than this share are a poor reading. Of 127 such pages of filings 15 are
   * worse, and our own OCR has fewer odd words on each of these.
   */
  private static final double POOR = 0.04;

  /** A reading with fewer letters than this share of the layer's has lost some. */
  private static final double ALL_LETTERS = 0.8;

  /** What a second look holds against a word: it believes those that look like words. */
  private static final double IN_DOUBT = 0.5;

  private ScanLayer() {}

  static boolean isGood(List<PlacedWord> layer) {
    return odd(layer) <= POOR;
  }

  /** Whether a poor layer is still better than what OCR read. */
  static boolean isBetter(List<PlacedWord> layer, OcrPage read) {
    double odd = OddWords.share(read.words().stream().map(OcrWord::text).toList());
    return odd >= odd(layer) || PageOcr.characters(read) < ALL_LETTERS * PageOcr.characters(layer);
  }

  private static double odd(List<PlacedWord> layer) {
    return OddWords.share(layer.stream().map(PlacedWord::text).toList());
  }

  static List<OcrWord> words(List<PlacedWord> layer) {
    List<OcrWord> words = new ArrayList<>();
    int line = -1;
    for (PlacedWord word : layer) {
      line += word.startsLine() || line < 0 ? 1 : 0;
      float x0 = finite(word.x0());
      float y0 = finite(word.y0());
      Box box = new Box(x0, y0, Math.max(x0, finite(word.x1())), Math.max(y0, finite(word.y1())));
      double confidence = OddWords.isOdd(word.text()) ? IN_DOUBT : 1;
      words.add(new OcrWord(word.text(), box, confidence, line));
    }
    return words;
  }

  /** A damaged font's widths may be no number. */
  private static float finite(float points) {
    return Float.isFinite(points) ? points : 0;
  }

  static List<PlacedWord> placed(List<OcrWord> words) {
    List<PlacedWord> placed = new ArrayList<>();
    int line = -1;
    for (OcrWord word : words) {
      Box box = word.box();
      placed.add(
          new PlacedWord(
              word.text(),
              (float) box.left(),
              (float) box.top(),
              (float) box.right(),
              (float) box.bottom(),
              word.line() != line));
      line = word.line();
    }
    return placed;
  }
}
