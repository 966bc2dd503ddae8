package io.sluice.models.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Charges and allowances of the whole document that stand below its rows.
 *
 * @param charges what they add
 * @param allowances what they take away; negative in a credit note, whose rows are
 */
record Adjustments(BigDecimal charges, BigDecimal allowances) {

  /** By the sums of them where the document states those, else one by one. */
  static Adjustments of(StatedSums stated, List<TableRow> rows, List<Band> bands) {
    if (rows.isEmpty()) {
      return new Adjustments(BigDecimal.ZERO, BigDecimal.ZERO);
    }
    Band last = rows.getLast().main();
    List<StatedSums.Entry> below =
        stated.entries().stream()
            .filter(StatedSums.Entry::last)
            .filter(e -> below(e, last))
            .toList();
    List<StatedSums.Entry> sums =
        below.stream().filter(e -> e.labels().get(0).startsWith("gesamtbetrag der")).toList();
    List<StatedSums.Entry> counted = new ArrayList<>(sums.isEmpty() ? below : sums);
    counted.removeIf(
        e -> String.join(" ", e.labels()).matches(".*\\b(?:ust|mwst|vat|tva|tax|skonto)\\b.*"));
    BigDecimal sum = rows.stream().map(TableRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal sign = BigDecimal.valueOf(sum.signum());
    BigDecimal charges = BigDecimal.ZERO;
    BigDecimal allowances = BigDecimal.ZERO;
    for (StatedSums.Entry entry : counted) {
      String label = entry.labels().get(0);
      if (Labels.allowance(label)) {
        allowances = allowances.add(sign.multiply(entry.amount().abs()));
      } else if (Labels.charge(label)) {
        charges = charges.add(entry.amount());
      }
    }
    return new Adjustments(charges, allowances);
  }

  private static boolean below(StatedSums.Entry entry, Band last) {
    int page = entry.word().getPage();
    return page > last.page()
        || page == last.page() && Band.box(entry.word()).getY0() > last.box().getY0() + 1;
  }

  boolean any() {
    return charges.signum() != 0 || allowances.signum() != 0;
  }

  /** What the rows come to with them; they lessen what a credit note gives back, too. */
  BigDecimal on(BigDecimal sum) {
    return sum.add(charges).subtract(allowances);
  }
}
