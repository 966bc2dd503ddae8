package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;

/**
 * Boxes of glyphs on the page as it is shown: from the baseline, its direction and the font's
 * height, turned by the page's rotation.
 */
final class GlyphBoxes {
  /** How far letters reach below the baseline, as a share of the height above it. */
  private static final double DESCENT = 0.3;

  private final int rotation;
  private final float width;
  private final float height;
  private final float left;
  private final float bottom;

  GlyphBoxes(PDPage page) {
    PDRectangle crop = page.getCropBox();
    rotation = page.getRotation();
    width = crop.getWidth();
    height = crop.getHeight();
    left = crop.getLowerLeftX();
    bottom = crop.getLowerLeftY();
  }

  double area() {
    return Math.max(1, (double) width * height);
  }

  /** The page as it is shown. */
  Rectangle2D page() {
    boolean turned = rotation == 90 || rotation == 270;
    return new Rectangle2D.Double(0, 0, turned ? height : width, turned ? width : height);
  }

  /** Around one glyph. */
  Rectangle2D around(TextPosition glyph) {
    Bounds bounds = new Bounds();
    add(bounds, glyph);
    return bounds.rectangle();
  }

  /** Around a rectangle of the coordinate system that the matrix leads to. */
  Rectangle2D around(Matrix matrix, double x0, double y0, double x1, double y1) {
    Bounds bounds = new Bounds();
    for (double x : new double[] {x0, x1}) {
      for (double y : new double[] {y0, y1}) {
        var point = matrix.transformPoint((float) x, (float) y);
        corner(bounds, point.x - left, point.y - bottom);
      }
    }
    return bounds.rectangle();
  }

  PlacedWord word(String text, List<TextPosition> glyphs, boolean startsLine) {
    Bounds bounds = new Bounds();
    for (TextPosition glyph : glyphs) {
      add(bounds, glyph);
    }
    return new PlacedWord(
        text,
        (float) bounds.x0,
        (float) bounds.y0,
        (float) bounds.x1,
        (float) bounds.y1,
        startsLine);
  }

  private void add(Bounds bounds, TextPosition glyph) {
    Matrix matrix = glyph.getTextMatrix();
    double up = Math.hypot(matrix.getValue(1, 0), matrix.getValue(1, 1));
    double upX = up == 0 ? 0 : matrix.getValue(1, 0) / up;
    double upY = up == 0 ? 1 : matrix.getValue(1, 1) / up;
    double above = Math.abs(glyph.getHeightDir());
    double below = above * DESCENT;
    double x0 = matrix.getTranslateX();
    double y0 = matrix.getTranslateY();
    double x1 = glyph.getEndX();
    double y1 = glyph.getEndY();
    corner(bounds, x0 + upX * above, y0 + upY * above);
    corner(bounds, x1 + upX * above, y1 + upY * above);
    corner(bounds, x0 - upX * below, y0 - upY * below);
    corner(bounds, x1 - upX * below, y1 - upY * below);
  }

  /** From user space (origin bottom left) to the page as it is shown (origin top left). */
  private void corner(Bounds bounds, double x, double y) {
    switch (rotation) {
      case 90 -> bounds.add(y, x);
      case 180 -> bounds.add(width - x, y);
      case 270 -> bounds.add(height - y, width - x);
      default -> bounds.add(x, height - y);
    }
  }

  private static final class Bounds {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = Double.POSITIVE_INFINITY;
    double x1 = Double.NEGATIVE_INFINITY;
    double y1 = Double.NEGATIVE_INFINITY;

    void add(double x, double y) {
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x);
      y1 = Math.max(y1, y);
    }

    Rectangle2D rectangle() {
      return new Rectangle2D.Double(x0, y0, x1 - x0, y1 - y0);
    }
  }
}
