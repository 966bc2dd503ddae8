package io.sluice.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of workers on a share group: takes tasks, has them handled, writes what came of them,
 * acknowledges. Every task ends in a result or a failure result on the result topic, whatever dies
 * in between; a result may be written twice.
 *
 * <pre>
 *  task topic ═► lane ──┐               ┌──► lane ──► result topic, then ACCEPT
 *  task topic ═► lane ──┼──► workers ───┤
 *  task topic ═► lane ──┘   (handler)   └──► dead letters, then REJECT
 * </pre>
 *
 * A lane is a consumer and the thread that owns it. There are several because a share consumer
 * takes new records only when all that it has taken are done: on a single one, a long task would
 * hold up all workers.
 */
public final class WorkerPool<T, R> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);
  private static final Duration LAG_PERIOD = Duration.ofSeconds(15);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final WorkerPoolConfig config;
  private final Workers workers;
  private final Drain drain = new Drain();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  // A lane may fail while the next ones are still being made.
  private final List<Lane<T, R>> lanes = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable Admin admin;
  private @Nullable Publisher<R> publisher;

  private WorkerPool(WorkerPoolConfig config, String name, boolean waits) {
    this.config = config;
    this.workers = new Workers(name, config.concurrency().workers(), waits);
  }

  /** Starts a pool whose meters nobody reads. */
  public static <T, R> WorkerPool<T, R> start(
      WorkerPoolConfig config, TaskTopic<T, R> topic, TaskHandler<T, R> handler) {
    return start(config, topic, handler, new CompositeMeterRegistry());
  }

  /**
   * Sets the share group's configuration, starts the workers and returns; tasks arrive once the
   * group has let the consumers in.
   *
   * @param meters where the pool's meters are registered
   * @throws IllegalStateException if the cluster does not answer, lacks a topic or refuses the
   *     group's configuration
   */
  public static <T, R> WorkerPool<T, R> start(
      WorkerPoolConfig config,
      TaskTopic<T, R> topic,
      TaskHandler<T, R> handler,
      MeterRegistry meters) {
    WorkerPool<T, R> pool =
        new WorkerPool<>(
            config, topic.stage().name().toLowerCase(java.util.Locale.ROOT), handler.waits());
    try {
      pool.open(topic, handler, meters);
    } catch (RuntimeException | Error e) {
      pool.close(Duration.ZERO);
      throw e;
    }
    return pool;
  }

  private void open(TaskTopic<T, R> topic, TaskHandler<T, R> handler, MeterRegistry registry) {
    Admin client = Admin.create(Map.<String, Object>copyOf(config.kafka()));
    admin = client;
    ShareGroup group = new ShareGroup(client, config);
    group.require(topic);
    group.configure();
    Publisher<R> results = Publisher.open(config, topic);
    publisher = results;
    results.warmUp(WARM_UP);
    String tasks = topic.tasks().topic();
    PoolMeters meters = new PoolMeters(registry, topic.stage(), tasks, workers);
    LaneWork<T, R> work =
        new LaneWork<>(
            topic,
            new Policy(config.retries()),
            config.limits(),
            new Desk<>(topic, handler, config.limits().task(), meters),
            workers,
            results,
            meters,
            drain,
            this::fail);
    for (int i = 0; i < config.concurrency().consumers(); i++) {
      Lane<T, R> lane = new Lane<>(group.consumer(i), work);
      lanes.add(lane);
      threads.add(Thread.ofPlatform().name(config.groupId() + "-lane-" + i).daemon().start(lane));
    }
    workers.every(LAG_PERIOD, () -> measure(group, tasks, meters));
    log.info(
        "{} workers on {} consumers take {} as {}",
        config.concurrency().workers(),
        config.concurrency().consumers(),
        tasks,
        config.groupId());
  }

  private static void measure(ShareGroup group, String topic, PoolMeters meters) {
    try {
      var unused =
          group
              .lag(topic)
              .whenComplete((lag, error) ->
                  meters.lag(error == null && lag.isPresent() ? lag.getAsLong() : Double.NaN));
    } catch (KafkaException | IllegalStateException e) {
      // The lag is for looking at; the pool goes on without it.
      meters.lag(Double.NaN);
    }
  }

  /** Whether the process is sound: no fatal error, and not all its worker threads stuck. */
  public boolean live() {
    return failure.get() == null && workers.sound();
  }

  /** Whether it takes tasks: all consumers have polled, and it is not closing. */
  public boolean ready() {
    return live() && !drain.begun() && lanes.stream().allMatch(Lane::polled);
  }

  /** The error that stopped the pool, if one did. The process should end then. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Waits until the pool was closed or has stopped by itself; {@link #failure} tells which.
   *
   * @throws InterruptedException if interrupted
   */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private void fail(Throwable error) {
    if (failure.compareAndSet(null, error)) {
      log.error("the pool {} stops: this process is no longer sound", config.groupId(), error);
    }
    drain.begin(Duration.ZERO);
    lanes.forEach(Lane::nudge);
    ended.countDown();
  }

  /** Drains for as long as configured. */
  @Override
  public void close() {
    close(config.limits().drain());
  }

  /**
   * Takes no more tasks, hands back those that have not begun, waits for the running ones up to the
   * limit, then interrupts them and hands them back too. Returns at most some seconds after the
   * limit, whatever a handler does.
   */
  public void close(Duration limit) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    drain.begin(limit);
    lanes.forEach(Lane::nudge);
    long end = System.nanoTime() + limit.plus(GOODBYE).toNanos();
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= !joined(thread, end);
    }
    workers.close();
    if (publisher != null) {
      publisher.close(Duration.ofSeconds(5));
    }
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
    ended.countDown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean joined(Thread thread, long end) {
    try {
      thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  static String clientId(WorkerPoolConfig config, String what) {
    return config.kafka().getOrDefault("client.id", config.groupId()) + "-" + what;
  }
}
