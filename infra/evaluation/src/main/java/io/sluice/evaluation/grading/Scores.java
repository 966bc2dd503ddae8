package io.sluice.evaluation.grading;

import io.sluice.evaluation.grading.Tally.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Precision, recall and F1 of totals: of every field, of every row ("micro" of the summed counts,
 * "macro" the mean over its fields), and over the rows. The row "class" and the rows of silver and
 * derived labels are in no overall figure.
 */
final class Scores {
  static final String MICRO = "micro";
  static final String MACRO = "macro";
  static final String OVERALL = "overall";
  static final String WITHOUT_EINVOICE = "without einvoice";

  private record Group(String row, Mode mode) {}

  private Scores() {}

  static Map<Key, Prf> of(Map<Key, Counts> totals) {
    Map<Key, Prf> scores = new HashMap<>();
    Map<Group, Map<String, Counts>> groups = new LinkedHashMap<>();
    totals.forEach((key, counts) -> {
      scores.put(key, Prf.of(counts));
      groups
          .computeIfAbsent(new Group(key.row(), key.mode()), g -> new LinkedHashMap<>())
          .put(key.field(), counts);
    });
    groups.forEach((group, fields) -> {
      // A field that nobody labelled has no recall, and stays out of the mean.
      List<Prf> labelled =
          fields.values().stream().filter(c -> c.support() > 0).map(Prf::of).toList();
      Counts sum = fields.values().stream().reduce(Counts.NONE, Counts::plus);
      scores.put(new Key(group.row, MICRO, group.mode), Prf.of(sum));
      scores.put(new Key(group.row, MACRO, group.mode), Prf.mean(labelled));
    });
    for (Mode mode : Mode.values()) {
      overall(OVERALL, mode, groups, scores);
      overall(WITHOUT_EINVOICE, mode, groups, scores);
    }
    return scores;
  }

  private static void overall(
      String name, Mode mode, Map<Group, Map<String, Counts>> groups, Map<Key, Prf> scores) {
    Counts sum = Counts.NONE;
    List<Prf> macros = new ArrayList<>();
    for (Map.Entry<Group, Map<String, Counts>> entry : groups.entrySet()) {
      Group group = entry.getKey();
      boolean counts =
          group.mode == mode
              && group.row.indexOf(':') < 0
              && !group.row.equals(Tally.CLASS)
              && !(name.equals(WITHOUT_EINVOICE) && group.row.equals("einvoice"));
      if (counts) {
        sum = entry.getValue().values().stream().reduce(sum, Counts::plus);
        macros.add(scores.getOrDefault(new Key(group.row, MACRO, mode), Prf.UNDEFINED));
      }
    }
    scores.put(new Key(name, MICRO, mode), Prf.of(sum));
    scores.put(new Key(name, MACRO, mode), Prf.mean(macros));
  }
}
