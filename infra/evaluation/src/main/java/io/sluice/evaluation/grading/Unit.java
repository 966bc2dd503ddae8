package io.sluice.evaluation.grading;

import org.jspecify.annotations.Nullable;

/**
 * One labelled field of one document.
 *
 * @param row where it is reported
 * @param holdsValue whether label or reading holds a value; else both say absent
 * @param given what was read
 */
public record Unit(
    String row,
    String field,
    boolean holdsValue,
    ResultLine.Field given,
    Counts exact,
    Counts fuzzy) {

  Counts counts(Mode mode) {
    return mode == Mode.EXACT ? exact : fuzzy;
  }

  /** Whether it was read rightly. */
  public boolean right(Mode mode) {
    return counts(mode).right();
  }

  /** How sure the reader was, if it said so. */
  public @Nullable Double confidence() {
    return given.confidence();
  }
}
