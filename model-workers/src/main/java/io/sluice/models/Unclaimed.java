package io.sluice.models;

import io.sluice.events.ClassProbability;
import java.util.List;

/**
 * What no type claims is not forced into one: where the surest class has less than half of the
 * probability, the document is {@code other}, without fields, and as unsure as that class was weak.
 * Of six documents of the calibration split below half, five were what no type claims; of those
 * above, two of 329 were.
 */
final class Unclaimed {
  static final String OTHER = "other";

  private static final double CLAIM = 0.5;

  private Unclaimed() {}

  /**
   * @param classes of a document, surest first
   * @return the same where a class claims the document, or where the bundle knows no {@code other}
   */
  static List<ClassProbability> apply(List<ClassProbability> classes) {
    ClassProbability first = classes.getFirst();
    boolean known = classes.stream().anyMatch(c -> c.getName().equals(OTHER));
    if (first.getProbability() >= CLAIM || first.getName().equals(OTHER) || !known) {
      return classes;
    }
    double unclaimed = 1 - first.getProbability();
    return classes.stream()
        .sorted((a, b) -> Boolean.compare(b.getName().equals(OTHER), a.getName().equals(OTHER)))
        .map(c ->
            new ClassProbability(
                c.getName(),
                c.getName().equals(OTHER) ? unclaimed : c == first ? first.getProbability() : 0.0))
        .toList();
  }
}
