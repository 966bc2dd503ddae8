package io.sluice.extractors.ocr;

/** Filters on whole pages that make print easier to read for an engine that thresholds globally. */
final class Filters {
  private static final int TILE = 48;

  private Filters() {}

  /** The 3x3 median: takes away specks and keeps edges. Border pixels stay. */
  static GrayImage median(GrayImage image) {
    int w = image.width();
    byte[] source = image.pixels();
    byte[] out = source.clone();
    int[] window = new int[9];
    for (int y = 1; y < image.height() - 1; y++) {
      for (int x = 1; x < w - 1; x++) {
        out[y * w + x] = (byte) median(source, y * w + x, w, window);
      }
    }
    return new GrayImage(w, image.height(), out);
  }

  /** The median of the 3x3 pixels around index {@code at}; {@code window} is scratch space of 9. */
  static int median(byte[] source, int at, int stride, int[] window) {
    int n = 0;
    for (int row = at - stride; row <= at + stride; row += stride) {
      for (int i = row - 1; i <= row + 1; i++) {
        int value = source[i] & 0xff;
        int slot = n++;
        while (slot > 0 && window[slot - 1] > value) {
          window[slot] = window[slot - 1];
          slot--;
        }
        window[slot] = value;
      }
    }
    return window[4];
  }

  /** Brightness of the paper in each tile: the 90th percentile of its pixels, rows of tiles. */
  static int[][] paper(GrayImage image) {
    int columns = (image.width() + TILE - 1) / TILE;
    int rows = (image.height() + TILE - 1) / TILE;
    int[][] paper = new int[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        paper[row][column] = brightTenth(image, column * TILE, row * TILE);
      }
    }
    return paper;
  }

  private static int brightTenth(GrayImage image, int left, int top) {
    int[] histogram = new int[256];
    int right = Math.min(image.width(), left + TILE);
    int bottom = Math.min(image.height(), top + TILE);
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        histogram[image.at(x, y)]++;
      }
    }
    int wanted = Math.max(1, (right - left) * (bottom - top) / 10);
    int level = 255;
    for (int seen = histogram[255]; seen < wanted; seen += histogram[level]) {
      level--;
    }
    return level;
  }

  /** Divides by the brightness of the paper around, so that shadows and gray paper become white. */
  static GrayImage flattened(GrayImage image, int[][] paper) {
    int w = image.width();
    byte[] out = new byte[w * image.height()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < w; x++) {
        double around =
            Math.max(40, interpolated(paper, (x + 0.5) / TILE - 0.5, (y + 0.5) / TILE - 0.5));
        out[y * w + x] = (byte) Math.min(255, (int) (image.at(x, y) * 255 / around));
      }
    }
    return new GrayImage(w, image.height(), out);
  }

  private static double interpolated(int[][] grid, double x, double y) {
    double cx = Math.clamp(x, 0.0, grid[0].length - 1.0);
    double cy = Math.clamp(y, 0.0, grid.length - 1.0);
    int left = (int) cx;
    int top = (int) cy;
    int right = Math.min(left + 1, grid[0].length - 1);
    int bottom = Math.min(top + 1, grid.length - 1);
    double upper = grid[top][left] * (1 - cx + left) + grid[top][right] * (cx - left);
    double lower = grid[bottom][left] * (1 - cx + left) + grid[bottom][right] * (cx - left);
    return upper * (1 - cy + top) + lower * (cy - top);
  }
}
