package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The labelled amounts of a document: what is left of an amount on its line says what it is.
 *
 * @param entries label and amount, in reading order
 */
record StatedSums(List<Entry> entries) {
  private static final float CELL_GAP = 2.2f;

  /**
   * An amount and its label.
   *
   * @param labels the cells between it and the amount before it, folded, left to right
   * @param last whether no further amount stands on the line
   */
  record Entry(List<String> labels, Word word, BigDecimal amount, boolean last) {
    boolean total() {
      return labels.stream().anyMatch(Labels::total);
    }
  }

  static StatedSums of(List<Band> bands, Amounts amounts) {
    List<Entry> entries = new ArrayList<>();
    for (Band band : bands) {
      List<Word> label = new ArrayList<>();
      for (Word word : band.words()) {
        Optional<BigDecimal> amount = amounts.money(word.getText());
        if (amount.isEmpty()) {
          label.add(word);
          continue;
        }
        List<String> cells = cells(label);
        if (!cells.isEmpty()) {
          boolean last = word == lastMoney(band, amounts);
          entries.add(new Entry(cells, word, amount.get(), last));
        }
        label.clear();
      }
    }
    return new StatedSums(entries);
  }

  private static Word lastMoney(Band band, Amounts amounts) {
    return band.words().stream()
        .filter(word -> amounts.money(word.getText()).isPresent())
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static List<String> cells(List<Word> label) {
    List<String> cells = new ArrayList<>();
    List<Word> cell = new ArrayList<>();
    for (Word word : label) {
      if (!cell.isEmpty() && apart(cell.getLast(), word)) {
        cells.add(Texts.fold(Band.text(cell)));
        cell.clear();
      }
      cell.add(word);
    }
    if (!cell.isEmpty()) {
      cells.add(Texts.fold(Band.text(cell)));
    }
    cells.removeIf(String::isEmpty);
    return cells;
  }

  private static boolean apart(Word left, Word right) {
    Box a = Band.box(left);
    return Band.box(right).getX0() - a.getX1() > CELL_GAP * (a.getY1() - a.getY0());
  }

  /** Whether a sum of rows is stated outside of them, to the cent. */
  boolean states(BigDecimal sum, List<TableRow> rows) {
    Set<Word> within = Collections.newSetFromMap(new IdentityHashMap<>());
    rows.forEach(row -> within.addAll(row.main().words()));
    return entries.stream()
        .filter(Entry::total)
        .filter(entry -> !within.contains(entry.word()))
        .anyMatch(entry -> entry.amount().compareTo(sum) == 0);
  }
}
