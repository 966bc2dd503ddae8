package io.sluice.evaluation.grading;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts by row, field and mode. The classification is the row "class", by class, exact. */
final class Tally {
  /** The row of the classification. */
  static final String CLASS = "class";

  /** A place of the report. */
  record Key(String row, String field, Mode mode) {}

  private Tally() {}

  /** One document's counts. */
  static Map<Key, Counts> of(GradedDocument graded) {
    Map<Key, Counts> tally = new LinkedHashMap<>();
    for (List<Unit> units : List.of(graded.units(), graded.listed())) {
      for (Unit unit : units) {
        for (Mode mode : Mode.values()) {
          tally.put(new Key(unit.row(), unit.field(), mode), unit.counts(mode));
        }
      }
    }
    boolean hit = graded.classRight();
    String truth = graded.document().type();
    @Nullable String predicted = graded.predicted();
    Set<String> types = new LinkedHashSet<>(Set.of(truth));
    if (predicted != null) {
      types.add(predicted);
    }
    for (String type : types) {
      boolean own = type.equals(truth);
      tally.put(
          new Key(CLASS, type, Mode.EXACT),
          new Counts(hit ? 1 : 0, !hit && !own ? 1 : 0, !hit && own ? 1 : 0));
    }
    return tally;
  }

  /** The sum of many. */
  static Map<Key, Counts> sum(Collection<Map<Key, Counts>> tallies) {
    Map<Key, Counts> total = new LinkedHashMap<>();
    for (Map<Key, Counts> tally : tallies) {
      tally.forEach((key, counts) -> total.merge(key, counts, Counts::plus));
    }
    return total;
  }
}
