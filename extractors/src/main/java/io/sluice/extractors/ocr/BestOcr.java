package io.sluice.extractors.ocr;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tesseract or PP-OCR, whichever suits the page.
 *
 * <p>The rule: a page without anything shaped like a letter is empty. PP-OCR reads the print of
 * receipts better, and its price grows with the text: a page with few letters and narrow lines is
 * read by it first if the languages are those that its networks know well; any other page by
 * Tesseract. Where the first engine fails or takes more than 60 % of the time, its mean confidence
 * is below {@value #SURE}, or it finds less than a quarter of the letters that the ink suggests,
 * the other engine reads the page in the time that is left, and the reading with the larger sum of
 * letters and digits, each counted by its confidence, is taken. Of a page that Tesseract read,
 * PP-OCR then reads what is left in doubt ({@link SecondLook}).
 */
final class BestOcr implements OcrEngine {
  static final double SURE = 0.8;

  /** Up to so many letters, PP-OCR takes hardly more CPU time than Tesseract. */
  private static final int FEW = 1000;

  /**
   * How many letters' heights wide the page of a receipt is at most: of 117 receipts 108 are, of 14
   * pages of forms with as few letters none.
   */
  static final int NARROW = 60;

  private static final double FOUND = 0.25;
  private static final Logger LOG = LoggerFactory.getLogger(BestOcr.class);

  private final TesseractOcr tesseract;
  private final PpOcr ppOcr;
  private final int narrow;
  private final SecondLook secondLook;

  /**
   * @param narrow how many letters' heights wide a page may be that PP-OCR reads first; 0 leaves
   *     all pages to Tesseract first
   */
  BestOcr(TesseractOcr tesseract, PpOcr ppOcr, int narrow) {
    this.tesseract = tesseract;
    this.ppOcr = ppOcr;
    this.narrow = narrow;
    this.secondLook = new SecondLook(PpOcr.asItComes());
  }

  private interface Reading {
    OcrPage read(GrayImage gray, PrintTraits traits, double dpi, Deadline deadline)
        throws OcrException, InterruptedException;
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
    boolean slip = slip(gray, traits);
    Reading first = slip ? ppOcr::read : tesseract::read;
    Reading second = slip ? tesseract::read : ppOcr::read;
    OcrPage read;
    try {
      read = first.read(gray, traits, dpi, Deadline.in(limit.multipliedBy(6).dividedBy(10)));
    } catch (OcrException e) {
      LOG.debug("the first engine gave up on a page, the other reads it: {}", e.getMessage());
      return second.read(gray, traits, dpi, deadline);
    }
    if (read.meanConfidence() >= SURE && read.covers(traits, FOUND)) {
      return slip ? read : lookAgain(read, gray, traits, dpi, deadline);
    }
    try {
      OcrPage other = second.read(gray, traits, dpi, deadline);
      OcrPage best = other.expectedCharacters() > read.expectedCharacters() ? other : read;
      return best == read && !slip ? lookAgain(read, gray, traits, dpi, deadline) : best;
    } catch (OcrException e) {
      // A doubtful reading says more than none; its low confidence travels with it.
      LOG.debug("the other engine gave up on a page, the first reading stays: {}", e.getMessage());
      return read;
    }
  }

  @Override
  public List<OcrWord> lookAgain(
      BufferedImage page, double dpi, List<OcrWord> words, Duration limit)
      throws InterruptedException {
    GrayImage gray = GrayImage.of(page);
    OcrPage read = OcrPage.of(words, name(), 0);
    OcrPage again = lookAgain(read, gray, PrintTraits.of(gray), dpi, Deadline.in(limit));
    return again == read ? words : again.words();
  }

  /** What is in doubt is read again, on an upright page in a language that PP-OCR knows well. */
  private OcrPage lookAgain(
      OcrPage read, GrayImage gray, PrintTraits traits, double dpi, Deadline deadline)
      throws InterruptedException {
    boolean upright = !traits.skew().sideways() && Math.abs(read.skewDegrees()) < 45;
    if (narrow == 0 || !upright) {
      return read;
    }
    try {
      return secondLook.at(read, gray, traits, dpi, deadline);
    } catch (OcrException e) {
      LOG.debug("doubts of a page stay: {}", e.getMessage());
      return read;
    }
  }

  private boolean slip(GrayImage page, PrintTraits traits) {
    int across = traits.skew().sideways() ? page.height() : page.width();
    return traits.letters() <= FEW && across <= narrow * traits.letterHeight();
  }

  @Override
  public String name() {
    return "tesseract or pp-ocr";
  }

  @Override
  public boolean available() {
    return tesseract.available() || ppOcr.available();
  }

  @Override
  public void close() {
    tesseract.close();
    ppOcr.close();
    secondLook.close();
  }
}
