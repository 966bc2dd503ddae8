package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A tilted rectangle around a line of text, in pixels.
 *
 * @param x centre
 * @param y centre
 * @param along length in reading direction
 * @param across height of the line
 * @param angle clockwise angle of the reading direction in radians
 */
record TextRegion(double x, double y, double along, double across, double angle) {
  /** A region this much taller than wide is text that runs down the page. */
  private static final double VERTICAL = 1.5;

  private record Point(double x, double y) {}

  /**
   * The rectangle of least area around the points.
   *
   * @param xs and {@code ys} hold {@code count} points
   */
  static TextRegion around(int[] xs, int[] ys, int count) {
    List<Point> hull = hull(xs, ys, count);
    TextRegion best = atAngle(hull, 0);
    for (int i = 0; i < hull.size(); i++) {
      Point from = hull.get(i);
      Point to = hull.get((i + 1) % hull.size());
      double edge = Math.atan2(to.y - from.y, to.x - from.x);
      // Rectangles repeat each quarter turn: keep the angle within -45..45 degrees.
      double angle = edge - Math.round(edge / (Math.PI / 2)) * (Math.PI / 2);
      TextRegion next = atAngle(hull, angle);
      best = next.along * next.across < best.along * best.across * 0.999 ? next : best;
    }
    return best;
  }

  private static TextRegion atAngle(List<Point> hull, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (Point p : hull) {
      double u = p.x * cos + p.y * sin;
      double v = p.y * cos - p.x * sin;
      left = Math.min(left, u);
      right = Math.max(right, u);
      top = Math.min(top, v);
      bottom = Math.max(bottom, v);
    }
    double u = (left + right) / 2;
    double v = (top + bottom) / 2;
    return new TextRegion(u * cos - v * sin, u * sin + v * cos, right - left, bottom - top, angle);
  }

  /** Andrew's monotone chain. */
  private static List<Point> hull(int[] xs, int[] ys, int count) {
    List<Point> sorted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sorted.add(new Point(xs[i], ys[i]));
    }
    sorted.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
    List<Point> hull = new ArrayList<>(chain(sorted));
    hull.addAll(chain(sorted.reversed()));
    return hull;
  }

  private static List<Point> chain(List<Point> sorted) {
    List<Point> chain = new ArrayList<>();
    for (Point p : sorted) {
      while (chain.size() >= 2 && !turnsLeft(chain.get(chain.size() - 2), chain.getLast(), p)) {
        chain.removeLast();
      }
      chain.add(p);
    }
    // The last point begins the other chain.
    return chain.size() > 1 ? chain.subList(0, chain.size() - 1) : chain;
  }

  private static boolean turnsLeft(Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
  }

  TextRegion grown(double each) {
    return new TextRegion(x, y, along + 2 * each, across + 2 * each, angle);
  }

  /** With the reading direction along the text, also where it runs down the page. */
  TextRegion readable() {
    return across > VERTICAL * along
        ? new TextRegion(x, y, across, along, angle + Math.PI / 2)
        : this;
  }

  double top() {
    return y - halfHeight();
  }

  double bottom() {
    return y + halfHeight();
  }

  private double halfHeight() {
    return (Math.abs(Math.sin(angle)) * along + Math.abs(Math.cos(angle)) * across) / 2;
  }

  /** Takes a strip of {@code width} by {@code height} pixels onto this region. */
  AffineTransform fromStrip(int width, int height) {
    AffineTransform transform = AffineTransform.getTranslateInstance(x, y);
    transform.rotate(angle);
    transform.scale(along / width, across / height);
    transform.translate(-width / 2.0, -height / 2.0);
    return transform;
  }
}
