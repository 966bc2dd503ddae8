package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * The words of a page in reading order, line by line from the top: forms and invoices set what
 * belongs together on one line, wherever it stands in the content stream. A page in columns is read
 * in the order of its content stream, which is then the better guide.
 */
final class PdfWords {

  /**
   * What the text layer of a page holds.
   *
   * @param needsOcr whether it does not hold what is to be seen
   * @param onAnImage whether an image covers the page: the words may be hidden behind it
   */
  record PageText(List<PlacedWord> words, boolean needsOcr, boolean onAnImage) {}

  PageText read(PDDocument document, PDPage page, int index) throws IOException {
    Stripper sorted = strip(document, page, index, true);
    List<PlacedWord> words = sorted.words;
    if (Columns.inColumns(words)) {
      words = strip(document, page, index, false).words;
    }
    return new PageText(
        words,
        TextLayers.needsOcr(words, sorted.imageShare, sorted.curves, sorted.unmapped),
        sorted.imageShare > TextLayers.ALL_IMAGE);
  }

  private static Stripper strip(PDDocument document, PDPage page, int index, boolean sorted)
      throws IOException {
    Stripper stripper = new Stripper(page);
    stripper.setSortByPosition(sorted);
    stripper.setStartPage(index + 1);
    stripper.setEndPage(index + 1);
    stripper.writeText(document, Writer.nullWriter());
    return stripper;
  }

  private static final class Stripper extends PDFTextStripper {
    final List<PlacedWord> words = new ArrayList<>();
    double imageShare;
    int curves;
    int unmapped;
    private final PDPage page;
    private final GlyphBoxes boxes;
    private boolean startsLine = true;

    Stripper(PDPage page) {
      this.page = page;
      this.boxes = new GlyphBoxes(page);
      addOperator(
          new DrawObject(this) {
            @Override
            public void process(Operator operator, List<COSBase> operands) throws IOException {
              if (operands.size() == 1
                  && operands.getFirst() instanceof COSName name
                  && getResources() != null
                  && getResources().isImageXObject(name)) {
                imageDrawn();
              } else {
                super.process(operator, operands);
              }
            }
          });
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
      switch (operator.getName()) {
        case "c", "v", "y" -> curves++;
        // An inline image or a shading: how large is not worth knowing.
        case "BI", "sh" -> imageShare += TextLayers.SOME_IMAGE;
        default -> {}
      }
      super.processOperator(operator, operands);
    }

    /** An image fills the unit square of its coordinate system. */
    private void imageDrawn() {
      var matrix = getGraphicsState().getCurrentTransformationMatrix();
      double area =
          Math.abs(
              (double) matrix.getScaleX() * matrix.getScaleY()
                  - (double) matrix.getShearX() * matrix.getShearY());
      imageShare += area / boxes.area();
    }

    @Override
    protected void processTextPosition(TextPosition text) {
      String characters = text.getUnicode();
      if (characters == null || TextLayers.isUnmapped(characters)) {
        unmapped++;
      }
      super.processTextPosition(text);
    }

    /** What people have filled in lies in the appearances of form fields, not in the content. */
    @Override
    protected void writePage() throws IOException {
      for (PDAnnotation annotation : page.getAnnotations(PdfWords::carriesText)) {
        showAnnotation(annotation);
      }
      super.writePage();
    }

    @Override
    protected void writeLineSeparator() throws IOException {
      startsLine = true;
      super.writeLineSeparator();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
      Run run = new Run();
      for (TextPosition position : positions) {
        String characters = TextLayers.readable(position.getUnicode());
        for (int i = 0; i < characters.length(); i++) {
          char c = characters.charAt(i);
          if (Character.isWhitespace(c) || c == '\u00a0') {
            end(run);
          } else {
            run.add(c, i == 0 || run.isEmpty() ? position : null);
          }
        }
      }
      end(run);
    }

    private void end(Run run) {
      PlacedWord word = run.word(boxes, startsLine);
      if (word != null) {
        words.add(word);
        startsLine = false;
      }
      run.clear();
    }
  }

  private static boolean carriesText(PDAnnotation annotation) {
    String kind = annotation.getSubtype();
    return !annotation.isHidden()
        && !annotation.isNoView()
        && ("Widget".equals(kind) || "FreeText".equals(kind) || "Stamp".equals(kind));
  }

  /** The glyphs of a word so far. */
  private static final class Run {
    private final StringBuilder text = new StringBuilder();
    private final List<TextPosition> glyphs = new ArrayList<>();

    void add(char c, @Nullable TextPosition glyph) {
      text.append(c);
      if (glyph != null) {
        glyphs.add(glyph);
      }
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    void clear() {
      text.setLength(0);
      glyphs.clear();
    }

    @Nullable PlacedWord word(GlyphBoxes boxes, boolean startsLine) {
      return isEmpty() ? null : boxes.word(text.toString(), glyphs, startsLine);
    }
  }
}
