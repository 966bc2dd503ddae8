package io.sluice.evaluation.grading;

import io.sluice.evaluation.normal.Likeness;
import io.sluice.types.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of a field, or of many together. A wrong value is one false positive and one false
 * negative (as in VRDU, Wang et al., KDD 2023, and Kleister, Stanisławek et al., ICDAR 2021); of a
 * set of names every element counts.
 *
 * @param hits true positives
 * @param extra false positives
 * @param missed false negatives
 */
public record Counts(int hits, int extra, int missed) {
  /** Nothing seen. */
  public static final Counts NONE = new Counts(0, 0, 0);

  /** Holds one field's normal forms, empty for absent, against each other. */
  static Counts of(FieldKind kind, Set<String> label, Set<String> read, Mode mode) {
    if (kind == FieldKind.NAMES) {
      return ofNames(label, read, mode);
    }
    boolean both = !label.isEmpty() && !read.isEmpty();
    boolean hit =
        both
            && (label.equals(read)
                || (mode == Mode.FUZZY
                    && (kind == FieldKind.NAME || kind == FieldKind.TEXT)
                    && Likeness.alike(label.iterator().next(), read.iterator().next())));
    return new Counts(
        hit ? 1 : 0, !read.isEmpty() && !hit ? 1 : 0, !label.isEmpty() && !hit ? 1 : 0);
  }

  /** Names that are alike pair off one to one. */
  private static Counts ofNames(Set<String> label, Set<String> read, Mode mode) {
    Set<String> missing = new TreeSet<>(label);
    missing.removeAll(read);
    Set<String> more = new TreeSet<>(read);
    more.removeAll(label);
    int hits = label.size() - missing.size();
    if (mode == Mode.FUZZY) {
      List<String> free = new ArrayList<>(more);
      for (String name : missing) {
        for (String candidate : free) {
          if (Likeness.alike(name, candidate)) {
            free.remove(candidate);
            hits++;
            break;
          }
        }
      }
    }
    return new Counts(hits, read.size() - hits, label.size() - hits);
  }

  Counts plus(Counts other) {
    return plus(other, 1);
  }

  Counts plus(Counts other, int times) {
    return new Counts(
        hits + times * other.hits, extra + times * other.extra, missed + times * other.missed);
  }

  /** Whether nothing is wrong. */
  public boolean right() {
    return extra == 0 && missed == 0;
  }

  /** How many values the labels hold. */
  int support() {
    return hits + missed;
  }
}
