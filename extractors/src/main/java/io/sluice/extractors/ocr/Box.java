package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** An upright rectangle in PDF points (1/72 inch); origin top left, y downwards. */
public record Box(double left, double top, double right, double bottom) {

  public Box {
    if (!(left <= right && top <= bottom)) {
      throw new IllegalArgumentException(
          "box: left <= right and top <= bottom, not "
              + left
              + ","
              + top
              + ","
              + right
              + ","
              + bottom);
    }
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  /** The upright hull of a rectangle of pixels, taken to points by {@code toPoints}. */
  static Box mapped(
      double left, double top, double right, double bottom, AffineTransform toPoints) {
    Rectangle2D hull =
        toPoints
            .createTransformedShape(new Rectangle2D.Double(left, top, right - left, bottom - top))
            .getBounds2D();
    return new Box(hull.getMinX(), hull.getMinY(), hull.getMaxX(), hull.getMaxY());
  }
}
