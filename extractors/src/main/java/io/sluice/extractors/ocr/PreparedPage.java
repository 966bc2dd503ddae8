package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;

/**
 * A page made upright and scaled for an engine.
 *
 * @param image what the engine reads
 * @param toPoints takes pixels of {@code image} to points on the page as it was given
 */
record PreparedPage(GrayImage image, AffineTransform toPoints) {
  /** Below this tilt, the blur of a rotation costs more than the tilt. */
  private static final double LEAST_TILT = 0.3;

  private static final int MARGIN = 10;

  /**
   * Turns by {@code quarters} (text running down the page is 1, upside down 2) and {@code tilt}
   * degrees, and scales.
   *
   * @param dpi pixels per inch of {@code page}
   * @param scale of the result over {@code page}
   */
  static PreparedPage of(GrayImage page, double dpi, double scale, int quarters, double tilt) {
    int factor = Math.max(1, (int) Math.floor(1.2 / scale));
    GrayImage reduced = page.reduced(factor);
    double rest = scale * factor;
    AffineTransform toPoints =
        AffineTransform.getScaleInstance(72 / dpi * factor, 72 / dpi * factor);
    double angle = Math.abs(tilt) < LEAST_TILT ? 0 : Math.toRadians(tilt);
    if (angle == 0 && quarters == 0 && Math.abs(rest - 1) < 0.1) {
      return new PreparedPage(reduced, toPoints);
    }
    double sin = Math.abs(Math.sin(angle));
    double cos = Math.cos(angle);
    boolean sideways = quarters % 2 == 1;
    double w = sideways ? reduced.height() : reduced.width();
    double h = sideways ? reduced.width() : reduced.height();
    int width = (int) Math.ceil((w * cos + h * sin) * rest) + 2 * MARGIN;
    int height = (int) Math.ceil((h * cos + w * sin) * rest) + 2 * MARGIN;
    AffineTransform toSource =
        AffineTransform.getTranslateInstance(reduced.width() / 2.0, reduced.height() / 2.0);
    toSource.rotate(angle);
    toSource.quadrantRotate(quarters);
    toSource.scale(1 / rest, 1 / rest);
    toSource.translate(-width / 2.0, -height / 2.0);
    toPoints.concatenate(toSource);
    return new PreparedPage(reduced.sampled(toSource, width, height), toPoints);
  }
}
