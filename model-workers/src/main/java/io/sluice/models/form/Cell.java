package io.sluice.models.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a label of a printed form, in rows, without what is printed there.
 *
 * @param rows from top to bottom, none empty
 * @param left edge of the label, in points
 * @param height of a word of the page, in points
 */
record Cell(List<List<Placed>> rows, float left, float height) {
  /** Values may begin so far left of their label. */
  private static final float OUTDENT = 8;

  /** A value stands no farther from its label, in points. */
  private static final float DEEPEST = 100;

  /** What is written above a ruled line is so many words high at most. */
  private static final float ABOVE = 3.5f;

  /** A block beside a note reaches so far above and below its line, in points. */
  private static final float BLOCK = 30;

  /** What stands below a label, up to what is printed beside it and below it. */
  static Cell below(Label label, List<Label> labels, FormPage page) {
    float left = label.left() - OUTDENT;
    float right = Float.MAX_VALUE;
    for (Label other : labels) {
      if (other != label && label.besides(other) && other.left() > label.right()) {
        right = Math.min(right, other.left() - 4);
      }
    }
    float bottom = label.bottom() + DEEPEST;
    for (Label other : labels) {
      if (other.top() > label.bottom() - 2
          && !label.besides(other)
          && other.left() < right
          && other.right() > left) {
        bottom = Math.min(bottom, other.top());
      }
    }
    float top = label.bottom() - page.height() * 0.3f;
    Cell cell = within(page, labels, left, right, top, bottom + page.height() * 0.2f);
    return cell.without(label.phrase().rest(label.hit()));
  }

  /** What stands above a label, over the whole width of the page. */
  static Cell above(Label label, List<Label> labels, FormPage page) {
    float top = label.top() - page.height() * ABOVE;
    return within(page, labels, 0, Float.MAX_VALUE, top, label.top() + page.height() * 0.3f);
  }

  /** What stands in the block to the right of a label. */
  static Cell beside(Label label, List<Label> labels, FormPage page) {
    float left = label.right() + OUTDENT;
    return within(page, labels, left, Float.MAX_VALUE, label.top() - BLOCK, label.bottom() + BLOCK);
  }

  /** What follows a label on its row, up to what is printed there. */
  static Cell rightOf(Label label, List<Label> labels, FormPage page) {
    List<Placed> row = label.behind();
    for (Label other : labels) {
      if (other.row() == label.row() && other != label && other.left() > label.left()) {
        row = row.stream().filter(word -> word.x1() <= other.left()).toList();
      }
    }
    return new Cell(row.isEmpty() ? List.of() : List.of(row), label.left(), page.height());
  }

  private static Cell within(
      FormPage page, List<Label> labels, float left, float right, float top, float bottom) {
    Set<Placed> printed = new HashSet<>();
    labels.forEach(label -> printed.addAll(label.words()));
    List<Placed> words =
        page.rows().stream()
            .flatMap(List::stream)
            .filter(w -> w.center() > left && w.x0() < right && w.center() < right + 20)
            .filter(w -> w.middle() > top && w.middle() < bottom)
            .filter(w -> !printed.contains(w))
            .toList();
    // In rows anew: those of the page may have been led astray by what stands beside the cell.
    List<List<Placed>> rows = FormPage.rows(words, page.height());
    return new Cell(rows, left + OUTDENT, page.height());
  }

  /** Without the letters of a label that went on below it. */
  private Cell without(String rest) {
    if (rest.isEmpty() || rows.isEmpty()) {
      return this;
    }
    List<Placed> row = rows.getFirst();
    int cut = 0;
    double best = 0.5;
    StringBuilder read = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      read.append(row.get(i).letters());
      double alike = Alike.ratio(read.toString(), rest);
      if (alike >= best) {
        best = alike;
        cut = i + 1;
      }
    }
    if (cut == 0) {
      return this;
    }
    List<List<Placed>> kept = new ArrayList<>(rows);
    kept.set(0, row.subList(cut, row.size()));
    kept.removeIf(List::isEmpty);
    return new Cell(kept, left, height);
  }

  /** The part of the cell between two words that are printed in it. */
  Cell between(@Nullable String after, @Nullable String before) {
    float right = Float.MAX_VALUE;
    Set<Placed> printed = new HashSet<>();
    for (List<Placed> row : rows) {
      List<Placed> end = before == null ? List.of() : spelled(row, before);
      if (!end.isEmpty() && right == Float.MAX_VALUE) {
        right = end.getFirst().x0() - 2;
      }
      if (after != null) {
        printed.addAll(spelled(row, after));
      }
    }
    boolean named = after == null || !printed.isEmpty();
    float limit = before == null || right < Float.MAX_VALUE ? right : 0; // nothing is better
    return new Cell(
        rows.stream()
            .map(row ->
                row.stream()
                    .filter(w -> w.x0() < limit && !printed.contains(w))
                    // What was read of the first word, if it could not be told.
                    .dropWhile(w -> !named && w.letters().length() <= 2)
                    .toList())
            .filter(row -> !row.isEmpty())
            .toList(),
        left,
        height);
  }

  /** The words of a row that spell a word; a letter may be too many. */
  private static List<Placed> spelled(List<Placed> row, String word) {
    List<Placed> found = List.of();
    double best = 0.8;
    for (int first = 0; first < row.size(); first++) {
      StringBuilder read = new StringBuilder();
      for (int end = first; end < row.size() && read.length() <= word.length(); end++) {
        read.append(row.get(end).letters());
        double alike = Alike.ratio(read.toString(), word);
        if (!row.get(first).letters().isEmpty()
            && (found.isEmpty() ? alike >= best : alike > best)) {
          best = alike;
          found = row.subList(first, end + 1);
        }
      }
    }
    return found;
  }
}
