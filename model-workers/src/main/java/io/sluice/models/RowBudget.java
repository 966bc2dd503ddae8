package io.sluice.models;

import io.sluice.events.LineCell;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps line items within what a record may carry. Cells go first; they repeat what the row says.
 * Rows that do not fit are counted as seen and not as read, so that no gate lets the rest through
 * as if it were all.
 */
final class RowBudget {
  /** A record is at most 1 MiB, and a letter up to three bytes. */
  private static final int CHARACTERS = 256 << 10;

  /** Numbers, places and lengths of a row or a cell. */
  private static final int OVERHEAD = 32;

  private RowBudget() {}

  static LineItems fit(LineItems items) {
    if (items.getRows().stream().mapToInt(RowBudget::size).sum() <= CHARACTERS) {
      return items;
    }
    List<LineItem> kept = new ArrayList<>();
    int size = 0;
    for (LineItem row : items.getRows()) {
      LineItem bare = LineItem.newBuilder(row).setCells(List.of()).build();
      size += size(bare);
      if (size > CHARACTERS) {
        break;
      }
      kept.add(bare);
    }
    boolean all = kept.size() == items.getRows().size();
    return LineItems.newBuilder(items)
        .setRows(kept)
        .setRowsRead(kept.size())
        .setRowsSeen(all ? items.getRowsSeen() : Integer.valueOf(items.getRows().size()))
        .setPageProven(all && items.getPageProven())
        .build();
  }

  private static int size(LineItem row) {
    int fields =
        Stream.of(
                row.getNumber(),
                row.getDescription(),
                row.getQuantity(),
                row.getUnit(),
                row.getUnitPrice(),
                row.getLineTotal(),
                row.getGtin())
            .mapToInt(RowBudget::length)
            .sum();
    int cells = 0;
    for (LineCell cell : row.getCells()) {
      cells += OVERHEAD + length(cell.getName()) + length(cell.getText());
    }
    return OVERHEAD + fields + cells;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
