package io.sluice.desk.lead;

import io.sluice.statistics.Kappa;
import java.util.HashMap;
import java.util.Map;

/** What the first and the second of two people answered to one question, over many documents. */
final class Answers {
  private final Counts same = new Counts();
  private final Map<Kappa.Pair, Long> table = new HashMap<>();

  /**
   * One document more.
   *
   * @param agreed whether they said the same
   * @param first the first's answer as one of few, for kappa
   * @param second the second's
   */
  void add(boolean agreed, String first, String second) {
    same.add(agreed);
    table.merge(new Kappa.Pair(first, second), 1L, Long::sum);
  }

  void add(Answers other) {
    same.add(other.same);
    other.table.forEach((pair, n) -> table.merge(pair, n, Long::sum));
  }

  Counts same() {
    return same;
  }

  Kappa kappa() {
    return Kappa.of(table);
  }
}
