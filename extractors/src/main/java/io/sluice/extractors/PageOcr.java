package io.sluice.extractors;

import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.PlacedWord;
import io.sluice.extractors.ocr.OcrEngine;
import io.sluice.extractors.ocr.OcrException;
import io.sluice.extractors.ocr.OcrPage;
import io.sluice.extractors.ocr.OcrWord;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the scanned pages of one document, within its limits. Not thread-safe. */
final class PageOcr {
  private static final int SHORT_LAYER = 40;

  private final OcrEngine engine;
  private final Duration pageLimit;
  private final int pageCap;
  private final ContentAssembly content;
  private final List<Integer> notRead = new ArrayList<>();
  private final Set<String> engines = new LinkedHashSet<>();
  private Duration left;
  private Duration spent = Duration.ZERO;
  private int pages;

  PageOcr(OcrEngine engine, ExtractorConfig config, ContentAssembly content) {
    this.engine = engine;
    this.pageLimit = config.ocr().pageLimit();
    this.pageCap = config.limits().ocrPages();
    this.left = config.limits().ocrPerDocument();
    this.content = content;
  }

  Duration spent() {
    return spent;
  }

  /** Pages whose words are from OCR. */
  int pages() {
    return pages;
  }

  /** The engines that read pages; empty if none did. */
  Set<String> engines() {
    return engines;
  }

  void read(Frame.ScannedPage page) throws InterruptedException {
    if (pages >= pageCap || !left.isPositive()) {
      if (!page.layered()) {
        notRead.add(page.number());
      }
      keepTextLayer(page);
      return;
    }
    long started = System.nanoTime();
    try {
      Duration limit = pageLimit.compareTo(left) < 0 ? pageLimit : left;
      if (page.layered() && ScanLayer.isGood(page.textLayer())) {
        List<OcrWord> words = ScanLayer.words(page.textLayer());
        List<OcrWord> better = engine.lookAgain(image(page), page.dpi(), words, limit);
        List<PlacedWord> layer = better == words ? page.textLayer() : ScanLayer.placed(better);
        content.page(page.number(), page.width(), page.height(), layer);
        return;
      }
      OcrPage read = engine.read(image(page), page.dpi(), limit);
      if (page.layered()
          ? ScanLayer.isBetter(page.textLayer(), read)
          : textLayerIsBetter(characters(page.textLayer()), characters(read))) {
        keepTextLayer(page);
      } else {
        pages++;
        engines.add(read.engine());
        content.page(page.number(), page.width(), page.height(), read);
      }
    } catch (OcrException e) {
      String code =
          switch (e) {
            case OcrException.TimedOut ignored -> "OCR_TIMED_OUT";
            case OcrException.Unavailable ignored -> "OCR_UNAVAILABLE";
            case OcrException.Failed ignored -> "OCR_FAILED";
          };
      content.warn(
          code, "page %d was not read by OCR: %s".formatted(page.number(), e.getMessage()));
      keepTextLayer(page);
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      left = left.minus(took);
      spent = spent.plus(took);
    }
  }

  /** Says what was left out. */
  void finish() {
    if (!notRead.isEmpty()) {
      content.warn(
          "PAGES_NOT_READ",
          "%d scanned pages, from page %d on, were not read: the limit extractor.limits.ocrPages or extractor.limits.ocrPerDocument was reached"
              .formatted(notRead.size(), notRead.getFirst()));
    }
  }

  private void keepTextLayer(Frame.ScannedPage page) {
    content.page(page.number(), page.width(), page.height(), page.textLayer());
  }

  /**
   * A page number or a heading is exact in the text layer; a longer layer came here because it is
   * doubtful, and stays only where OCR finds next to nothing.
   */
  private static boolean textLayerIsBetter(int layer, int read) {
    return layer > 0 && (layer < SHORT_LAYER ? layer >= 0.95 * read : layer > 2 * read);
  }

  static int characters(List<PlacedWord> words) {
    // What stands for no character is no text.
    return words.stream()
        .mapToInt(word -> (int) word.text().codePoints().filter(Character::isLetterOrDigit).count())
        .sum();
  }

  static int characters(OcrPage page) {
    return page.words().stream()
        .mapToInt(word -> (int) word.text().codePoints().filter(Character::isLetterOrDigit).count())
        .sum();
  }

  private static BufferedImage image(Frame.ScannedPage page) {
    BufferedImage image =
        new BufferedImage(page.pixelWidth(), page.pixelHeight(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(page.gray(), 0, target, 0, target.length);
    return image;
  }
}
