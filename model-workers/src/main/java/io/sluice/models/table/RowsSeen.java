package io.sluice.models.table;

import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How many rows a table shows, whether or not their amounts were read.
 *
 * @param read rows that were read
 * @param filled lines that are filled like a row but hold no amount
 * @param numbered how many rows the numbering tells of; 0 where it is not consecutive
 */
record RowsSeen(int read, int filled, int numbered) {
  private static final double MOSTLY = 0.8;
  private static final int LEAST_COLUMNS = 3;
  private static final double MOST_PASSED_OVER = 0.2;

  static RowsSeen of(
      List<TableRow> rows, List<RowReading.Result> results, List<Zone> zones, Amounts amounts) {
    return new RowsSeen(
        rows.size(),
        filledLikeRows(rows, results, zones, amounts),
        numbered(rows, results, zones, amounts));
  }

  /**
   * Not less than were read. Where the rows that were read add up to a total that is stated
   * elsewhere, none is lost: a line without an amount, such as one that was revised, has none, and
   * numbers may be passed over.
   */
  int count(boolean sumIsStated) {
    return sumIsStated ? read : Math.max(read + filled, numbered);
  }

  private static int filledLikeRows(
      List<TableRow> rows, List<RowReading.Result> results, List<Zone> zones, Amounts amounts) {
    Map<String, String> core = core(rows);
    if (rows.size() < 2 || core.size() < LEAST_COLUMNS) {
      return 0;
    }
    int lost = 0;
    for (int i = 0; i < zones.size(); i++) {
      Header header = zones.get(i).header();
      for (Band band : results.get(i).others()) {
        Map<String, String> shapes = shapes(RowReading.cells(header, band, amounts), band);
        shapes.entrySet().removeIf(cell -> !cell.getValue().equals(core.get(cell.getKey())));
        lost += shapes.size() >= Math.max(LEAST_COLUMNS, MOSTLY * core.size()) ? 1 : 0;
      }
    }
    return lost;
  }

  /** The columns, the amount's aside, that most rows fill alike on the line of their amount. */
  private static Map<String, String> core(List<TableRow> rows) {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (TableRow row : rows) {
      shapes(row.cells(), row.main())
          .forEach((heading, shape) ->
              counts.computeIfAbsent(heading, h -> new HashMap<>()).merge(shape, 1, Integer::sum));
    }
    Map<String, String> core = new HashMap<>();
    counts.forEach((heading, shapes) ->
        shapes.forEach((shape, count) -> {
          if (count >= MOSTLY * rows.size()) {
            core.put(heading, shape);
          }
        }));
    return core;
  }

  /** How the cells of a line begin: digits are 9, letters a, whatever their number. */
  private static Map<String, String> shapes(Map<Column, List<Word>> cells, Band line) {
    Map<String, String> shapes = new HashMap<>();
    cells.forEach((column, words) -> {
      if (column.role() != Role.LINE_TOTAL && line.words().contains(words.getFirst())) {
        String shape =
            words.getFirst().getText().replaceAll("\\p{L}+", "a").replaceAll("[\\d.,]+", "9");
        shapes.put(column.heading() + Math.round(column.x0()), shape);
      }
    });
    return shapes;
  }

  /** What consecutive numbering says; 0 where the numbers are not consecutive. */
  private static int numbered(
      List<TableRow> rows, List<RowReading.Result> results, List<Zone> zones, Amounts amounts) {
    List<Integer> numbers = new ArrayList<>();
    rows.forEach(row -> row.number().flatMap(RowsSeen::whole).ifPresent(numbers::add));
    if (numbers.size() < rows.size() || numbers.size() < 2) {
      return 0;
    }
    int passedOver = 0;
    for (int i = 1; i < numbers.size(); i++) {
      int step = numbers.get(i) - numbers.get(i - 1);
      if (step < 1) {
        return 0;
      }
      passedOver += step - 1;
    }
    if (passedOver > Math.max(1, MOST_PASSED_OVER * numbers.size())) {
      return 0;
    }
    TreeSet<Integer> all = new TreeSet<>(numbers);
    for (int i = 0; i < zones.size(); i++) {
      for (Band band : results.get(i).others()) {
        numberOf(zones.get(i).header(), band, amounts)
            .filter(number -> number == all.last() + 1 || number == all.first() - 1)
            .ifPresent(all::add);
      }
    }
    return all.last() - all.first() + 1;
  }

  private static Optional<Integer> numberOf(Header header, Band band, Amounts amounts) {
    TableRow line =
        new TableRow(
            band,
            RowReading.cells(header, band, amounts),
            List.of(),
            java.math.BigDecimal.ZERO,
            java.math.BigDecimal.ZERO);
    return line.number().flatMap(RowsSeen::whole);
  }

  private static Optional<Integer> whole(String number) {
    String whole = number.replaceAll("\\.0+$", "");
    return whole.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(whole)) : Optional.empty();
  }
}
