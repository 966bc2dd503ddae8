package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Compares what is printed with what the text layer says. A scan may carry a text layer that says
 * something else, for instance a record of metadata hidden behind the image: what people see is the
 * image.
 */
final class Ink {
  /** More than this share of the ink outside of all words needs an explanation. */
  private static final double OUTSIDE = 0.5;

  /**
   * Of words that are printed where they claim to be, nearly all have ink in their box and paper
   * above and below it. Words laid over a dense page at random have ink in their boxes too, but no
   * more than beside them.
   */
  private static final double PRINTED_WORDS = 0.7;

  /** A printed word covers more than this share of its box, and less than the rest. */
  private static final double LEAST_INK_OF_A_WORD = 0.03;

  /** So many times as much ink in the box of a printed word as in the strips above and below. */
  private static final double DENSER = 1.5;

  /** Height of these strips, of the word's. */
  private static final double STRIP = 0.35;

  private Ink() {}

  /** Whether the words stand where the ink is. The raster is gray, {@code dpi} pixels an inch. */
  static boolean isExplainedBy(List<PlacedWord> words, BufferedImage raster, double dpi) {
    Raster pixels = new Raster(Gray.bytes(raster), raster.getWidth(), raster.getHeight());
    boolean[] covered = new boolean[pixels.gray.length];
    double scale = dpi / 72;
    int printed = 0;
    for (PlacedWord word : words) {
      Area box = pixels.area(word, word.y0(), word.y1(), scale);
      box.cover(covered, pixels.width);
      double strip = STRIP * (word.y1() - word.y0());
      double inside = pixels.ink(box);
      double beside =
          (pixels.ink(pixels.area(word, word.y0() - strip, word.y0(), scale))
                  + pixels.ink(pixels.area(word, word.y1(), word.y1() + strip, scale)))
              / 2;
      printed +=
          inside >= LEAST_INK_OF_A_WORD
                  && inside <= 1 - LEAST_INK_OF_A_WORD
                  && inside > DENSER * beside
              ? 1
              : 0;
    }
    return printed >= PRINTED_WORDS * words.size() || pixels.outside(covered) <= OUTSIDE;
  }

  /** Pixels {@code [x0, x1) × [y0, y1)}. */
  private record Area(int x0, int x1, int y0, int y1) {
    void cover(boolean[] covered, int width) {
      for (int y = y0; y < y1; y++) {
        Arrays.fill(covered, y * width + x0, y * width + Math.max(x0, x1), true);
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Made once, never compared.
  private record Raster(byte[] gray, int width, int height) {
    Area area(PlacedWord word, double y0, double y1, double scale) {
      return new Area(
          clamp(word.x0() * scale, width),
          clamp(Math.ceil(word.x1() * scale), width),
          clamp(y0 * scale, height),
          clamp(Math.ceil(y1 * scale), height));
    }

    /** The share of the area's pixels that are ink; 0 of an empty one. */
    double ink(Area area) {
      int ink = 0;
      for (int y = area.y0; y < area.y1; y++) {
        for (int x = area.x0; x < area.x1; x++) {
          ink += isInk(gray[y * width + x]) ? 1 : 0;
        }
      }
      return (double) ink / Math.max(1, (area.x1 - area.x0) * (area.y1 - area.y0));
    }

    /** The share of all ink that lies where nothing is covered; 0 on a page without ink. */
    double outside(boolean[] covered) {
      long all = 0;
      long outside = 0;
      for (int i = 0; i < gray.length; i++) {
        if (isInk(gray[i])) {
          all++;
          outside += covered[i] ? 0 : 1;
        }
      }
      return all == 0 ? 0 : (double) outside / all;
    }
  }

  private static boolean isInk(byte pixel) {
    return (pixel & 0xff) < Gray.INK;
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
