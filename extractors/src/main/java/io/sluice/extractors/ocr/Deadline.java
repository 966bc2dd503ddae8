package io.sluice.extractors.ocr;

import java.time.Duration;

/**
 * The moment at which the work on a page must have ended, on the clock of {@link System#nanoTime}.
 */
record Deadline(long nanos, Duration limit) {

  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos(), limit);
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** Ends the work where the time is over or the thread was interrupted. */
  void check() throws OcrException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while reading a page");
    }
    if (left().isZero()) {
      throw new OcrException.TimedOut("the page was not read within " + limit);
    }
  }
}
