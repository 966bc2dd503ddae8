package io.sluice.worker;

import io.sluice.events.StageFailure;
import io.sluice.worker.Held.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer and the thread that owns it. It takes a few records, has workers work on them,
 * renews their locks meanwhile, writes what came of them and acknowledges; when all are done it
 * takes the next.
 *
 * <p>Workers and the producer never touch the lane's state: they leave a letter in its mailbox.
 */
final class Lane<T, R> implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final LaneWork<T, R> work;
  private final Holdings<T, R> held;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private volatile boolean polled;

  Lane(ShareConsumer<byte[], byte[]> consumer, LaneWork<T, R> work) {
    this.work = work;
    this.held = new Holdings<>(consumer, work.limits().lock(), work.meters());
  }

  /** Whether it has asked for tasks at least once. */
  boolean polled() {
    return polled;
  }

  /** Makes it look whether the pool is closing. */
  void nudge() {
    mailbox.add(() -> {});
  }

  @Override
  public void run() {
    try {
      held.subscribe(work.topic().tasks().topic());
      while (!work.drain().begun()) {
        List<Held<T, R>> fresh = held.take(POLL);
        polled = true;
        fresh.forEach(this::deliver);
        while (!held.isEmpty() && !work.drain().begun()) {
          turn();
        }
      }
      drain();
    } catch (RuntimeException | Error e) {
      work.fatal().accept(e);
    } finally {
      leave();
    }
  }

  /** Waits for something to do, and does it. */
  private void turn() {
    int before = held.size();
    try {
      @Nullable Runnable letter = mailbox.poll(nanosToNext(), TimeUnit.NANOSECONDS);
      while (letter != null) {
        letter.run();
        letter = mailbox.poll();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt a lane", e);
    }
    long now = System.nanoTime();
    for (Held<T, R> each : held.all()) {
      if (each.state instanceof State.Waiting<R>(long due, Runnable then) && due - now <= 0) {
        then.run();
      }
    }
    if (held.due(now)) {
      renew();
    } else if (!held.isEmpty() && held.size() < before) {
      // Its neighbours take longer: what is done must not wait for them.
      held.commit();
    }
  }

  private long nanosToNext() {
    long now = System.nanoTime();
    long next = Math.min(held.nanosToRenewal(now), work.drain().nanosLeft());
    for (Held<T, R> each : held.all()) {
      if (each.state instanceof State.Waiting<R>(long due, Runnable then)) {
        next = Math.min(next, due - now);
      }
    }
    return Math.max(next, 0);
  }

  private void deliver(Held<T, R> each) {
    if (each.delivery > 1) {
      work.meters().redelivered();
    }
    if (work.drain().begun()) {
      release(each);
    } else {
      follow(each, work.policy().delivered(each.delivery));
    }
  }

  private void follow(Held<T, R> each, Verdict<R> verdict) {
    switch (verdict) {
      case Verdict.Run<R>(int attempt) -> start(each, attempt);
      case Verdict.Publish<R>(R result) ->
          write(
              each,
              AcknowledgeType.ACCEPT,
              null,
              () -> work.publisher().result(each.record, result));
      case Verdict.GiveUp<R>(StageFailure failure) -> giveUp(each, failure);
      case Verdict.DeadLetter<R>(String error, StageFailure failure) -> {
        log.warn("unreadable record at {}: {}", each.place, error);
        write(
            each,
            AcknowledgeType.REJECT,
            failure,
            () ->
                work.publisher().deadLetter(each.record, error, work.desk().failed(each, failure)));
      }
      case Verdict.Wait<R>(int attempt, Duration delay, String why) -> {
        log.info("{} again in {} ms, attempt {}: {}", each.place, delay.toMillis(), attempt, why);
        work.meters().retried();
        wait(each, delay, () -> start(each, attempt));
      }
      case Verdict.Stop<R>(Throwable cause) -> work.fatal().accept(cause);
    }
  }

  private void giveUp(Held<T, R> each, StageFailure failure) {
    log.warn("gave up {} (key {}): {}", each.place, each.key(), failure.getMessage());
    write(
        each,
        AcknowledgeType.ACCEPT,
        failure,
        () -> {
          @Nullable R result = work.desk().failed(each, failure);
          return result == null
              ? work.publisher().deadLetter(each.record, failure.getMessage(), null)
              : work.publisher().result(each.record, result);
        });
  }

  private void start(Held<T, R> each, int number) {
    each.attempt = number;
    Attempt<R> attempt =
        new Attempt<>(
            () -> work.desk().attempt(each, number),
            work.limits().task(),
            work.workers(),
            attempted -> mailbox.add(() -> attempted(each, attempted)));
    each.state = new State.Running<>(attempt);
    work.workers().submit(attempt);
  }

  private void attempted(Held<T, R> each, Attempted<R> attempted) {
    if (held.holds(each)) {
      double random = ThreadLocalRandom.current().nextDouble();
      follow(each, work.policy().attempted(attempted, each.attempt, random));
    }
  }

  /**
   * Writes, then acknowledges.
   *
   * @param failure what is written is this failure; null if it is a result
   */
  private void write(
      Held<T, R> each,
      AcknowledgeType then,
      @Nullable StageFailure failure,
      Supplier<CompletableFuture<Void>> send) {
    each.state = new State.Writing<>();
    CompletableFuture<Void> sent;
    try {
      sent = send.get();
    } catch (RuntimeException e) {
      sent = CompletableFuture.failedFuture(e);
    }
    // The letter is what matters; nobody waits for the future that comes of it.
    var unused =
        sent.whenComplete(
            (ok, error) -> mailbox.add(() -> written(each, then, failure, send, unwrapped(error))));
  }

  private void written(
      Held<T, R> each,
      AcknowledgeType then,
      @Nullable StageFailure failure,
      Supplier<CompletableFuture<Void>> send,
      @Nullable Throwable error) {
    if (!held.holds(each)) {
      return;
    }
    if (error == null) {
      held.acknowledge(each, then);
      if (failure == null) {
        work.meters().done();
      } else {
        work.meters().failed(failure.getReason());
      }
      return;
    }
    switch (work.policy().<R>unwritten(error, each.attempt, failure != null)) {
      case Verdict.Wait<R>(int attempt, Duration delay, String why) -> {
        log.warn("{}: writing again in {} ms: {}", each.place, delay.toMillis(), why);
        wait(each, delay, () -> write(each, then, failure, send));
      }
      case Verdict<R> verdict -> follow(each, verdict);
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  private void wait(Held<T, R> each, Duration delay, Runnable then) {
    if (work.drain().begun()) {
      release(each);
    } else {
      each.state = new State.Waiting<>(System.nanoTime() + delay.toNanos(), then);
    }
  }

  private void release(Held<T, R> each) {
    if (each.state instanceof State.Running<R>(Attempt<R> attempt)) {
      attempt.cancel();
    }
    held.acknowledge(each, AcknowledgeType.RELEASE);
    work.meters().released();
  }

  private void renew() {
    Holdings.Renewal<T, R> renewal = held.renew();
    for (Held<T, R> each : renewal.lost()) {
      log.warn("lost the lock on {}: another worker gets it", each.place);
      if (each.state instanceof State.Running<R>(Attempt<R> attempt)) {
        attempt.cancel();
      }
      work.meters().lost();
    }
    renewal.fresh().forEach(this::deliver);
  }

  /** Hands back at once what has not begun, and waits for what has. */
  private void drain() {
    for (Held<T, R> each : held.all()) {
      boolean idle =
          switch (each.state) {
            case State.Running<R>(Attempt<R> attempt) -> work.workers().withdraw(attempt);
            case State.Waiting<R> waiting -> true;
            case State.Writing<R> writing -> false;
          };
      if (idle) {
        release(each);
      }
    }
    while (!held.isEmpty() && work.drain().nanosLeft() > 0) {
      turn();
    }
  }

  private void leave() {
    try {
      held.all().forEach(this::release);
    } catch (RuntimeException e) {
      // What is not released here comes free when the consumer leaves.
      log.warn("records not released: {}", e.toString());
    }
    held.leave(GOODBYE);
  }
}
