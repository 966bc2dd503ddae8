package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Cuts the lines of a zone into rows: a line with an amount in the amounts' column is one. */
final class RowReading {
  private static final Set<String> NOT_BROADCAST = Set.of(":00", "00:00", "0:00");
  private static final float NEAR = 40;
  private static final float LINE_GAP = 22;

  private final Zone zone;
  private final Amounts amounts;
  private final Column totals;
  private final Predicate<Word> inTotals;
  private final List<TableRow> rows = new ArrayList<>();
  private final List<Band> others = new ArrayList<>();
  private boolean summed;

  private RowReading(Zone zone, Amounts amounts, Column totals, Predicate<Word> inTotals) {
    this.zone = zone;
    this.amounts = amounts;
    this.totals = totals;
    this.inTotals = inTotals;
  }

  /**
   * What a zone says.
   *
   * @param rows its rows, from top to bottom
   * @param others its lines that hold no row's amount
   */
  record Result(List<TableRow> rows, List<Band> others) {}

  /** Rows whose amount stands under this heading. */
  static Result under(Zone zone, Column totals, Amounts amounts) {
    Predicate<Word> inTotals =
        word -> {
          Box box = Band.box(word);
          return nearest(zone.header(), box) == totals
              && totals.gap(box.getX0(), box.getX1()) <= NEAR;
        };
    return new RowReading(zone, amounts, totals, inTotals).read();
  }

  /** Rows whose amount ends at this distance from the page's left edge, whatever the headings. */
  static Result endingAt(Zone zone, float x1, float tolerance, Amounts amounts) {
    Predicate<Word> inTotals = word -> Math.abs(Band.box(word).getX1() - x1) <= tolerance;
    Column totals = new Column(Role.LINE_TOTAL, x1 - tolerance, x1, "amount");
    return new RowReading(zone, amounts, totals, inTotals).read();
  }

  private Result read() {
    List<Band> pending = new ArrayList<>();
    for (Band band : zone.bands()) {
      Optional<BigDecimal> amount = amount(band);
      String label = Texts.fold(Band.text(words(band, word -> !isMoney(word))));
      if (amount.isEmpty()) {
        pending.add(band);
        others.add(band);
      } else if (Labels.carried(label)) {
        summed = label.startsWith("zwischen") || label.startsWith("sub");
      } else if (sum(band)) {
        others.add(band);
      } else if (!rows.isEmpty() && !summed && Labels.allowance(label)) {
        BigDecimal by = amount.get().abs().negate();
        rows.set(rows.size() - 1, rows.getLast().adjusted(by));
      } else if (!(summed && (Labels.allowance(label) || Labels.charge(label)))) {
        summed = false;
        add(band, amount.get(), pending);
        pending.clear();
      }
    }
    continueLast(pending);
    return new Result(rows, others);
  }

  /** Whether the words right before the amount say that it is a sum of the document. */
  private boolean sum(Band band) {
    return StatedSums.of(List.of(band), amounts).entries().stream()
        .filter(entry -> inTotals.test(entry.word()))
        .anyMatch(entry -> Labels.total(entry.labels().getLast()));
  }

  private boolean isMoney(Word word) {
    return amounts.money(word.getText()).isPresent();
  }

  private static List<Word> words(Band band, Predicate<Word> which) {
    return band.words().stream().filter(which).toList();
  }

  private Optional<BigDecimal> amount(Band band) {
    return amountWord(band).flatMap(word -> amounts.money(word.getText()));
  }

  private Optional<Word> amountWord(Band band) {
    return band.words().stream()
        .filter(inTotals)
        .filter(this::isMoney)
        .max(Comparator.comparingDouble(word -> Band.box(word).getX1()));
  }

  /** A row without a number of its own begins at the line above that has one. */
  private void add(Band band, BigDecimal total, List<Band> pending) {
    Map<Column, List<Word>> cells = cells(band);
    amountWord(band)
        .ifPresent(word -> {
          cells.values().forEach(words -> words.remove(word));
          cells.values().removeIf(List::isEmpty);
          cells.put(totals, List.of(word));
        });
    int begins = pending.size();
    if (numbered() && empty(cells, Role.NUMBER)) {
      for (int i = pending.size() - 1; i >= 0 && begins == pending.size(); i--) {
        Map<Column, List<Word>> above = cells(pending.get(i));
        if (!empty(above, Role.NUMBER)) {
          begins = i;
          above.forEach((column, words) -> cells.putIfAbsent(column, words));
        }
      }
    }
    continueLast(pending.subList(0, begins));
    BigDecimal adjustment = notBroadcast(band) ? total.negate() : BigDecimal.ZERO;
    rows.add(new TableRow(band, cells, List.of(), total, adjustment));
  }

  /** A spot of length nothing was replaced by another: its rate is shown, but not charged. */
  private boolean notBroadcast(Band band) {
    return zone.header().column(Role.LENGTH).isPresent()
        && band.words().stream().anyMatch(word -> NOT_BROADCAST.contains(word.getText()));
  }

  private boolean numbered() {
    return zone.header().column(Role.NUMBER).isPresent();
  }

  private static boolean empty(Map<Column, List<Word>> cells, Role role) {
    return cells.entrySet().stream()
        .noneMatch(cell ->
            cell.getKey().role() == role
                && cell.getValue().stream().anyMatch(w -> w.getText().matches(".*\\d.*")));
  }

  /** Lines close under a row belong to its description, as far as they stand in its column. */
  private void continueLast(List<Band> pending) {
    if (rows.isEmpty()) {
      return;
    }
    TableRow row = rows.getLast();
    List<Word> continued = new ArrayList<>();
    float last = row.main().box().getY0();
    for (Band band : pending) {
      float y = band.box().getY0();
      if (band.page() != row.main().page() || y - last > LINE_GAP) {
        break;
      }
      last = y;
      cells(band)
          .forEach((column, words) -> {
            if (column.role() == Role.DESCRIPTION) {
              continued.addAll(words);
            }
          });
    }
    rows.set(
        rows.size() - 1,
        new TableRow(row.main(), row.cells(), continued, row.total(), row.adjustment()));
  }

  /** The words of a line by column. Text in a column of numbers belongs to the text before it. */
  Map<Column, List<Word>> cells(Band band) {
    return cells(zone.header(), band, amounts);
  }

  static Map<Column, List<Word>> cells(Header header, Band band, Amounts amounts) {
    Map<Column, List<Word>> cells = new LinkedHashMap<>();
    @Nullable Column before = null;
    for (Word word : band.words()) {
      Column column = nearest(header, Band.box(word));
      boolean number = amounts.number(word.getText()).isPresent();
      boolean sign = word.getText().matches("[$€£%]|EUR|USD|CHF|GBP");
      if (column.role().numeric() && !number && !sign && column.role() != Role.QUANTITY) {
        column = before == null ? column : before;
      } else if (column.role() == Role.QUANTITY && !number && !cells.containsKey(column)) {
        column = before == null ? column : before;
      }
      if (!sign) {
        cells.computeIfAbsent(column, c -> new ArrayList<>()).add(word);
        before = column;
      }
    }
    return cells;
  }

  private static Column nearest(Header header, Box box) {
    Column best = header.columns().getFirst();
    for (Column column : header.columns()) {
      if (column.gap(box.getX0(), box.getX1()) < best.gap(box.getX0(), box.getX1())) {
        best = column;
      }
    }
    return best;
  }
}
