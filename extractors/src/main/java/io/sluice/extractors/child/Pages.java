package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import io.sluice.extractors.frames.PlacedWord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

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

  /** Of a page as it is shown, in points. */
  record Size(float width, float height) {
    static Size of(PDPage page) {
      boolean turned = page.getRotation() % 180 != 0;
      PDRectangle crop = page.getCropBox();
      return turned
          ? new Size(crop.getHeight(), crop.getWidth())
          : new Size(crop.getWidth(), crop.getHeight());
    }

    static Size of(BufferedImage image, double dpi) {
      return new Size(
          (float) (image.getWidth() * 72 / dpi), (float) (image.getHeight() * 72 / dpi));
    }

    /** The wanted resolution, or less where a picture would have more pixels than allowed. */
    double dpi(double wanted, int mostPixels) {
      return Math.min(wanted, Math.sqrt(mostPixels / ((double) width * height)) * 72);
    }
  }

  static Frame scanned(
      int number, BufferedImage gray, double dpi, List<PlacedWord> textLayer, boolean layered) {
    Size size = Size.of(gray, dpi);
    return new Frame.ScannedPage(
        number,
        size.width(),
        size.height(),
        dpi,
        gray.getWidth(),
        gray.getHeight(),
        Gray.bytes(gray),
        textLayer,
        layered);
  }
}
