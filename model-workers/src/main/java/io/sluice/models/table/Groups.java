package io.sluice.models.table;

import java.math.BigDecimal;
import java.util.List;

/** Numbering such as 01, 01.01, 01.01.01: what its parts add up to is no row itself. */
final class Groups {
  private Groups() {}

  static List<TableRow> leaves(List<TableRow> rows) {
    return rows.stream().filter(row -> !sumsParts(row, rows)).toList();
  }

  private static boolean sumsParts(TableRow row, List<TableRow> rows) {
    String number = row.number().orElse("");
    List<TableRow> leaves =
        rows.stream()
            .filter(other -> isPart(other, number))
            .filter(other -> rows.stream().noneMatch(o -> isPart(o, other.number().orElse(""))))
            .toList();
    BigDecimal sum = leaves.stream().map(TableRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return !leaves.isEmpty() && sum.compareTo(row.amount()) == 0;
  }

  private static boolean isPart(TableRow row, String of) {
    return !of.isEmpty() && row.number().orElse("").startsWith(of + ".");
  }
}
