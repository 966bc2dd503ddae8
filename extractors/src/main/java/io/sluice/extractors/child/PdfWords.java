package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
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
   * @param strays whether the layer of a scan holds words where its picture shows none: such a
   *     layer says something else than the picture, also where the rest of it happens to meet ink
   * @param layered whether an image covers the page and most of the words are the unpainted layer
   *     over it: another OCR's reading
   */
  record PageText(
      List<PlacedWord> words,
      boolean needsOcr,
      boolean onAnImage,
      boolean strays,
      boolean layered) {}

  /**
   * Layers of OCR have up to one glyph in a hundred beside the ink; records of metadata, one in
   * five.
   */
  private static final double STRAYS = 0.05;

  PageText read(PDDocument document, PDPage page, int index, PageRaster rendering)
      throws IOException {
    PageStripper sorted = strip(document, page, index, true, rendering);
    List<PlacedWord> words = sorted.words;
    if (Columns.inColumns(words)) {
      words = strip(document, page, index, false, rendering).words;
    }
    Map<Unseen, Integer> unseen = Drawing.count(sorted.verdict.unseen());
    unseen.forEach((why, count) ->
        report.found(ActiveContent.INVISIBLE_TEXT, count, why.how + " on page " + (index + 1)));
    if (sorted.verdict.layer() > 0) {
      report.found(ActiveContent.INVISIBLE_LAYER, sorted.verdict.layer(), "page " + (index + 1));
    }
    if (sorted.drawsFromOutside) {
      report.found(ActiveContent.EXTERNAL_REFERENCE, "a picture on page " + (index + 1));
    }
    int astray =
        unseen.getOrDefault(Unseen.NOT_PAINTED, 0) + unseen.getOrDefault(Unseen.BEHIND_PICTURE, 0);
    boolean onAnImage = sorted.imageShare > TextLayers.ALL_IMAGE;
    return new PageText(
        words,
        TextLayers.needsOcr(words, sorted.imageShare, sorted.curves, sorted.unmapped),
        onAnImage,
        onAnImage && astray > STRAYS * (astray + sorted.verdict.layer()),
        onAnImage && sorted.verdict.layer() > characters(words) / 2);
  }

  private static int characters(List<PlacedWord> words) {
    return words.stream().mapToInt(word -> word.text().length()).sum();
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
