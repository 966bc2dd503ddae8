package io.sluice.extractors.ocr;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;

/** Reads words from page images. Implementations are thread-safe and use one core per call. */
public interface OcrEngine extends AutoCloseable {

  /**
   * Reads one page; tilted and turned pages too.
   *
   * @param page the rendered page or photo
   * @param dpi pixels per inch of {@code page}; it only sets the scale of the boxes
   * @param limit wall-clock time for the page
   * @throws OcrException if the page was not read; one sealed type per cause
   * @throws InterruptedException if the thread was interrupted; the engine has stopped
   */
  OcrPage read(BufferedImage page, double dpi, Duration limit)
      throws OcrException, InterruptedException;

  /**
   * Reads what another reading of the page leaves unread or in doubt.
   *
   * @param words that were read, in reading order, with how sure each is
   * @return the words, some replaced and some added; as they are where this engine has no better
   */
  default List<OcrWord> lookAgain(
      BufferedImage page, double dpi, List<OcrWord> words, Duration limit)
      throws InterruptedException {
    return words;
  }

  /** Short name for records and metrics, for instance {@code tesseract}. */
  String name();

  /** Whether this process can use the engine at all. */
  boolean available();

  @Override
  default void close() {}
}
