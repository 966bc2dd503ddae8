package io.sluice.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/** Stand-in while the API settles. */
public final class WorkerPool<T, R> implements AutoCloseable {
  private WorkerPool() {}

  public static <T, R> WorkerPool<T, R> start(
      WorkerPoolConfig config,
      TaskTopic<T, R> topic,
      TaskHandler<T, R> handler,
      MeterRegistry meters) {
    throw new UnsupportedOperationException("not yet");
  }

  /** No fatal error, and workers left that are not stuck. */
  public boolean live() {
    return false;
  }

  /** Taking tasks. */
  public boolean ready() {
    return false;
  }

  /** The error that stopped the pool. */
  public Optional<Throwable> failure() {
    return Optional.empty();
  }

  /** Drains for at most so long, then releases the rest. */
  public void close(Duration limit) {}

  @Override
  public void close() {}
}
