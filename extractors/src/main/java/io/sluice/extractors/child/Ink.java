package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Compares what is printed with what the text layer says. A scan may carry a text layer that says
 * something else, for instance a record of metadata hidden behind the image: what people see is the
 * image.
 */
final class Ink {
  /** More than this share of the ink outside of all words needs an explanation. */
  private static final double OUTSIDE = 0.5;

  /** Of words that are printed where they claim to be, nearly all have ink in their box. */
  private static final double WORDS_WITH_INK = 0.8;

  /** A printed word covers more than this share of its box, and less than the rest. */
  private static final double LEAST_INK_OF_A_WORD = 0.03;

  private Ink() {}

  /** Whether the words stand where the ink is. The raster is gray, {@code dpi} pixels an inch. */
  static boolean isExplainedBy(List<PlacedWord> words, BufferedImage raster, double dpi) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] pixels = Gray.bytes(raster);
    boolean[] covered = new boolean[pixels.length];
    double scale = dpi / 72;
    int inked = 0;
    for (PlacedWord word : words) {
      int x0 = clamp(word.x0() * scale, width);
      int x1 = clamp(Math.ceil(word.x1() * scale), width);
      int y0 = clamp(word.y0() * scale, height);
      int y1 = clamp(Math.ceil(word.y1() * scale), height);
      int ink = 0;
      for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++) {
          int i = y * width + x;
          covered[i] = true;
          ink += isInk(pixels[i]) ? 1 : 0;
        }
      }
      double share = (double) ink / Math.max(1, (x1 - x0) * (y1 - y0));
      inked += share >= LEAST_INK_OF_A_WORD && share <= 1 - LEAST_INK_OF_A_WORD ? 1 : 0;
    }
    if (inked >= WORDS_WITH_INK * words.size()) {
      return true;
    }
    long all = 0;
    long outside = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (isInk(pixels[i])) {
        all++;
        outside += covered[i] ? 0 : 1;
      }
    }
    return outside <= OUTSIDE * all;
  }

  private static boolean isInk(byte pixel) {
    return (pixel & 0xff) < Gray.INK;
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
