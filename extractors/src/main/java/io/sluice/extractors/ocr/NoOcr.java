package io.sluice.extractors.ocr;

import java.awt.image.BufferedImage;
import java.time.Duration;

/** Reads nothing: for {@code engine: none} and where no engine is installed. */
record NoOcr(String why) implements OcrEngine {

  @Override
  public OcrPage read(BufferedImage page, double dpi, Duration limit) throws OcrException {
    throw new OcrException.Unavailable(why);
  }

  @Override
  public String name() {
    return "none";
  }

  @Override
  public boolean available() {
    return false;
  }
}
