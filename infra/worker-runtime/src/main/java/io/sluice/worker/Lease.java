package io.sluice.worker;

import java.time.Duration;

/**
 * The lock on what a consumer holds, renewed at half time: the other half is for a slow broker.
 *
 * @param takenNanos when it was taken or last renewed, {@link System#nanoTime}
 * @param lock how long it lasts
 */
record Lease(long takenNanos, Duration lock) {
  boolean due(long nowNanos) {
    return nanosToRenewal(nowNanos) <= 0;
  }

  /** Negative when overdue. */
  long nanosToRenewal(long nowNanos) {
    return lock.toNanos() / 2 - (nowNanos - takenNanos);
  }
}
