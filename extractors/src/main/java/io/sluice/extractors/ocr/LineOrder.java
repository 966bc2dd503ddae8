package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts text regions into reading order: lines from top to bottom, each from left to right. Columns
 * are not told apart.
 */
final class LineOrder {

  private LineOrder() {}

  /** Regions whose middles lie within half a height of the line's first region share its line. */
  static List<List<TextRegion>> lines(List<TextRegion> regions) {
    List<TextRegion> sorted = new ArrayList<>(regions);
    sorted.sort(Comparator.comparingDouble(TextRegion::y));
    List<List<TextRegion>> lines = new ArrayList<>();
    for (TextRegion region : sorted) {
      List<TextRegion> line = lineOf(region, lines);
      if (line.isEmpty()) {
        lines.add(line);
      }
      line.add(region);
    }
    lines.forEach(line -> line.sort(Comparator.comparingDouble(TextRegion::x)));
    return lines;
  }

  private static List<TextRegion> lineOf(TextRegion region, List<List<TextRegion>> lines) {
    // A line further up can reach down only if it is tall, so the latest few are enough.
    for (int i = lines.size() - 1; i >= Math.max(0, lines.size() - 4); i--) {
      TextRegion last = lines.get(i).getLast();
      double overlap =
          Math.min(last.bottom(), region.bottom()) - Math.max(last.top(), region.top());
      double least = Math.min(last.bottom() - last.top(), region.bottom() - region.top());
      if (overlap > 0.5 * least) {
        return lines.get(i);
      }
    }
    return new ArrayList<>();
  }
}
