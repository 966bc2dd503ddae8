package io.sluice.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for people, as wide as its content: the first column to the left, the others to the right
 * unless told otherwise.
 */
public final class TextTable {
  private static final String INDENT = "  ";

  private final List<String> heads;
  private final boolean[] left;
  private final List<@Nullable List<String>> rows = new ArrayList<>();

  public TextTable(String... heads) {
    this.heads = List.of(heads);
    this.left = new boolean[heads.length];
    left[0] = true;
  }

  /** Sets columns to the left, by their index. */
  public TextTable left(int... columns) {
    for (int column : columns) {
      left[column] = true;
    }
    return this;
  }

  /** Adds a row; cells that are missing at its end are empty. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    while (row.size() < heads.size()) {
      row.add("");
    }
    rows.add(row);
    return this;
  }

  /** Adds a line between groups of rows. */
  public TextTable rule() {
    if (!rows.isEmpty() && rows.getLast() != null) {
      rows.add(null);
    }
    return this;
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    int[] widths = new int[heads.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = width(heads.get(c));
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row == null ? 0 : width(row.get(c)));
      }
    }
    StringBuilder out = new StringBuilder();
    line(out, heads, widths);
    line(out, null, widths);
    int last = rows.size();
    while (last > 0 && rows.get(last - 1) == null) {
      last--;
    }
    rows.subList(0, last).forEach(row -> line(out, row, widths));
    return out.toString();
  }

  private void line(StringBuilder out, @Nullable List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int c = 0; c < widths.length; c++) {
      if (row == null) {
        line.append(c == 0 ? "" : "─┼─").append("─".repeat(widths[c]));
        continue;
      }
      String cell = row.get(c);
      String gap = " ".repeat(widths[c] - width(cell));
      line.append(c == 0 ? "" : " │ ").append(left[c] ? cell + gap : gap + cell);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
