package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Takes the likeliest class of each step, drops repeats, then blanks and spaces. */
  private List<ReadLine.Letter> decoded(OnnxModel.Result result, int width) {
    int steps = (int) result.shape()[1];
    int classes = (int) result.shape()[2];
    List<ReadLine.Letter> letters = new ArrayList<>();
    int last = 0;
    double space = 0;
    for (int step = 0; step < steps; step++) {
      int from = step * classes;
      int best = likeliest(result.values(), from);
      space = Math.max(space, result.values()[from + alphabet.space()]);
      if (best != 0 && best != last && best != alphabet.space()) {
        String text = alphabet.characters().get(best);
        letters.add(
            new ReadLine.Letter(
                text,
                (step + 0.5) * width / steps,
                Math.clamp(result.values()[from + best], 0f, 1f),
                Math.clamp(space, 0.0, 1.0),
                twin(text, result.values(), from)));
        space = 0;
      }
      last = best;
    }
    return letters;
  }

  private ReadLine.@Nullable Twin twin(String text, float[] values, int from) {
    String likely = "";
    float most = 0;
    for (int i : alphabet.classesOf(LookAlikes.of(text))) {
      if (values[from + i] > most) {
        most = values[from + i];
        likely = alphabet.characters().get(i);
      }
    }
    return likely.isEmpty() ? null : new ReadLine.Twin(likely, Math.clamp(most, 0f, 1f));
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
