package io.sluice.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a pool is closing, and how long running tasks may still take. Thread-safe. */
final class Drain {
  private record Deadline(long nanos) {}

  private final AtomicReference<@Nullable Deadline> deadline = new AtomicReference<>();

  /** Begins it; a second call can only shorten it. */
  void begin(Duration limit) {
    Deadline asked = new Deadline(System.nanoTime() + limit.toNanos());
    deadline.accumulateAndGet(
        asked,
        (old, next) -> old == null || (next != null && next.nanos - old.nanos < 0) ? next : old);
  }

  boolean begun() {
    return deadline.get() != null;
  }

  /** Negative when over; {@link Long#MAX_VALUE} while it has not begun. */
  long nanosLeft() {
    Deadline set = deadline.get();
    return set == null ? Long.MAX_VALUE : set.nanos - System.nanoTime();
  }
}
