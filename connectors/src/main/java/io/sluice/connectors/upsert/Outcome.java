package io.sluice.connectors.upsert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one record in the target. */
public sealed interface Outcome {
  /** The target holds this revision, or a later one. */
  record Applied() implements Outcome {}

  /** It is not known to be applied. */
  sealed interface Failure extends Outcome {
    /** In words; the target's own, where it said something. */
    String message();
  }

  /** The target will not take it, ever: it belongs to the dead letters. */
  record Rejected(String message) implements Failure {}

  /**
   * Not now. It may or may not have been applied: the same plan from its beginning finds out.
   *
   * @param after how long to wait at least; null for the usual backoff
   * @param patience how long that makes sense
   */
  record RetryLater(@Nullable Duration after, String message, Patience patience)
      implements Failure {
    /** For the usual backoff, until it works. */
    public static RetryLater soon(String message) {
      return new RetryLater(null, message, Patience.FOR_EVER);
    }
  }

  /** How often a record is tried again. */
  enum Patience {
    /** It is no fault of the record's. */
    FOR_EVER,
    /** HTTP 500, which some targets say of a bad record: as often as is configured. */
    AS_CONFIGURED,
    /** Another writer is about to resolve it; if not, nobody will. */
    A_FEW_TIMES
  }

  /** The session has ended, or the credentials are wrong. */
  record Unauthorised(String message) implements Failure {}

  /** The target holds it. */
  Outcome APPLIED = new Applied();
}
