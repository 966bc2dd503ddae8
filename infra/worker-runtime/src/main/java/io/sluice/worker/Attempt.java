package io.sluice.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a task on a worker thread: reported exactly once, interrupted at its limit, given
 * up if the thread does not end within {@link #GRACE} after that.
 */
final class Attempt<R> implements Runnable {
  /** How long an interrupted thread may take to end. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final Callable<Attempted<R>> call;
  private final Duration limit;
  private final Workers workers;
  private final Consumer<Attempted<R>> report;

  private @Nullable Thread thread;
  private boolean timedOut;
  private boolean reported;
  private boolean lost;

  Attempt(
      Callable<Attempted<R>> call, Duration limit, Workers workers, Consumer<Attempted<R>> report) {
    this.call = call;
    this.limit = limit;
    this.workers = workers;
    this.report = report;
  }

  @Override
  public void run() {
    Future<?> alarm;
    synchronized (this) {
      if (reported) {
        return;
      }
      thread = Thread.currentThread();
      alarm = workers.in(limit, this::atLimit);
    }
    Attempted<R> attempted = attempt();
    alarm.cancel(false);
    synchronized (this) {
      thread = null;
      // The interruption was meant for the handler, not for the next one on this thread.
      Thread.interrupted();
      if (lost) {
        workers.found();
      }
      if (attempted instanceof Attempted.Threw<R>(Throwable thrown)
          && timedOut
          && !Policy.fatal(thrown)) {
        attempted = new Attempted.TimedOut<>(limit);
      }
    }
    reportOnce(attempted);
  }

  // Everything is caught because everything is reported: the policy decides what is fatal.
  @SuppressWarnings("CatchingUnchecked")
  private Attempted<R> attempt() {
    try {
      return call.call();
    } catch (Throwable thrown) {
      return new Attempted.Threw<>(thrown);
    }
  }

  /** Interrupts it and forgets it: nothing will be reported. */
  synchronized void cancel() {
    reported = true;
    interrupt();
  }

  private synchronized void atLimit() {
    timedOut = true;
    interrupt();
  }

  private synchronized void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      workers.in(GRACE, this::afterGrace);
    }
  }

  private void afterGrace() {
    synchronized (this) {
      if (thread == null || lost) {
        return;
      }
      lost = true;
      workers.lost();
    }
    reportOnce(new Attempted.TimedOut<>(limit));
  }

  private void reportOnce(Attempted<R> attempted) {
    synchronized (this) {
      if (reported) {
        return;
      }
      reported = true;
    }
    report.accept(attempted);
  }
}
