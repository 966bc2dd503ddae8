package io.sluice.extractors.ocr;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tesseract, and PP-OCR for what Tesseract reads badly.
 *
 * <p>The rule: a page without anything shaped like a letter is empty. Else Tesseract reads it in at
 * most 60 % of the time. Where it fails, its mean confidence is below {@value #SURE}, or it finds
 * less than a quarter of the letters that the ink suggests, PP-OCR reads the page in the time that
 * is left, and the reading with the larger sum of letters and digits, each counted by its
 * confidence, is taken.
 */
final class BestOcr implements OcrEngine {
  static final double SURE = 0.8;
  private static final double FOUND = 0.25;
  private static final Logger LOG = LoggerFactory.getLogger(BestOcr.class);

  private final TesseractOcr first;
  private final PpOcr second;

  BestOcr(TesseractOcr first, PpOcr second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public OcrPage read(BufferedImage page, double dpi, Duration limit)
      throws OcrException, InterruptedException {
    Deadline deadline = Deadline.in(limit);
    GrayImage gray = GrayImage.of(page);
    PrintTraits traits = PrintTraits.of(gray);
    if (traits.letters() == 0) {
      return OcrPage.of(List.of(), name(), 0);
    }
    OcrPage read;
    try {
      read = first.read(gray, traits, dpi, Deadline.in(limit.multipliedBy(6).dividedBy(10)));
    } catch (OcrException.TimedOut | OcrException.Failed e) {
      LOG.debug("tesseract gave up on a page, pp-ocr reads it: {}", e.getMessage());
      return second.read(gray, traits, dpi, deadline);
    }
    boolean good = read.meanConfidence() >= SURE && read.covers(traits, FOUND);
    return good ? read : better(read, gray, traits, dpi, deadline);
  }

  private OcrPage better(
      OcrPage read, GrayImage gray, PrintTraits traits, double dpi, Deadline deadline)
      throws OcrException, InterruptedException {
    try {
      OcrPage other = second.read(gray, traits, dpi, deadline);
      return other.expectedCharacters() > read.expectedCharacters() ? other : read;
    } catch (OcrException.TimedOut e) {
      // A doubtful reading says more than none; its low confidence travels with it.
      LOG.debug("pp-ocr was too slow on a page, tesseract's reading stays: {}", e.getMessage());
      return read;
    }
  }

  @Override
  public String name() {
    return "tesseract or pp-ocr";
  }

  @Override
  public boolean available() {
    return first.available() || second.available();
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
