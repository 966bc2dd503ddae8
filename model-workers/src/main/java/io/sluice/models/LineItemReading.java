package io.sluice.models;

import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.models.structure.StructuredLines;
import io.sluice.models.table.PageTable;
import io.sluice.models.table.TableReader;
import io.sluice.types.DocumentType;
import io.sluice.types.LineItemsPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The line items of a document: its machine-readable part names them, its page shows them. Where
 * both do, the rows are the part's, and each has the place of the page's row of the same amount.
 */
public final class LineItemReading {
  private LineItemReading() {}

  /** Null where the type has none, and where neither part nor page has any. */
  public static @Nullable LineItems read(
      DocumentType type, @Nullable StructuredLines lines, ParsedContent document) {
    if (type.lineItems() == LineItemsPolicy.NONE) {
      return null;
    }
    Optional<PageTable> page = TableReader.read(document);
    if (lines != null) {
      return RowBudget.fit(structured(lines, page));
    }
    return page.map(LineItemReading::patterned).map(RowBudget::fit).orElse(null);
  }

  private static LineItems structured(StructuredLines lines, Optional<PageTable> page) {
    List<LineItem> onPage = new ArrayList<>(page.map(PageTable::rows).orElse(List.of()));
    List<LineItem> rows = lines.rows().stream().map(row -> placed(row, onPage)).toList();
    return LineItems.newBuilder()
        .setReader(Reader.STRUCTURE)
        .setRows(rows)
        .setRowsRead(rows.size())
        .setRowsSeen(page.map(PageTable::seen).orElse(null))
        .setPageProven(page.map(PageTable::proven).orElse(false))
        .setCharges(nonZero(lines.charges()))
        .setAllowances(nonZero(lines.allowances()))
        .build();
  }

  /** The row with the place of the first row of that amount, which is then taken. */
  private static LineItem placed(LineItem row, List<LineItem> onPage) {
    for (LineItem candidate : onPage) {
      if (sameAmount(row, candidate)) {
        onPage.remove(candidate);
        return LineItem.newBuilder(row)
            .setPage(candidate.getPage())
            .setBox(candidate.getBox())
            .setCells(candidate.getCells())
            .build();
      }
    }
    return row;
  }

  private static boolean sameAmount(LineItem a, LineItem b) {
    return a.getLineTotal() != null
        && b.getLineTotal() != null
        && new BigDecimal(a.getLineTotal()).compareTo(new BigDecimal(b.getLineTotal())) == 0;
  }

  private static LineItems patterned(PageTable page) {
    return LineItems.newBuilder()
        .setReader(Reader.PATTERN)
        .setRows(page.rows())
        .setRowsRead(page.rows().size())
        .setRowsSeen(page.seen())
        .setPageProven(page.proven())
        .setCharges(plain(page.charges()))
        .setAllowances(plain(page.allowances()))
        .build();
  }

  /** XML often says that there is nothing. */
  private static @Nullable String nonZero(@Nullable String amount) {
    return amount == null ? null : plain(new BigDecimal(amount));
  }

  private static @Nullable String plain(BigDecimal amount) {
    return amount.signum() == 0 ? null : amount.toPlainString();
  }
}
