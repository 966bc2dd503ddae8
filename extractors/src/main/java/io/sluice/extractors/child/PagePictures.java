package io.sluice.extractors.child;

import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.Frame;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Pages as pictures for people: as the words were read from them, so that a word's box lies on the
 * word. Nothing is straightened: OCR gives its boxes on the page as it came.
 */
final class PagePictures {
  private final Report report;

  PagePictures(Report report) {
    this.report = report;
  }

  /** Draws what the document has of the wanted pages; nothing for a format without pages. */
  void draw(Path file, String mediaType, ChildTask.Draw task) throws IOException {
    report.send(new Frame.Detected(mediaType, "pictures"));
    if (mediaType.equals("application/pdf")) {
      pdf(file, task);
    } else if (ImageReading.reads(mediaType)) {
      image(file, task);
    }
  }

  private void pdf(Path file, ChildTask.Draw task) throws IOException {
    try (PDDocument document = PdfReader.open(file)) {
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      each(
          task,
          PdfReader.pages(document, report),
          index -> {
            Pages.Size size = Pages.Size.of(document.getPage(index));
            double dpi = size.dpi(task.dpi(), report.limits().pixels());
            send(index, size, renderer.renderImage(index, (float) (dpi / 72), ImageType.RGB));
          });
    }
  }

  private void image(Path file, ChildTask.Draw task) throws IOException {
    try (ImageFile image = ImageFile.open(file, report)) {
      each(
          task,
          image.pages(),
          index -> {
            ImageFile.Decoded page = image.page(index, true);
            Pages.Size size = Pages.Size.of(page.image(), page.dpi());
            send(index, size, reduced(page.image(), Math.min(1, task.dpi() / page.dpi())));
          });
    } catch (RuntimeException e) {
      throw ImageReading.damaged(e);
    }
  }

  private interface Drawing {
    void page(int index) throws IOException;
  }

  private void each(ChildTask.Draw task, int pages, Drawing drawing) throws IOException {
    int first = Math.max(1, task.firstPage());
    int count = Math.min(task.lastPage(), pages) - first + 1;
    report.send(new Frame.PageCount(Math.max(0, count)));
    int unreadable = 0;
    for (int i = 0; i < count; i++) {
      if (Pages.outOfTime(i, count, report)) {
        return;
      }
      try {
        drawing.page(first - 1 + i);
      } catch (RefusedException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // One damaged page must not cost the others; the parser throws anything at all.
        unreadable++;
        if (unreadable == count) {
          throw e;
        }
        report.notice("PAGE_UNREADABLE", "page %d is damaged: %s".formatted(first + i, e));
      }
    }
  }

  private void send(int index, Pages.Size size, BufferedImage picture) throws IOException {
    Path file = report.newPicture();
    ImageIO.write(picture, "png", file.toFile());
    report.send(
        new Frame.Drawn(index + 1, size.width(), size.height(), file.getFileName().toString()));
  }

  /** Halved as long as it goes, so that thin strokes fade and do not vanish. */
  private static BufferedImage reduced(BufferedImage image, double scale) {
    int width = (int) Math.max(1, Math.round(image.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(image.getHeight() * scale));
    BufferedImage from = image;
    while (from.getWidth() > width) {
      BufferedImage to =
          new BufferedImage(
              Math.max(width, from.getWidth() / 2),
              Math.max(height, from.getHeight() / 2),
              from.getType());
      Graphics2D graphics = to.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(from, 0, 0, to.getWidth(), to.getHeight(), null);
      graphics.dispose();
      from = to;
    }
    return from;
  }
}
