package io.sluice.models.table;

import io.sluice.events.LineItem;
import java.math.BigDecimal;
import java.util.List;

/**
 * The line items that a document shows on its pages.
 *
 * @param rows from top to bottom, page by page
 * @param seen how many rows the table shows, by geometry and numbering; not less than rows
 * @param proven whether every row seen was read, and rows and a total stated on the page agree
 * @param charges of the whole document, where they take part in the proof; else zero
 * @param allowances of the whole document, where they take part in the proof; else zero
 */
public record PageTable(
    List<LineItem> rows, int seen, boolean proven, BigDecimal charges, BigDecimal allowances) {
  public PageTable {
    rows = List.copyOf(rows);
  }

  /** The sum of the rows. */
  public BigDecimal sum() {
    return rows.stream()
        .map(row -> new BigDecimal(row.getLineTotal()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
