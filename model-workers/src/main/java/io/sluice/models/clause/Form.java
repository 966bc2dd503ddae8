package io.sluice.models.clause;

/** How a clause is said: what the sureness of a reading hangs on. */
public enum Form {
  /** By a phrase that hardly means anything else. */
  STATED,
  /** A day that a length and a beginning give. */
  COMPUTED,
  /** That there is no end, or how often it is renewed, by words that may mean less. */
  OPEN,
  /** By who signs, or when. */
  SIGNED,
  /** By a phrase that may mean something else, or by another clause. */
  GUESSED;

  /** Whether it hardly means anything else. */
  public boolean isSure() {
    return this == STATED;
  }
}
