package io.sluice.worker;

import io.sluice.events.Reason;
import java.time.Duration;

/**
 * What came of an attempt at a task.
 *
 * @param <R> the result
 */
public sealed interface Outcome<R> {

  /** The result. It is written to the result topic. */
  record Done<R>(R result) implements Outcome<R> {}

  /**
   * The task cannot be done, now or later: a failure result is written.
   *
   * @param message the thing, the rule and the remedy, in words
   */
  record Rejected<R>(Reason reason, String message) implements Outcome<R> {}

  /**
   * Not now. Counts as an attempt, like an exception.
   *
   * @param why in words; it becomes the failure's message if no attempt is left
   * @param after how long to wait; zero leaves it to the pool's backoff
   */
  record Retry<R>(String why, Duration after) implements Outcome<R> {
    public Retry {
      if (after.isNegative()) {
        throw new IllegalArgumentException("Retry.after is negative: " + after);
      }
    }

    /** Not now; the pool's backoff decides when. */
    public Retry(String why) {
      this(why, Duration.ZERO);
    }
  }

  /**
   * Not now, and for no fault of the task: something that every task needs does not answer or takes
   * nothing, such as a content store or a disk. Tried again for as long as it takes, and never
   * counted: giving up a document because of an outage would lose it.
   *
   * @param why in words: what does not answer, and what an operator can do
   */
  record Unavailable<R>(String why) implements Outcome<R> {}
}
