package io.sluice.worker;

import io.sluice.events.StageFailure;
import java.time.Duration;

/** What is to be done about a record. */
sealed interface Verdict<R> {

  /** Hand it to a worker, as this attempt. */
  record Run<R>(int attempt) implements Verdict<R> {}

  /** Write the result, then ACCEPT. */
  record Publish<R>(R result) implements Verdict<R> {}

  /** Write a failure result, then ACCEPT. */
  record GiveUp<R>(StageFailure failure) implements Verdict<R> {}

  /** Write the bytes to the dead letters and, if there is a key, a failure result; then REJECT. */
  record DeadLetter<R>(String error, StageFailure failure) implements Verdict<R> {}

  /**
   * Try again later.
   *
   * @param attempt number of the next attempt
   * @param why in words
   */
  record Wait<R>(int attempt, Duration delay, String why) implements Verdict<R> {}

  /** Stop the pool: this process is no longer sound. */
  record Stop<R>(Throwable cause) implements Verdict<R> {}
}
