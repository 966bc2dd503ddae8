package io.sluice.extractors.child;

import io.sluice.extractors.child.Drawing.Rendering.Shown;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import java.io.IOException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/** The picture of one page, rendered when somebody asks, and not twice for the same answer. */
final class PageRaster {
  /** Enough to see whether there is a word. */
  private static final double COARSE_DPI = 100;

  private final PDFRenderer renderer;
  private final int index;
  private final double fineDpi;
  private @Nullable Shown last;

  /**
   * @param index of the page, from 0
   */
  PageRaster(PDFRenderer renderer, int index, Pages.Size size, ParseLimits limits) {
    this.renderer = renderer;
    this.index = index;
    this.fineDpi = size.dpi(limits.dpi(), limits.pixels());
  }

  /**
   * @param fine as OCR needs it, else as a glance needs it
   */
  Shown render(boolean fine) throws IOException {
    double dpi = fine ? fineDpi : Math.min(COARSE_DPI, fineDpi);
    Shown shown = last;
    if (shown == null || shown.dpi() < dpi) {
      shown = new Shown(renderer.renderImage(index, (float) (dpi / 72), ImageType.GRAY), dpi);
      last = shown;
    }
    return shown;
  }
}
