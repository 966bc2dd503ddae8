package io.sluice.extractors.ocr;

import java.util.BitSet;

/** Which pixels are print: darker than the mean of their surroundings. */
record Ink(int width, int height, BitSet bits) {
  /** Darker than the mean around by this share is ink (Bradley and Roth, 2007). */
  private static final double DARKER = 0.82;

  boolean contains(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height && bits.get(y * width + x);
  }

  static Ink of(GrayImage image) {
    int w = image.width();
    int h = image.height();
    int radius = Math.max(8, Math.max(w, h) / 48);
    long[] sums = columnsUpTo(image);
    BitSet bits = new BitSet(w * h);
    for (int y = 0; y < h; y++) {
      int top = Math.max(0, y - radius);
      int bottom = Math.min(h, y + radius + 1);
      for (int x = 0; x < w; x++) {
        int left = Math.max(0, x - radius);
        int right = Math.min(w, x + radius + 1);
        long sum =
            sums[bottom * (w + 1) + right]
                - sums[top * (w + 1) + right]
                - sums[bottom * (w + 1) + left]
                + sums[top * (w + 1) + left];
        double mean = (double) sum / ((bottom - top) * (right - left));
        // The constant keeps the grain of dark paper and of photos from becoming ink.
        if (image.at(x, y) < mean * DARKER - 4) {
          bits.set(y * w + x);
        }
      }
    }
    return new Ink(w, h, bits);
  }

  /** Summed areas, one row and column larger than the image. */
  private static long[] columnsUpTo(GrayImage image) {
    int stride = image.width() + 1;
    long[] sums = new long[stride * (image.height() + 1)];
    for (int y = 0; y < image.height(); y++) {
      long row = 0;
      for (int x = 0; x < image.width(); x++) {
        row += image.at(x, y);
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
      }
    }
    return sums;
  }
}
