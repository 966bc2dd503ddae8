package io.sluice.worker;

import java.time.Duration;

/** How one attempt at a task ended. */
sealed interface Attempted<R> {

  /** The handler returned. */
  record Returned<R>(Outcome<R> outcome) implements Attempted<R> {}

  /** The handler threw. */
  record Threw<R>(Throwable thrown) implements Attempted<R> {}

  /** The handler was interrupted at its limit. */
  record TimedOut<R>(Duration limit) implements Attempted<R> {}

  /** The record's bytes are no task; another try would change nothing. */
  record Unreadable<R>(String error) implements Attempted<R> {}

  /** The record could not be read for now: what is needed to read it does not answer. */
  record Unreachable<R>(String error) implements Attempted<R> {}
}
