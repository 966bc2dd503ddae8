package io.sluice.extractors;

import io.sluice.extractors.ocr.Box;
import io.sluice.extractors.ocr.OcrEngine;
import io.sluice.extractors.ocr.OcrPage;
import io.sluice.extractors.ocr.OcrWord;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An OCR engine that remembers what it was shown and always reads the same three words. */
final class StillOcr implements OcrEngine {
  record Shown(int width, int height, double dpi, int darkest) {}

  final List<Shown> shown = new ArrayList<>();

  @Override
  public OcrPage read(BufferedImage page, double dpi, Duration limit) {
    int darkest = 255;
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        darkest = Math.min(darkest, page.getRaster().getSample(x, y, 0));
      }
    }
    shown.add(new Shown(page.getWidth(), page.getHeight(), dpi, darkest));
    return new OcrPage(
        List.of(
            new OcrWord("Received", new Box(50, 80, 110, 95), 0.9, 0),
            new OcrWord("118.00", new Box(50, 110, 90, 125), 0.8, 1),
            new OcrWord(
                "with-thanks-for-twelve-sacks-of-flour", new Box(95, 110, 300, 125), 0.8, 1)),
        0.85,
        "still",
        0);
  }

  @Override
  public String name() {
    return "still";
  }

  @Override
  public boolean available() {
    return true;
  }
}
