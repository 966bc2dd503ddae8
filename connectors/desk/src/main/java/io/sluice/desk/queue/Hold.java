package io.sluice.desk.queue;

import java.time.Instant;

/**
 * Somebody's right to a document.
 *
 * @param until when it ends, unless it is renewed
 * @param takenAt when it began
 */
public record Hold(String holder, Instant until, Instant takenAt) {
  boolean lasts(Instant now) {
    return now.isBefore(until);
  }
}
