package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.util.HashMap;
import java.util.Map;

/**
 * A page at whole fractions of its size, so that sampling small copies of large print does not
 * alias.
 */
final class Pyramid {
  private final GrayImage page;
  private final Map<Integer, GrayImage> levels = new HashMap<>();

  Pyramid(GrayImage page) {
    this.page = page;
  }

  /** A reduced page; one pixel of it covers {@code factor} squared pixels of the page. */
  record Level(GrayImage image, int factor) {
    AffineTransform toLevel(AffineTransform toPage) {
      AffineTransform transform = AffineTransform.getScaleInstance(1.0 / factor, 1.0 / factor);
      transform.concatenate(toPage);
      return transform;
    }
  }

  /** The level of which a step of one sampled pixel covers less than about two. */
  Level levelFor(AffineTransform toPage) {
    double step = Math.sqrt(Math.abs(toPage.getDeterminant()));
    int factor = (int) Math.clamp((long) Math.floor(step / 1.2), 1, 16);
    return new Level(levels.computeIfAbsent(factor, page::reduced), factor);
  }
}
