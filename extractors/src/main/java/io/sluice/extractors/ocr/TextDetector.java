package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds lines of text with a PP-OCR detection network and the post-processing of Differentiable
 * Binarization (Liao et al., 2020): the network marks the core of each line, which is then grown
 * back to the full line.
 */
final class TextDetector implements AutoCloseable {
  private static final float CORE = 0.3f;
  private static final double LEAST_SCORE = 0.55;
  private static final double UNCLIP = 1.6;
  private static final double LEAST_SIDE = 3;
  private static final int STRIDE = 32;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private final OnnxModel model;

  TextDetector(OnnxModel model) {
    this.model = model;
  }

  /** The lines on the image, in no particular order, in its pixels. */
  List<TextRegion> regions(GrayImage image) throws OcrException {
    int width = (image.width() + STRIDE - 1) / STRIDE * STRIDE;
    int height = (image.height() + STRIDE - 1) / STRIDE * STRIDE;
    float[] map = model.run(tensor(image, width, height), height, width).values();
    BitSet open = new BitSet(map.length);
    for (int i = 0; i < map.length; i++) {
      open.set(i, map[i] > CORE);
    }
    List<TextRegion> regions = new ArrayList<>();
    int[] pixels = new int[1024];
    for (int start = open.nextSetBit(0); start >= 0; start = open.nextSetBit(start)) {
      pixels = take(open, start, width, height, pixels);
      int count = pixels[pixels.length - 1];
      region(map, width, pixels, count, regions);
    }
    return regions;
  }

  private static float[] tensor(GrayImage image, int width, int height) {
    float[] tensor = new float[3 * width * height];
    for (int channel = 0; channel < 3; channel++) {
      int plane = channel * width * height;
      float white = (1 - MEAN[channel]) / DEVIATION[channel];
      Arrays.fill(tensor, plane, plane + width * height, white);
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          tensor[plane + y * width + x] =
              (image.at(x, y) / 255f - MEAN[channel]) / DEVIATION[channel];
        }
      }
    }
    return tensor;
  }

  /**
   * Takes the connected piece around {@code start} out of {@code open}; the last element is its
   * size.
   */
  private static int[] take(BitSet open, int start, int width, int height, int[] scratch) {
    int[] pixels = scratch;
    int count = 0;
    pixels[count++] = start;
    open.clear(start);
    for (int next = 0; next < count; next++) {
      int x = pixels[next] % width;
      int y = pixels[next] / width;
      for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          if (open.get(ny * width + nx)) {
            open.clear(ny * width + nx);
            pixels = count >= pixels.length - 1 ? Arrays.copyOf(pixels, 2 * pixels.length) : pixels;
            pixels[count++] = ny * width + nx;
          }
        }
      }
    }
    pixels[pixels.length - 1] = count;
    return pixels;
  }

  private static void region(
      float[] map, int width, int[] pixels, int count, List<TextRegion> regions) {
    double score = 0;
    int[] xs = new int[count];
    int[] ys = new int[count];
    for (int i = 0; i < count; i++) {
      score += map[pixels[i]];
      xs[i] = pixels[i] % width;
      ys[i] = pixels[i] / width;
    }
    TextRegion core = TextRegion.around(xs, ys, count);
    if (score / count < LEAST_SCORE || Math.min(core.along(), core.across()) < LEAST_SIDE) {
      return;
    }
    double growth = core.along() * core.across() * UNCLIP / (2 * (core.along() + core.across()));
    regions.add(core.grown(growth).readable());
  }

  @Override
  public void close() {
    model.close();
  }
}
