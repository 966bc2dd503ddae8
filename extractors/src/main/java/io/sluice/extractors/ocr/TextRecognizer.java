package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Reads a line of text with a PP-OCR recognition network and greedy CTC decoding. */
final class TextRecognizer implements AutoCloseable {
  /** Height of the network's input in pixels. */
  static final int HEIGHT = 48;

  private static final int LEAST_WIDTH = 48;
  private static final int MOST_WIDTH = 2400;

  private final OnnxModel model;
  private final Alphabet alphabet;

  TextRecognizer(OnnxModel model, Alphabet alphabet) {
    this.model = model;
    this.alphabet = alphabet;
  }

  /** Width of the strip for a region, in pixels: the network's height sets the scale. */
  static int width(TextRegion region) {
    double width = HEIGHT * region.along() / Math.max(1, region.across());
    return Math.clamp(Math.round(width), LEAST_WIDTH, MOST_WIDTH);
  }

  /**
   * Reads a strip cut out of the page.
   *
   * @param toPage takes pixels of the strip to pixels of {@code page}
   */
  ReadLine read(GrayImage page, AffineTransform toPage, int width) throws OcrException {
    GrayImage strip = page.sampled(toPage, width, HEIGHT);
    float[] tensor = new float[3 * HEIGHT * width];
    for (int i = 0; i < HEIGHT * width; i++) {
      float value = (strip.pixels()[i] & 0xff) / 127.5f - 1;
      tensor[i] = value;
      tensor[i + HEIGHT * width] = value;
      tensor[i + 2 * HEIGHT * width] = value;
    }
    OnnxModel.Result result = model.run(tensor, HEIGHT, width);
    return new ReadLine(decoded(result, width), strip);
  }

  /** Takes the likeliest class of each step, drops repeats and then blanks. */
  private List<ReadLine.Letter> decoded(OnnxModel.Result result, int width) {
    int steps = (int) result.shape()[1];
    int classes = (int) result.shape()[2];
    List<ReadLine.Letter> letters = new ArrayList<>();
    int last = 0;
    for (int step = 0; step < steps; step++) {
      int best = likeliest(result.values(), step * classes);
      if (best != 0 && best != last) {
        double x = (step + 0.5) * width / steps;
        double confidence = Math.clamp(result.values()[step * classes + best], 0f, 1f);
        letters.add(new ReadLine.Letter(alphabet.characters().get(best), x, confidence));
      }
      last = best;
    }
    return letters;
  }

  private int likeliest(float[] values, int from) {
    int best = 0;
    for (int candidate : alphabet.allowed()) {
      best = values[from + candidate] > values[from + best] ? candidate : best;
    }
    return best;
  }

  @Override
  public void close() {
    model.close();
  }
}
