package io.sluice.cli;

import io.sluice.events.ExtractedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The results as a table that a person likes to read: long cells wrap, nothing is cut. */
final class ResultTable {
  /**
   * Share of the width that each wrapping column takes; the others are as wide as their content.
   */
  private static final List<String> HEADS =
      List.of("Document", "Class", "Conf.", "Fields", "Route", "Why", "Time");

  private static final int FIELDS = 3;
  private static final int WHY = 5;
  private static final int LEAST_WRAP = 24;

  private final List<List<List<String>>> rows = new ArrayList<>();
  private final int width;

  ResultTable(int width) {
    this.width = width;
  }

  /**
   * Adds a document.
   *
   * @param depth 0 for a document, 1 for a part of one, …
   * @param millis from handing in to the end; null if unknown
   */
  void add(String name, int depth, Ending ending, @Nullable Long millis) {
    List<String> fields =
        ending.fields().stream()
            .filter(field -> field.getValue() != null)
            .map(ResultTable::inWords)
            .toList();
    rows.add(
        List.of(
            List.of(depth == 0 ? name : "  ".repeat(depth - 1) + "└ " + name),
            List.of(ending.documentType() == null ? "–" : ending.documentType()),
            List.of(
                ending.documentType() == null
                    ? "–"
                    : String.format(Locale.ROOT, "%.2f", ending.classConfidence())),
            fields.isEmpty() ? List.of("–") : fields,
            List.of(ending.route().name().toLowerCase(Locale.ROOT)),
            List.of((ending.reason() == null ? "" : ending.reason() + ": ") + ending.why()),
            List.of(millis == null ? "–" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0))));
  }

  private static String inWords(ExtractedField field) {
    return String.format(
        Locale.ROOT, "%s = %s (%.2f)", field.getName(), field.getValue(), field.getConfidence());
  }

  @Override
  public String toString() {
    int[] widths = new int[HEADS.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      int content =
          rows.stream()
              .flatMap(row -> row.get(column).stream())
              .mapToInt(String::length)
              .max()
              .orElse(0);
      widths[c] = Math.max(HEADS.get(c).length(), content);
    }
    int fixed = 3 * (widths.length - 1);
    for (int c = 0; c < widths.length; c++) {
      fixed += c == FIELDS || c == WHY ? 0 : widths[c];
    }
    int rest = Math.max(2 * LEAST_WRAP, width - fixed);
    widths[FIELDS] = Math.min(widths[FIELDS], Math.max(LEAST_WRAP, rest * 11 / 20));
    widths[WHY] = Math.min(widths[WHY], Math.max(LEAST_WRAP, rest - widths[FIELDS]));

    StringBuilder table = new StringBuilder();
    line(table, HEADS.stream().map(List::of).toList(), widths);
    rule(table, widths);
    for (int r = 0; r < rows.size(); r++) {
      line(table, rows.get(r), widths);
      if (r < rows.size() - 1) {
        rule(table, widths);
      }
    }
    return table.toString();
  }

  private static void rule(StringBuilder table, int[] widths) {
    for (int c = 0; c < widths.length; c++) {
      table.append(c == 0 ? "" : "─┼─").append("─".repeat(widths[c]));
    }
    table.append('\n');
  }

  private static void line(StringBuilder table, List<List<String>> cells, int[] widths) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      List<String> lines = new ArrayList<>();
      for (String cell : cells.get(c)) {
        lines.addAll(wrap(cell, widths[c]));
      }
      wrapped.add(lines);
    }
    int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (int l = 0; l < height; l++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String part = l < wrapped.get(c).size() ? wrapped.get(c).get(l) : "";
        text.append(c == 0 ? "" : " │ ").append(part).append(" ".repeat(widths[c] - part.length()));
      }
      table.append(text.toString().stripTrailing()).append('\n');
    }
  }

  /** Breaks at spaces, and inside a word only if it is wider than the column. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text.replaceAll("[\\p{Cntrl}\\x80-\\x9f]", " ");
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > width / 3 ? space : width;
      // A character of two units stays whole.
      end -= Character.isHighSurrogate(rest.charAt(end - 1)) ? 1 : 0;
      lines.add(rest.substring(0, end));
      rest = "  " + rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
