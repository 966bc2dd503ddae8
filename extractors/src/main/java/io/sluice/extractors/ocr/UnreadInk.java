package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a page shows letters that no sure word explains: pieces of ink in strips of a line each.
 */
final class UnreadInk {
  /** Pixels an inch at which pieces are found: enough for the smallest print, cheap. */
  private static final double DPI = 100;

  /** Pieces of one line overlap by so much of the smaller one's height. */
  private static final double SAME_LINE = 0.4;

  /** A gap within a strip is no wider than so many heights of the taller piece. */
  private static final double GAP = 1.0;

  /** A page full of it is a picture, or no page for this engine. */
  private static final int MOST_PIECES = 1500;

  /** Of the page's letters; what is smaller is fine print. */
  private static final double LEAST_HEIGHT = 0.8;

  private static final double LARGE = 1.6;

  private UnreadInk() {}

  private static final class Strip {
    private int left;
    private int top;
    private int right;
    private int bottom;
    private int pieces = 1;

    private Strip(int[] box) {
      left = box[0];
      top = box[1];
      right = box[2] + 1;
      bottom = box[3] + 1;
    }

    private int height() {
      return bottom - top;
    }

    private boolean takes(Strip other) {
      int common = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      int gap = Math.max(other.left - right, left - other.right);
      return common > SAME_LINE * Math.min(height(), other.height())
          && gap <= GAP * Math.max(height(), other.height());
    }

    private void take(Strip other) {
      left = Math.min(left, other.left);
      top = Math.min(top, other.top);
      right = Math.max(right, other.right);
      bottom = Math.max(bottom, other.bottom);
      pieces += other.pieces;
    }

    /** A box to tick is one piece as wide as high; a word is wider, or of several. */
    private boolean likeText() {
      return right - left > height() && (pieces > 1 || right - left > 1.5 * height());
    }
  }

  /**
   * Strips of letters, the tallest first, in pixels of the page.
   *
   * @param sure words whose ink is explained
   */
  static List<TextRegion> on(GrayImage page, double dpi, PrintTraits traits, List<OcrWord> sure) {
    int factor = (int) Math.max(1, Math.round(dpi / DPI));
    Ink ink = Ink.of(page.reduced(factor));
    double scale = dpi / 72 / factor;
    sure.forEach(word -> erase(ink, word.box(), scale));
    List<int[]> pieces = Letters.boxes(ink);
    if (pieces.size() > MOST_PIECES) {
      return List.of();
    }
    pieces.sort(Comparator.comparingInt(box -> box[0]));
    List<Strip> strips = new ArrayList<>();
    for (int[] box : pieces) {
      Strip strip = new Strip(box);
      for (int i = strips.size() - 1; i >= 0; i--) {
        if (strips.get(i).takes(strip)) {
          strip.take(strips.remove(i));
        }
      }
      strips.add(strip);
    }
    double tilt = Math.toRadians(traits.skew().degrees());
    return strips.stream()
        .filter(Strip::likeText)
        .filter(strip -> strip.height() * factor > LEAST_HEIGHT * traits.letterHeight())
        .sorted(Comparator.comparingInt(Strip::height).reversed())
        .map(strip -> region(strip, factor, tilt, traits.letterHeight()))
        .toList();
  }

  /**
   * With as much paper around as the lines have that recognition networks learnt from; what is
   * written large by hand is wider than the pieces that were told from rules.
   */
  private static TextRegion region(Strip strip, int factor, double tilt, double letter) {
    double height = (double) factor * strip.height();
    double margin = height > LARGE * letter ? height / 2 : height / 4;
    return new TextRegion(
        factor * (strip.left + strip.right) / 2.0,
        factor * (strip.top + strip.bottom) / 2.0,
        factor * (strip.right - strip.left) + 2 * margin,
        1.5 * height,
        tilt);
  }

  private static void erase(Ink ink, Box box, double scale) {
    int left = clamp(Math.floor(box.left() * scale) - 1, ink.width());
    int right = clamp(Math.ceil(box.right() * scale) + 1, ink.width());
    int bottom = clamp(Math.ceil(box.bottom() * scale) + 1, ink.height());
    for (int y = clamp(Math.floor(box.top() * scale) - 1, ink.height()); y < bottom; y++) {
      ink.bits().clear(y * ink.width() + left, y * ink.width() + Math.max(left, right));
    }
  }

  private static int clamp(double value, int most) {
    return (int) Math.clamp(value, 0, most);
  }
}
