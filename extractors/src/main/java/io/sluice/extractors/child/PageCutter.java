package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.ChildTask.Slice;
import io.sluice.extractors.frames.ChildTask.WantedPdf;
import io.sluice.extractors.frames.Frame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/** New PDFs of pages of one or several documents. The same task makes the same bytes. */
final class PageCutter {
  private static final float QUALITY = 0.9f;

  /** Tells what a file is. */
  interface Detection {
    String of(Path file, @Nullable String hint) throws IOException;
  }

  private final Path folder;
  private final Detection detection;
  private final Report report;

  PageCutter(Path folder, Detection detection, Report report) {
    this.folder = folder;
    this.detection = detection;
    this.report = report;
  }

  void cut(List<WantedPdf> pdfs) throws IOException {
    report.send(new Frame.Detected("application/pdf", "cutter"));
    int pages = 0;
    for (WantedPdf pdf : pdfs) {
      for (Slice slice : pdf.slices()) {
        pages += Math.max(0, slice.lastPage() - slice.firstPage() + 1);
      }
    }
    Pages.check(pages, report);
    report.send(new Frame.PageCount(pages));
    for (WantedPdf pdf : pdfs) {
      make(pdf);
    }
  }

  private void make(WantedPdf wanted) throws IOException {
    // What the pages share with their documents is read when the new one is saved.
    Deque<PDDocument> sources = new ArrayDeque<>();
    try (PDDocument target = new PDDocument()) {
      for (Slice slice : wanted.slices()) {
        Path file = folder.resolve(slice.file());
        String type = detection.of(file, slice.mediaTypeHint());
        if (type.equals("application/pdf")) {
          PDDocument source = PdfReader.open(file);
          sources.push(source);
          check(slice, PdfReader.pages(source, report));
          PageCopies copies = new PageCopies(source, target);
          for (int page = slice.firstPage(); page <= slice.lastPage(); page++) {
            copies.add(page - 1);
          }
        } else if (ImageReading.reads(type)) {
          images(file, slice, target);
        } else {
          throw new RefusedException(
              Reason.UNSUPPORTED_TYPE,
              "%s has no pages; only PDFs and images can be cut and joined".formatted(type));
        }
      }
      if (target.getNumberOfPages() == 0) {
        throw new RefusedException(
            Reason.EMPTY, "a document without pages was asked for; name at least one page");
      }
      // The id in the file's end is made of the time otherwise, and no two runs would agree.
      target.setDocumentId(0L);
      Path part = report.newPart();
      target.save(part.toFile());
      if (Files.size(part) > report.room()) {
        throw report.tooLarge();
      }
      report.part(wanted.name(), "application/pdf", part);
    } finally {
      while (!sources.isEmpty()) {
        sources.pop().close();
      }
    }
  }

  private static void check(Slice slice, int pages) throws RefusedException {
    if (slice.firstPage() < 1 || slice.lastPage() < slice.firstPage() || slice.lastPage() > pages) {
      throw new RefusedException(
          Reason.UNREADABLE_RECORD,
          "pages %d to %d were asked for of a document of %d; name pages that it has"
              .formatted(slice.firstPage(), slice.lastPage(), pages));
    }
  }

  private void images(Path file, Slice slice, PDDocument target) throws IOException {
    try (ImageFile image = ImageFile.open(file, report)) {
      check(slice, image.pages());
      for (int i = slice.firstPage() - 1; i < slice.lastPage(); i++) {
        ImageFile.Decoded decoded = image.page(i, true);
        Pages.Size size = Pages.Size.of(decoded.image(), decoded.dpi());
        PDPage page = new PDPage(new PDRectangle(size.width(), size.height()));
        target.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(target, page)) {
          content.drawImage(
              picture(file, image, decoded.image(), target), 0, 0, size.width(), size.height());
        }
      }
    } catch (RuntimeException e) {
      throw ImageReading.damaged(e);
    }
  }

  private static PDImageXObject picture(
      Path file, ImageFile image, BufferedImage decoded, PDDocument target) throws IOException {
    boolean jpeg = image.format().equals("jpeg") || image.format().equals("jpg");
    if (jpeg && image.orientation() == 1) {
      // As it came: another compression would cost what OCR reads.
      return JPEGFactory.createFromByteArray(target, Files.readAllBytes(file));
    }
    return jpeg
        ? JPEGFactory.createFromImage(target, decoded, QUALITY)
        : LosslessFactory.createFromImage(target, decoded);
  }
}
