package io.sluice.worker;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The worker threads and the clock that interrupts them. A thread that does not end after its
 * interruption is given up: another takes its place, until too many are lost.
 */
final class Workers implements AutoCloseable {
  private final int size;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor clock;
  private final AtomicInteger stuck = new AtomicInteger();

  /**
   * @param waits whether the work is waiting: then the threads are virtual
   */
  Workers(String name, int size, boolean waits) {
    this.size = size;
    // Daemons: a thread that ignores its interruption must not keep the process alive.
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            waits
                ? Thread.ofVirtual().name(name + "-worker-", 0).factory()
                : Thread.ofPlatform().name(name + "-worker-", 0).daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name(name + "-clock").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
    // After close() an alarm has nobody left to wake.
    clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void submit(Runnable attempt) {
    threads.execute(attempt);
  }

  /** Takes back what has not begun; false if it has. */
  boolean withdraw(Runnable attempt) {
    return threads.remove(attempt);
  }

  ScheduledFuture<?> in(Duration delay, Runnable action) {
    return clock.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  ScheduledFuture<?> every(Duration period, Runnable action) {
    return clock.scheduleWithFixedDelay(action, 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A thread does not come back. */
  void lost() {
    resize(stuck.incrementAndGet());
  }

  /** It came back after all. */
  void found() {
    resize(stuck.decrementAndGet());
  }

  int stuck() {
    return stuck.get();
  }

  /** Whether fewer threads are stuck than the pool has workers. */
  boolean sound() {
    return stuck.get() < size;
  }

  private synchronized void resize(int lost) {
    // At most twice the size: whoever loses more threads than that must be restarted anyway.
    int wanted = size + Math.min(lost, size);
    if (wanted > threads.getMaximumPoolSize()) {
      threads.setMaximumPoolSize(wanted);
      threads.setCorePoolSize(wanted);
    } else {
      threads.setCorePoolSize(wanted);
      threads.setMaximumPoolSize(wanted);
    }
  }

  /** Interrupts what runs and waits for nothing. */
  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }
}
