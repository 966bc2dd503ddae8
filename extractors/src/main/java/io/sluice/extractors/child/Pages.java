package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import io.sluice.extractors.frames.PlacedWord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** What PDF and images have in common. */
final class Pages {
  private Pages() {}

  static void check(int pages, Report report) throws RefusedException {
    int limit = report.limits().pages();
    if (pages > limit) {
      throw new RefusedException(
          Reason.TOO_MANY_PAGES,
          "the document has %,d pages, more than %,d, the limit extractor.limits.pages; split it or raise the limit"
              .formatted(pages, limit));
    }
  }

  /** Whether the document's time is over before page {@code index} (from 0); then says so. */
  static boolean outOfTime(int index, int pages, Report report) throws IOException {
    ParseLimits limits = report.limits();
    double seconds = limits.secondsPerDocument() + pages * limits.secondsPerPage();
    if (index == 0 || report.seconds() < seconds) {
      return false;
    }
    report.notice(
        "PAGES_NOT_READ",
        "pages %d to %d were not read: the first %d took %.0f s, the limit of this document"
            .formatted(index + 1, pages, index, seconds));
    return true;
  }

  static Frame scanned(int number, BufferedImage gray, double dpi, List<PlacedWord> textLayer) {
    return new Frame.ScannedPage(
        number,
        (float) (gray.getWidth() * 72 / dpi),
        (float) (gray.getHeight() * 72 / dpi),
        dpi,
        gray.getWidth(),
        gray.getHeight(),
        Gray.bytes(gray),
        textLayer);
  }
}
