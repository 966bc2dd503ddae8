package io.sluice.models.invoice;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.models.table.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of a document as cells, and how far they reach. */
final class Pages {
  /** How far below a label its value may stand, in heights of the label. */
  private static final float BELOW = 4.2f;

  private final List<List<Cell>> lines = new ArrayList<>();
  private final Map<Integer, Box> extents = new HashMap<>();

  private Pages() {}

  static Pages of(ParsedContent document) {
    Pages pages = new Pages();
    for (Band band : Band.of(document)) {
      pages.lines.add(Cell.of(band, pages.lines.size()));
      pages.extents.merge(band.page(), band.box(), Pages::both);
    }
    return pages;
  }

  private static Box both(Box a, Box b) {
    return new Box(
        Math.min(a.getX0(), b.getX0()),
        Math.min(a.getY0(), b.getY0()),
        Math.max(a.getX1(), b.getX1()),
        Math.max(a.getY1(), b.getY1()));
  }

  /** From top to bottom and from left to right, of the first so many pages. */
  List<Cell> cells(int lastPage) {
    return lines.stream().flatMap(List::stream).filter(cell -> cell.page() <= lastPage).toList();
  }

  List<List<Cell>> lines() {
    return lines;
  }

  /** How far down its page something stands: 0 is where the text begins, 1 where it ends. */
  float depth(Cell cell) {
    Box extent = extents.get(cell.page());
    float height = extent == null ? 0 : extent.getY1() - extent.getY0();
    return extent == null || height <= 0 ? 0 : (cell.box().getY0() - extent.getY0()) / height;
  }

  /** How far below the first text of its page something stands, in points. */
  float below(Cell cell) {
    Box extent = extents.get(cell.page());
    return extent == null ? 0 : cell.box().getY0() - extent.getY0();
  }

  /** The cell next to the right, on its line or one that is hardly higher or lower. */
  Optional<Cell> right(Cell cell) {
    Box box = cell.box();
    float slack = 0.3f * cell.height();
    return lines
        .subList(Math.max(0, cell.line() - 2), Math.min(lines.size(), cell.line() + 3))
        .stream()
        .flatMap(List::stream)
        .filter(other -> other.page() == cell.page() && other.box().getX0() > box.getX1())
        .filter(other ->
            other.box().getY0() < box.getY1() - slack && other.box().getY1() > box.getY0() + slack)
        .min(Comparator.comparing(other -> other.box().getX0()));
  }

  /** The nearest cell below a box on the cell's page, near enough to belong to it. */
  Optional<Cell> below(Cell cell, Box box) {
    float reach = box.getY1() + Math.max(BELOW * cell.height(), 14);
    for (int i = cell.line() + 1; i < lines.size(); i++) {
      Cell first = lines.get(i).getFirst();
      if (first.page() != cell.page() || first.box().getY0() > reach) {
        return Optional.empty();
      }
      Optional<Cell> found = nearest(lines.get(i), box);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The nearest cell above a box on the cell's page, near enough to belong to it. */
  Optional<Cell> above(Cell cell, Box box) {
    float reach = box.getY0() - Math.max(BELOW * cell.height(), 14);
    for (int i = cell.line() - 1; i >= 0; i--) {
      Cell first = lines.get(i).getFirst();
      if (first.page() != cell.page() || first.box().getY1() < reach) {
        return Optional.empty();
      }
      Optional<Cell> found = nearest(lines.get(i), box);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Cell> nearest(List<Cell> line, Box box) {
    return line.stream()
        .filter(cell -> cell.under(box))
        .min(Comparator.comparing(cell -> Math.abs(cell.box().getX0() - box.getX0())));
  }
}
