package io.sluice.worker;

import java.time.Duration;

/**
 * Waiting times between attempts: {@code initial} doubled with each attempt, at most {@code max},
 * and of that the last {@code jitter} share at random, so that tasks that failed together do not
 * come back together.
 *
 * @param initial wait after the first attempt, more than zero
 * @param max longest wait, not less than {@code initial}
 * @param jitter share of the wait that is random, in [0, 1]
 */
public record Backoff(Duration initial, Duration max, double jitter) {
  public Backoff {
    if (initial.isNegative() || initial.isZero()) {
      throw new IllegalArgumentException("Backoff.initial must be more than zero: " + initial);
    }
    if (max.compareTo(initial) < 0) {
      throw new IllegalArgumentException("Backoff.max " + max + " is less than initial " + initial);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("Backoff.jitter must be in [0, 1]: " + jitter);
    }
  }

  /**
   * The wait after an attempt.
   *
   * @param attempt the attempt that failed, from 1
   * @param random in [0, 1)
   */
  Duration after(int attempt, double random) {
    int doublings = Math.min(attempt - 1, 30);
    // In doubles, because the doubled milliseconds may not fit a long.
    double full = Math.min((double) initial.toMillis() * (1L << doublings), max.toMillis());
    return Duration.ofMillis(Math.round(full * (1 - jitter) + full * jitter * random));
  }
}
