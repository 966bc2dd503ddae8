package io.sluice.models.invoice;

import io.sluice.events.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A total that bears up: with its tax it leaves a net amount that is stated, or a printed rate
 * fits.
 *
 * @param fits whether a printed rate gives the tax
 * @param score how much labels and arithmetic speak for it
 */
record Proof(BigDecimal total, List<Word> words, Tax tax, boolean fits, int score) {
  /** What labels and arithmetic must add up to; below it there is no answer. */
  static final int LIKELY = 5;

  private static final int MOST_ROWS = 12;

  /** A tax, or several that are stated one below the other. */
  record Tax(BigDecimal value, int weight, List<Word> words) {}

  /** Whether it adds up two or three of the rows of a table of tax rates, tax and all. */
  boolean isSumOf(List<Proof> rows) {
    for (int i = 0; i < rows.size(); i++) {
      for (int k = i + 1; k < rows.size(); k++) {
        Proof a = rows.get(i);
        Proof b = rows.get(k);
        BigDecimal total = this.total.subtract(a.total).subtract(b.total);
        BigDecimal tax = this.tax.value().subtract(a.tax.value()).subtract(b.tax.value());
        boolean whole = total.signum() == 0 && tax.signum() == 0;
        if (whole
            || rows.subList(k + 1, rows.size()).stream()
                .anyMatch(
                    c -> c.total.compareTo(total) == 0 && c.tax.value().compareTo(tax) == 0)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The different sums that a printed rate bears out, as a table of rates states them. */
  static List<Proof> rows(List<Proof> proofs) {
    List<Proof> rows = new ArrayList<>();
    for (Proof proof : proofs) {
      if (proof.fits
          && proof.score >= LIKELY
          && rows.size() < MOST_ROWS
          && rows.stream().noneMatch(row -> row.saysLike(proof))) {
        rows.add(proof);
      }
    }
    return rows;
  }

  private boolean saysLike(Proof other) {
    return total.compareTo(other.total) == 0 && tax.value().compareTo(other.tax.value()) == 0;
  }
}
