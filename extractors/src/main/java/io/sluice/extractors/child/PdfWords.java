package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * The words of a page in reading order, line by line from the top: forms and invoices set what
 * belongs together on one line, wherever it stands in the content stream. A page in columns is read
 * in the order of its content stream, which is then the better guide.
 */
final class PdfWords {
  private final Report report;

  PdfWords(Report report) {
    this.report = report;
  }

  /**
   * What the text layer of a page holds.
   *
   * @param needsOcr whether it does not hold what is to be seen
   * @param onAnImage whether an image covers the page: the words may be hidden behind it
   */
  record PageText(List<PlacedWord> words, boolean needsOcr, boolean onAnImage) {}

  PageText read(PDDocument document, PDPage page, int index, PageRaster rendering)
      throws IOException {
    PageStripper sorted = strip(document, page, index, true, rendering);
    List<PlacedWord> words = sorted.words;
    if (Columns.inColumns(words)) {
      words = strip(document, page, index, false, rendering).words;
    }
    Drawing.count(sorted.verdict.unseen())
        .forEach((why, count) ->
            report.found(ActiveContent.INVISIBLE_TEXT, count, why.how + " on page " + (index + 1)));
    if (sorted.verdict.layer() > 0) {
      report.found(ActiveContent.INVISIBLE_LAYER, sorted.verdict.layer(), "page " + (index + 1));
    }
    if (sorted.drawsFromOutside) {
      report.found(ActiveContent.EXTERNAL_REFERENCE, "a picture on page " + (index + 1));
    }
    return new PageText(
        words,
        TextLayers.needsOcr(words, sorted.imageShare, sorted.curves, sorted.unmapped),
        sorted.imageShare > TextLayers.ALL_IMAGE);
  }

  private static PageStripper strip(
      PDDocument document, PDPage page, int index, boolean sorted, PageRaster rendering)
      throws IOException {
    PageStripper stripper = new PageStripper(page, rendering);
    stripper.setSortByPosition(sorted);
    stripper.setStartPage(index + 1);
    stripper.setEndPage(index + 1);
    stripper.writeText(document, Writer.nullWriter());
    return stripper;
  }
}
