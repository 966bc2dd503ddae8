package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.PlacedWord;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.tika.metadata.TikaCoreProperties;

/**
 * PDF: words with boxes from the text layer, page by page; a page whose text layer does not hold
 * what is to be seen, or may be a poor reading of a scan, is rendered for OCR.
 */
final class PdfReader {
  private final boolean unpack;
  private final Report report;

  PdfReader(boolean unpack, Report report) {
    this.unpack = unpack;
    this.report = report;
  }

  static PDDocument open(Path file) throws IOException {
    return Loader.loadPDF(file.toFile(), "", null, null, IOUtils.createTempFileOnlyStreamCache());
  }

  /** How many pages it has; refused with none, and with more than the limit. */
  static int pages(PDDocument document, Report report) throws RefusedException {
    int pages = document.getNumberOfPages();
    if (pages < 1) {
      throw new RefusedException(
          Reason.CORRUPT, "the PDF has no pages; ask the sender for an intact copy");
    }
    Pages.check(pages, report);
    return pages;
  }

  void read(Path file) throws IOException {
    try (PDDocument document = open(file)) {
      int pages = pages(document, report);
      report.send(new Frame.PageCount(pages));
      information(document);
      PdfAttachments.read(document, unpack, report);
      actions(new PdfActions(report), document, pages);
      pages(document, pages);
    }
  }

  private void actions(PdfActions actions, PDDocument document, int pages) throws IOException {
    try {
      actions.document(document.getDocumentCatalog().getCOSObject());
      for (int i = 0; i < pages; i++) {
        actions.page(document.getPage(i).getCOSObject(), i + 1);
      }
    } catch (RuntimeException e) {
      report.notice("PART_SKIPPED", "the list of actions is damaged: " + e);
    }
  }

  private void pages(PDDocument document, int pages) throws IOException {
    PdfWords words = new PdfWords(report);
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    int unreadable = 0;
    IOException last = new IOException("no page");
    for (int i = 0; i < pages; i++) {
      if (Pages.outOfTime(i, pages, report)) {
        return;
      }
      try {
        page(document.getPage(i), i, words, document, renderer);
      } catch (RefusedException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // One damaged page must not cost the others; the parser throws anything at all.
        unreadable++;
        last = e instanceof IOException io ? io : new IOException(e);
        report.notice("PAGE_UNREADABLE", "page %d is damaged: %s".formatted(i + 1, e));
        report.send(new Frame.TextPage(i + 1, 0, 0, List.of()));
      }
    }
    if (unreadable == pages) {
      throw last;
    }
  }

  private void page(
      PDPage page, int index, PdfWords reader, PDDocument document, PDFRenderer renderer)
      throws IOException {
    Pages.Size size = Pages.Size.of(page);
    PageRaster picture = new PageRaster(renderer, index, size, report.limits());
    PdfWords.PageText text = reader.read(document, page, index, picture);
    List<PlacedWord> words = text.words();
    if (text.needsOcr() || text.onAnImage()) {
      Drawing.Rendering.Shown shown = picture.render(true);
      BufferedImage raster = shown.gray();
      boolean look =
          text.needsOcr() || text.strays() || !Ink.isExplainedBy(words, raster, shown.dpi());
      if ((look || text.layered()) && !Gray.isBlank(raster)) {
        report.send(Pages.scanned(index + 1, raster, shown.dpi(), words, !look));
        return;
      }
    }
    report.send(new Frame.TextPage(index + 1, size.width(), size.height(), words));
  }

  private void information(PDDocument document) throws IOException {
    PDDocumentInformation information = document.getDocumentInformation();
    report.property(TikaCoreProperties.TITLE.getName(), information.getTitle());
    report.property(TikaCoreProperties.CREATOR.getName(), information.getAuthor());
    report.property(TikaCoreProperties.CREATOR_TOOL.getName(), information.getCreator());
    report.property("pdf:producer", information.getProducer());
    report.property("pdf:encrypted", document.isEncrypted() ? "true" : null);
  }
}
