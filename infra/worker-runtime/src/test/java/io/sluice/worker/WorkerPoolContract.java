package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/**
 * What a pool guarantees, on any Kafka: the fate of a task, and of those that run long, hang, stop
 * or die.
 */
abstract class WorkerPoolContract extends DeliveryContract {

  @Test
  void workLongerThanTheLockIsNotDeliveredTwice() throws Exception {
    var meters = new SimpleMeterRegistry();
    var limits =
        new WorkerPoolConfig.Limits(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(5));
    CountDownLatch never = new CountDownLatch(1);
    TaskHandler<String, String> slow =
        (task, context) -> {
          called(task);
          assertThat(never.await(5, TimeUnit.SECONDS)).isFalse();
          return done(task);
        };
    bench.send("long", "long-too");
    // Two pools: whoever has a task, the other one waits for it to come free.
    try (var first =
            WorkerPool.start(bench.config(2).withLimits(limits), bench.topic(), slow, meters);
        var second =
            WorkerPool.start(bench.config(2).withLimits(limits), bench.topic(), slow, meters)) {
      assertThat(bench.awaitResultsOf(Set.of("long", "long-too")))
          .allSatisfy((key, count) -> assertThat(count).isOne());
    }
    assertThat(calls.get("long")).hasValue(1);
    assertThat(calls.get("long-too")).hasValue(1);
    assertThat(meters.get("sluice.task.lock.renewals").counter().count()).isGreaterThanOrEqualTo(4);
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aLongTaskDoesNotHoldUpTheOtherWorkers() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    bench.send("slow");
    try (var pool =
        WorkerPool.start(
            bench.config(2),
            bench.topic(),
            (task, context) -> {
              if (task.equals("slow")) {
                assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
              }
              return done(task);
            })) {
      Set<String> others = documents(0, 20);
      bench.send(others.stream().toList());
      assertThat(bench.awaitResultsOf(others)).doesNotContainKey("slow");
      release.countDown();
      bench.awaitResultsOf(Set.of("slow"));
    }
  }

  @Test
  void anAttemptBeyondItsLimitIsInterruptedAndTriedAgain() {
    bench.send("hanging");
    var config = bench.config(1);
    config =
        config.withLimits(
            new WorkerPoolConfig.Limits(
                Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1)));
    try (var pool =
        WorkerPool.start(
            config,
            bench.topic(),
            (task, context) -> {
              if (called(task) == 1) {
                new CountDownLatch(1).await();
              }
              return done(task);
            })) {
      assertThat(bench.awaitResults(all -> !all.isEmpty())).containsExactly("hanging=done");
      assertThat(calls.get("hanging")).hasValue(2);
    }
  }

  @Test
  void logLinesOfAHandlerCarryTheRecordsKeys() {
    bench.send("logged");
    var seen = new AtomicReference<Map<String, String>>();
    try (var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) -> {
              seen.set(MDC.getCopyOfContextMap());
              return done(task);
            })) {
      bench.awaitResultsOf(Set.of("logged"));
    }
    assertThat(seen.get())
        .containsEntry("documentId", "logged")
        .containsEntry("stage", "PARSE")
        .containsEntry("topic", bench.tasks)
        .containsEntry("offset", "0")
        .containsKey("partition");
  }

  @Test
  void closingFinishesWhatRunsAndHandsBackTheRest() throws Exception {
    bench.send("running", "next-1", "next-2", "next-3");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    var first = new AtomicReference<String>();
    var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) -> {
              first.compareAndSet(null, task);
              begun.countDown();
              assertThat(finish.await(30, TimeUnit.SECONDS)).isTrue();
              return done(task);
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    Thread closing = Thread.ofPlatform().start(() -> pool.close(Duration.ofSeconds(20)));
    Bench.await(() -> !pool.ready(), "closing");
    finish.countDown();
    closing.join();
    assertThat(bench.awaitResults(all -> !all.isEmpty())).containsExactly(first.get() + "=done");
    try (var successor =
        WorkerPool.start(bench.config(2), bench.topic(), (task, context) -> done(task))) {
      assertThat(bench.awaitResultsOf(Set.of("running", "next-1", "next-2", "next-3")))
          .allSatisfy((key, count) -> assertThat(count).isOne());
    }
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aHandlerThatIgnoresItsInterruptionDoesNotBlockClosing() throws Exception {
    bench.send("stubborn");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) -> {
              begun.countDown();
              boolean ended = false;
              while (!ended) {
                try {
                  ended = end.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  // On purpose: this handler is the bad example.
                }
              }
              return done(task);
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    long before = System.nanoTime();
    pool.close(Duration.ofMillis(200));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    end.countDown();
    try (var successor =
        WorkerPool.start(bench.config(1), bench.topic(), (task, context) -> done(task))) {
      bench.awaitResultsOf(Set.of("stubborn"));
    }
  }

  @Test
  void anErrorOfTheVirtualMachineStopsThePoolAndTheTaskGoesToAnother() throws Exception {
    bench.send("fatal");
    try (var pool =
        WorkerPool.start(
            bench.config(2),
            bench.topic(),
            (task, context) -> {
              throw new NoClassDefFoundError("onnxruntime");
            })) {
      pool.awaitEnd();
      assertThat(pool.live()).isFalse();
      assertThat(pool.ready()).isFalse();
      assertThat(pool.failure()).get().isInstanceOf(NoClassDefFoundError.class);
    }
    var delivery = new AtomicInteger();
    try (var sound =
        WorkerPool.start(
            bench.config(2),
            bench.topic(),
            (task, context) -> {
              delivery.set(context.delivery());
              return done(task);
            })) {
      bench.awaitResultsOf(Set.of("fatal"));
    }
    assertThat(delivery.get()).isGreaterThan(1);
  }

  @Test
  void aRecordThatKillsItsProcessAgainAndAgainIsGivenUp() {
    bench.send("deadly");
    var config =
        bench
            .config(1)
            .withRetries(new WorkerPoolConfig.Retries(4, 2, bench.config(1).retries().backoff()));
    for (int i = 0; i < 2; i++) {
      try (var pool =
          WorkerPool.start(
              config,
              bench.topic(),
              (task, context) -> {
                called(task);
                throw new OutOfMemoryError("pretended");
              })) {
        pool.awaitEnd();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    try (var pool =
        WorkerPool.start(
            config,
            bench.topic(),
            (task, context) -> {
              called(task);
              return done(task);
            })) {
      assertThat(bench.awaitResults(all -> !all.isEmpty()))
          .singleElement()
          .asString()
          .startsWith("deadly!RETRIES_EXHAUSTED 2 delivered 2 times without a result");
    }
    assertThat(calls.get("deadly")).hasValue(2);
  }

  @Test
  void aKilledProcessLosesNothing(@TempDir Path folder) throws Exception {
    Set<String> documents = documents(0, 40);
    bench.send(documents.stream().toList());
    Process process = PoolProcess.start(bench, folder.resolve("pool.log"));
    try {
      bench.awaitResults(all -> !all.isEmpty());
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (var pool =
        WorkerPool.start(bench.config(4), bench.topic(), (task, context) -> done(task))) {
      assertThat(bench.awaitResultsOf(documents)).containsOnlyKeys(documents);
    }
    assertThat(bench.leftovers()).isEmpty();
  }
}
