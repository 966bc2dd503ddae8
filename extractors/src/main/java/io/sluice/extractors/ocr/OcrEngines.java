package io.sluice.extractors.ocr;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the engine that a configuration asks for. */
public final class OcrEngines {
  private static final Logger LOG = LoggerFactory.getLogger(OcrEngines.class);

  private OcrEngines() {}

  /**
   * The best engine of this machine under {@code config}. It never fails: what is missing shows in
   * {@link OcrEngine#available} and as {@link OcrException.Unavailable} on reading.
   */
  public static OcrEngine best(OcrConfig config) {
    return switch (config.engine()) {
      case NONE -> new NoOcr("OCR is switched off (ocr.engine: none)");
      case TESSERACT -> new TesseractOcr(config.languages());
      case PP_OCR -> new PpOcr(config.languages());
      case AUTO -> automatic(config);
    };
  }

  private static OcrEngine automatic(OcrConfig config) {
    TesseractOcr tesseract = new TesseractOcr(config.languages());
    PpOcr ppOcr = new PpOcr(config.languages());
    if (tesseract.available()) {
      int narrow = config.languages().equals(List.of("eng")) ? BestOcr.NARROW : 0;
      return ppOcr.available() ? new BestOcr(tesseract, ppOcr, narrow) : tesseract;
    }
    LOG.info("scanned pages are read with pp-ocr alone: {}", tesseract.missing().orElse(""));
    return ppOcr;
  }
}
