package io.sluice.extractors.ocr;

/** Chooses the engine that a configuration asks for. */
public final class OcrEngines {

  private OcrEngines() {}

  /**
   * The best engine of this machine under {@code config}. It never fails: what is missing shows in
   * {@link OcrEngine#available} and as {@link OcrException.Unavailable} on reading.
   */
  public static OcrEngine best(OcrConfig config) {
    return switch (config.engine()) {
      case NONE -> new NoOcr("OCR is switched off (ocr.engine: none)");
      case TESSERACT, AUTO, PP_OCR -> new TesseractOcr(config.languages());
    };
  }
}
