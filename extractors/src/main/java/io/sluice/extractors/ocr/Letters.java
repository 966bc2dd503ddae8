package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The connected pieces of ink (8 neighbours) that are shaped like letters; rules, pictures and
 * specks are left out.
 *
 * @param ink the pixels of those pieces
 * @param count how many pieces
 * @param height median height of the pieces in pixels, each weighted by its ink, so that dots count
 *     little; 0 if none
 * @param sideways whether most letters have their neighbour above or below: fixed-pitch print lines
 *     up in columns too, but its letters stand closer along the line than across
 */
record Letters(Ink ink, int count, int height, boolean sideways) {
  private static final int TALLEST = 150;

  static Letters in(Ink ink) {
    BitSet open = (BitSet) ink.bits().clone();
    BitSet letters = new BitSet(ink.width() * ink.height());
    int[] inkByHeight = new int[TALLEST + 1];
    int[] boxes = new int[4096];
    int n = 0;
    Piece piece = new Piece(ink.width(), ink.height());
    for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start)) {
      piece.fill(open, start);
      if (piece.likeALetter()) {
        boxes = 4 * n == boxes.length ? Arrays.copyOf(boxes, 8 * n) : boxes;
        piece.writeBox(boxes, 4 * n);
        inkByHeight[piece.bottom - piece.top + 1] += piece.area;
        n++;
        piece.copyTo(letters);
      }
    }
    Ink print = new Ink(ink.width(), ink.height(), letters);
    return new Letters(print, n, middle(inkByHeight), sideways(print, boxes, n));
  }

  /** The boxes of those pieces, {left, top, right, bottom} in pixels, each edge within. */
  static List<int[]> boxes(Ink ink) {
    BitSet open = (BitSet) ink.bits().clone();
    List<int[]> boxes = new ArrayList<>();
    Piece piece = new Piece(ink.width(), ink.height());
    for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start)) {
      piece.fill(open, start);
      if (piece.likeALetter()) {
        int[] box = new int[4];
        piece.writeBox(box, 0);
        boxes.add(box);
      }
    }
    return boxes;
  }

  private static int middle(int[] weights) {
    long half = Arrays.stream(weights).asLongStream().sum() / 2;
    int value = 0;
    for (long seen = 0; seen + weights[value] < half; value++) {
      seen += weights[value];
    }
    return value;
  }

  private static boolean sideways(Ink print, int[] boxes, int count) {
    int along = 0;
    int across = 0;
    for (int i = 0; i < 4 * count; i += 4) {
      int reach = 2 * Math.max(boxes[i + 2] - boxes[i], boxes[i + 3] - boxes[i + 1]);
      int right = gap(print, boxes[i + 2], (boxes[i + 1] + boxes[i + 3]) / 2, 1, 0, reach);
      int below = gap(print, (boxes[i] + boxes[i + 2]) / 2, boxes[i + 3], 0, 1, reach);
      along += right < below ? 1 : 0;
      across += below < right ? 1 : 0;
    }
    return across > 1.5 * along;
  }

  /** Steps from a point to the next ink, at most {@code reach}. */
  private static int gap(Ink print, int x, int y, int dx, int dy, int reach) {
    int steps = 1;
    while (steps < reach && !print.contains(x + steps * dx, y + steps * dy)) {
      steps++;
    }
    return steps;
  }

  /** One connected piece; reused for all, as a page has thousands. */
  private static final class Piece {
    private final int width;
    private final int height;
    private int[] pixels = new int[4096];
    private int area;
    private int left;
    private int right;
    private int top;
    private int bottom;

    private Piece(int width, int height) {
      this.width = width;
      this.height = height;
    }

    /** Takes the piece around {@code start} out of {@code open}. */
    private void fill(BitSet open, int start) {
      area = 0;
      left = width;
      right = 0;
      top = height;
      bottom = 0;
      take(open, start);
      // The pixels taken so far are the queue as well.
      for (int next = 0; next < area; next++) {
        int x = pixels[next] % width;
        int y = pixels[next] / width;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
            if (open.get(ny * width + nx)) {
              take(open, ny * width + nx);
            }
          }
        }
      }
    }

    private void take(BitSet open, int at) {
      open.clear(at);
      pixels = area == pixels.length ? Arrays.copyOf(pixels, 2 * area) : pixels;
      pixels[area++] = at;
      left = Math.min(left, at % width);
      right = Math.max(right, at % width);
      top = Math.min(top, at / width);
      bottom = Math.max(bottom, at / width);
    }

    private boolean likeALetter() {
      int w = right - left + 1;
      int h = bottom - top + 1;
      return area >= 8
          && h >= 5
          && h <= TALLEST
          && w >= 2
          && w <= 4 * h
          && h <= 6 * w
          && area >= 0.1 * w * h;
    }

    private void writeBox(int[] boxes, int at) {
      boxes[at] = left;
      boxes[at + 1] = top;
      boxes[at + 2] = right;
      boxes[at + 3] = bottom;
    }

    private void copyTo(BitSet target) {
      for (int i = 0; i < area; i++) {
        target.set(pixels[i]);
      }
    }
  }
}
