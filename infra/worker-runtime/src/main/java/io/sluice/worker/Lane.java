package io.sluice.worker;

import io.sluice.events.StageFailure;
import io.sluice.worker.Held.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
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

  private final ShareConsumer<byte[], byte[]> consumer;
  private final LaneWork<T, R> work;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final Map<Place, Held<T, R>> held = new LinkedHashMap<>();
  private Lease lease;
  private volatile boolean polled;

  Lane(ShareConsumer<byte[], byte[]> consumer, LaneWork<T, R> work) {
    this.consumer = consumer;
    this.work = work;
    this.lease = new Lease(System.nanoTime(), work.limits().lock());
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
      consumer.subscribe(List.of(work.topic().tasks().topic()));
      consumer.setAcknowledgementCommitCallback((offsets, error) -> {
        if (error != null) {
          // They come again, here or elsewhere; the life cycle drops the second result.
          int records = offsets.values().stream().mapToInt(Set::size).sum();
          work.meters().unacknowledged(records);
          log.info("acknowledgements refused for {}: {}", offsets, error.toString());
        }
      });
      while (!work.drain().begun()) {
        long asked = System.nanoTime();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        polled = true;
        if (!records.isEmpty()) {
          lease = new Lease(Math.max(asked, System.nanoTime() - POLL.toNanos()), lock());
          records.forEach(this::deliver);
        }
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

  private Duration lock() {
    return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(work.limits().lock());
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
    for (Held<T, R> each : List.copyOf(held.values())) {
      if (each.state instanceof State.Waiting<R>(long due, Runnable then) && due - now <= 0) {
        then.run();
      }
    }
    if (!held.isEmpty() && lease.due(now)) {
      renew();
    } else if (!held.isEmpty() && held.size() < before) {
      // Its neighbours take longer: what is done must not wait for them.
      consumer.commitAsync();
    }
  }

  private long nanosToNext() {
    long now = System.nanoTime();
    long next = Math.min(lease.nanosToRenewal(now), work.drain().nanosLeft());
    for (Held<T, R> each : held.values()) {
      if (each.state instanceof State.Waiting<R>(long due, Runnable then)) {
        next = Math.min(next, due - now);
      }
    }
    return Math.max(next, 0);
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) {
    if (held.containsKey(Place.of(record))) {
      return; // A renewed record comes back from poll().
    }
    Held<T, R> each = new Held<>(record);
    held.put(each.place, each);
    work.meters().held(1);
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
    if (held.get(each.place) == each) {
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
    if (held.get(each.place) != each) {
      return;
    }
    if (error == null) {
      acknowledge(each, then);
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

  private void acknowledge(Held<T, R> each, AcknowledgeType type) {
    consumer.acknowledge(each.record, type);
    forget(each);
  }

  private void forget(Held<T, R> each) {
    held.remove(each.place);
    work.meters().held(-1);
  }

  private void release(Held<T, R> each) {
    if (each.state instanceof State.Running<R>(Attempt<R> attempt)) {
      attempt.cancel();
    }
    acknowledge(each, AcknowledgeType.RELEASE);
    work.meters().released();
  }

  /**
   * Renews the locks. poll() refuses to run while a record is neither acknowledged nor renewed, and
   * returns renewed ones again; commitSync() in between keeps it from fetching more than we can
   * work on.
   */
  private void renew() {
    long asked = System.nanoTime();
    held.values().forEach(each -> consumer.acknowledge(each.record, AcknowledgeType.RENEW));
    work.meters().renewed(held.size());
    try {
      consumer.commitSync(lock());
    } catch (KafkaException e) {
      log.warn("locks not renewed in time: {}", e.toString());
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);
    Set<Place> still = new HashSet<>();
    records.forEach(record -> still.add(Place.of(record)));
    for (Held<T, R> each : List.copyOf(held.values())) {
      if (!still.contains(each.place)) {
        lose(each);
      }
    }
    lease = new Lease(asked, lock());
    records.forEach(this::deliver);
  }

  private void lose(Held<T, R> each) {
    log.warn("lost the lock on {}: another worker gets it", each.place);
    if (each.state instanceof State.Running<R>(Attempt<R> attempt)) {
      attempt.cancel();
    }
    forget(each);
    work.meters().lost();
  }

  /** Hands back at once what has not begun, and waits for what has. */
  private void drain() {
    for (Held<T, R> each : new ArrayList<>(held.values())) {
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
      List.copyOf(held.values()).forEach(this::release);
      consumer.commitSync(GOODBYE);
    } catch (RuntimeException e) {
      // What is not released here comes free when its lock ends.
      log.warn("records not released: {}", e.toString());
    }
    try {
      consumer.close(GOODBYE);
    } catch (RuntimeException e) {
      log.warn("consumer not closed: {}", e.toString());
    }
  }
}
