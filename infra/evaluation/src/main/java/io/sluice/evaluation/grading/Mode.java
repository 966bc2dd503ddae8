package io.sluice.evaluation.grading;

import java.util.Locale;

/** How values are compared. */
public enum Mode {
  /** Equal after normalisation. */
  EXACT,
  /** Also names and texts that are at least 0.90 alike. */
  FUZZY;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
