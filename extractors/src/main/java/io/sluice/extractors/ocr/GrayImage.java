package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * 8 bits a pixel, row by row, 0 black to 255 white. Immutable by convention: nobody writes after
 * making one.
 */
record GrayImage(int width, int height, byte[] pixels) {

  private static final int WHITE = 255;

  int at(int x, int y) {
    return pixels[y * width + x] & 0xff;
  }

  static GrayImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] gray = new byte[Math.multiplyExact(width, height)];
    // getRGB would apply a gamma curve to images that are gray already.
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      image.getRaster().getDataElements(0, 0, width, height, gray);
      return new GrayImage(width, height, gray);
    }
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        gray[y * width + x] = (byte) luminanceOnWhite(row[x]);
      }
    }
    return new GrayImage(width, height, gray);
  }

  private static int luminanceOnWhite(int argb) {
    int luminance =
        (299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff) + 500) / 1000;
    int alpha = argb >>> 24;
    return (luminance * alpha + WHITE * (255 - alpha)) / 255;
  }

  BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(pixels, 0, target, 0, pixels.length);
    return image;
  }

  /**
   * Area average over squares of {@code factor} pixels; the last column and row may average less.
   */
  GrayImage reduced(int factor) {
    if (factor <= 1) {
      return this;
    }
    int w = (width + factor - 1) / factor;
    int h = (height + factor - 1) / factor;
    byte[] out = new byte[w * h];
    int[] sums = new int[w];
    for (int y = 0; y < h; y++) {
      Arrays.fill(sums, 0);
      int bottom = Math.min(height, (y + 1) * factor);
      for (int sy = y * factor; sy < bottom; sy++) {
        for (int sx = 0; sx < width; sx++) {
          sums[sx / factor] += at(sx, sy);
        }
      }
      int rows = bottom - y * factor;
      for (int x = 0; x < w; x++) {
        int columns = Math.min(width, (x + 1) * factor) - x * factor;
        out[y * w + x] = (byte) (sums[x] / (rows * columns));
      }
    }
    return new GrayImage(w, h, out);
  }

  /** The smallest factor that leaves at most {@code most} pixels. */
  int reductionTo(long most) {
    int factor = 1;
    while ((long) (width / factor) * (height / factor) > most) {
      factor++;
    }
    return factor;
  }

  /**
   * Samples a new image, bilinear; white outside.
   *
   * @param toSource takes coordinates of the new image to coordinates of this one
   */
  GrayImage sampled(AffineTransform toSource, int w, int h) {
    byte[] out = new byte[Math.multiplyExact(w, h)];
    double dx = toSource.getScaleX();
    double dy = toSource.getShearY();
    for (int y = 0; y < h; y++) {
      // Pixels are squares: the centre of pixel (x, y) lies at (x + 0.5, y + 0.5).
      double sx = 0.5 * dx + (y + 0.5) * toSource.getShearX() + toSource.getTranslateX() - 0.5;
      double sy = 0.5 * dy + (y + 0.5) * toSource.getScaleY() + toSource.getTranslateY() - 0.5;
      for (int x = 0; x < w; x++, sx += dx, sy += dy) {
        out[y * w + x] = (byte) bilinear(sx, sy);
      }
    }
    return new GrayImage(w, h, out);
  }

  private int bilinear(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
      return nearEdge(left, top, x - left, y - top);
    }
    int fx = (int) ((x - left) * 256);
    int fy = (int) ((y - top) * 256);
    int at = top * width + left;
    int upper = (pixels[at] & 0xff) * (256 - fx) + (pixels[at + 1] & 0xff) * fx;
    int lower = (pixels[at + width] & 0xff) * (256 - fx) + (pixels[at + width + 1] & 0xff) * fx;
    return (upper * (256 - fy) + lower * fy + (1 << 15)) >> 16;
  }

  private int nearEdge(int left, int top, double fx, double fy) {
    double upper = orWhite(left, top) * (1 - fx) + orWhite(left + 1, top) * fx;
    double lower = orWhite(left, top + 1) * (1 - fx) + orWhite(left + 1, top + 1) * fx;
    return (int) Math.round(upper * (1 - fy) + lower * fy);
  }

  private int orWhite(int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? WHITE : at(x, y);
  }
}
