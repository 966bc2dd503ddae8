package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Goes through a page's content: its words that are seen, and what else there is on it. */
final class PageStripper extends PDFTextStripper {
  /** Paint that lets more than this through may not be seen. */
  private static final double OPAQUE = 0.3;

  private static final double LEAST_SEEN = 0.25;

  final List<PlacedWord> words = new ArrayList<>();
  double imageShare;
  int curves;
  int unmapped;
  Drawing.Verdict verdict = new Drawing.Verdict(Map.of(), 0);

  /** Whether something is drawn from a file outside. */
  boolean drawsFromOutside;

  private final PDPage page;
  private final PageRaster rendering;
  private final GlyphBoxes boxes;
  private final Drawing drawing;
  private final Paths paths;
  private final Inks inks = new Inks();
  // Whether each open marked content is optional; such content may be switched off.
  private final Deque<Boolean> marked = new ArrayDeque<>();
  private int optionalForms;
  private boolean startsLine = true;

  PageStripper(PDPage page, PageRaster rendering) {
    this.page = page;
    this.rendering = rendering;
    this.boxes = new GlyphBoxes(page);
    this.drawing = new Drawing(boxes.page());
    this.paths = new Paths(boxes);
    // A stripper of text leaves colours alone by itself.
    addOperator(new SetNonStrokingColor(this));
    addOperator(new SetNonStrokingColorN(this));
    addOperator(new SetNonStrokingColorSpace(this));
    addOperator(new SetNonStrokingDeviceCMYKColor(this));
    addOperator(new SetNonStrokingDeviceGrayColor(this));
    addOperator(new SetNonStrokingDeviceRGBColor(this));
    addOperator(new Drawn());
  }

  /** Images are measured and left closed; forms are gone through. */
  private final class Drawn extends DrawObject {
    Drawn() {
      super(PageStripper.this);
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) throws IOException {
      COSStream object = object(operands);
      drawsFromOutside |= object != null && object.containsKey(COSName.F);
      if (object != null && COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
        imageDrawn();
        return;
      }
      boolean optional = object != null && object.containsKey(COSName.OC);
      optionalForms += optional ? 1 : 0;
      try {
        super.process(operator, operands);
      } finally {
        optionalForms -= optional ? 1 : 0;
      }
    }

    private @Nullable COSStream object(List<COSBase> operands) {
      if (operands.size() != 1
          || !(operands.getFirst() instanceof COSName name)
          || getResources() == null) {
        return null;
      }
      COSDictionary objects = getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
      return objects == null ? null : objects.getCOSStream(name);
    }
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    switch (operator.getName()) {
      case "c", "v", "y" -> curves++;
      // An inline image or a shading: how large is not worth knowing.
      case "BI" -> {
        imageShare += TextLayers.SOME_IMAGE;
        drawing.filled(unitSquare(), Double.NaN);
      }
      case "sh" -> {
        imageShare += TextLayers.SOME_IMAGE;
        drawing.filled(paths.clip() == null ? boxes.page() : paths.clip(), Double.NaN);
      }
      case "BMC" -> marked.push(false);
      case "BDC" -> marked.push(!operands.isEmpty() && COSName.OC.equals(operands.getFirst()));
      case "EMC" -> marked.poll();
      default -> {
        PDGraphicsState state = getGraphicsState();
        paths
            .operator(operator.getName(), operands, state.getCurrentTransformationMatrix())
            .forEach(area -> drawing.filled(area, light(state)));
      }
    }
    if (Inks.SETS.contains(operator.getName())) {
      colour(operator, operands);
    } else {
      super.processOperator(operator, operands);
    }
  }

  /** A colour that cannot be told must not cost the page its words. */
  private void colour(Operator operator, List<COSBase> operands) {
    try {
      super.processOperator(operator, operands);
      inks.known();
    } catch (IOException | RuntimeException e) {
      inks.unknown();
    }
  }

  @Override
  public void saveGraphicsState() {
    super.saveGraphicsState();
    paths.save();
  }

  @Override
  public void restoreGraphicsState() {
    super.restoreGraphicsState();
    paths.restore();
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    int depth = paths.enter();
    super.showForm(form);
    paths.leave(depth);
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup form) throws IOException {
    int depth = paths.enter();
    super.showTransparencyGroup(form);
    paths.leave(depth);
  }

  private void imageDrawn() {
    Rectangle2D area = unitSquare();
    var matrix = getGraphicsState().getCurrentTransformationMatrix();
    double size =
        Math.abs(
            (double) matrix.getScaleX() * matrix.getScaleY()
                - (double) matrix.getShearX() * matrix.getShearY());
    imageShare += size / boxes.area();
    drawing.filled(area, Double.NaN);
  }

  /** An image fills the unit square of its coordinate system. */
  private Rectangle2D unitSquare() {
    return boxes.around(getGraphicsState().getCurrentTransformationMatrix(), 0, 0, 1, 1);
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    String characters = text.getUnicode();
    if (characters == null || TextLayers.isUnmapped(characters)) {
      unmapped++;
    }
    Rectangle2D box = boxes.around(text);
    drawing.glyph(text, box, size(text), light(getGraphicsState()), doubt(box));
    super.processTextPosition(text);
  }

  private double light(PDGraphicsState state) {
    return inks.light(state.getNonStrokingColor());
  }

  /** What the graphics state says against a glyph's being seen. */
  private @Nullable Unseen doubt(Rectangle2D box) {
    PDGraphicsState state = getGraphicsState();
    RenderingMode mode = state.getTextState().getRenderingMode();
    if (!mode.isFill() && !mode.isStroke()) {
      return Unseen.NOT_PAINTED;
    }
    Rectangle2D clip = paths.clip();
    if (optionalForms > 0 || marked.contains(true) || (clip != null && isCutAway(box, clip))) {
      return Unseen.CUT_AWAY;
    }
    boolean plain =
        mode.isFill()
            && state.getNonStrokeAlphaConstant() > OPAQUE
            && state.getSoftMask() == null
            && (state.getBlendMode() == null || state.getBlendMode() == BlendMode.NORMAL);
    return plain ? null : Unseen.BLENDED;
  }

  /** Cells cut off what is too long for them: half a letter is still seen. */
  private static boolean isCutAway(Rectangle2D box, Rectangle2D clip) {
    Rectangle2D left = box.createIntersection(clip);
    return left.getWidth() < LEAST_SEEN * box.getWidth()
        || left.getHeight() < LEAST_SEEN * box.getHeight();
  }

  /** Of an em in points; 0 where it says nothing: a Type 3 font draws at any scale. */
  private static double size(TextPosition text) {
    return text.getFont() instanceof PDType3Font
        ? 0
        : Math.max(0.001, text.getTextMatrix().getScalingFactorY());
  }

  /** What people have filled in lies in the appearances of form fields, not in the content. */
  @Override
  protected void writePage() throws IOException {
    paths.reset();
    marked.clear();
    for (PDAnnotation annotation : page.getAnnotations(PageStripper::carriesText)) {
      showAnnotation(annotation);
    }
    verdict = drawing.judge(() -> rendering.render(imageShare > TextLayers.ALL_IMAGE));
    if (!verdict.unseen().isEmpty()) {
      charactersByArticle.forEach(article -> article.removeIf(verdict.unseen()::containsKey));
    }
    Overprints.setApart(charactersByArticle);
    super.writePage();
  }

  private static boolean carriesText(PDAnnotation annotation) {
    String kind = annotation.getSubtype();
    return !annotation.isHidden()
        && !annotation.isNoView()
        && ("Widget".equals(kind) || "FreeText".equals(kind) || "Stamp".equals(kind));
  }

  @Override
  protected void startArticle(boolean isLeftToRight) throws IOException {
    startsLine = true;
    super.startArticle(isLeftToRight);
  }

  @Override
  protected void writeLineSeparator() throws IOException {
    startsLine = true;
    super.writeLineSeparator();
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) throws IOException {
    GlyphRun run = new GlyphRun();
    @Nullable TextPosition before = null;
    for (TextPosition position : positions) {
      if (before != null && jumpsBack(before, position)) {
        end(run); // PDFBox looks for gaps to the right alone.
      }
      before = position;
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

  /** Whether a cell was drawn after one to its right: wholly left of it, on the same line. */
  private static boolean jumpsBack(TextPosition before, TextPosition next) {
    return next.getXDirAdj() + next.getWidthDirAdj()
        < before.getXDirAdj() - before.getWidthDirAdj();
  }

  private void end(GlyphRun run) {
    PlacedWord word = run.word(boxes, startsLine);
    if (word != null) {
      words.add(word);
      startsLine = false;
    }
    run.clear();
  }
}
