package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.events.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a pool guarantees, on any Kafka. */
abstract class WorkerPoolContract {
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private Bench bench;

  abstract String bootstrapServers();

  @BeforeEach
  void freshTopics() throws Exception {
    bench = Bench.create(bootstrapServers());
  }

  private int called(String task) {
    return calls.computeIfAbsent(task, t -> new AtomicInteger()).incrementAndGet();
  }

  private static Outcome<String> done(String task) {
    return new Outcome.Done<>(task + "=done");
  }

  private static Set<String> documents(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "doc-" + i).collect(Collectors.toSet());
  }

  @Test
  void everyTaskHasExactlyOneResultAndIsAcknowledged() throws Exception {
    Set<String> documents = documents(0, 500);
    bench.send(documents.stream().toList());
    var meters = new SimpleMeterRegistry();
    try (var pool =
        WorkerPool.start(bench.config(4), bench.topic(), (task, context) -> done(task), meters)) {
      assertThat(bench.awaitResultsOf(documents))
          .hasSize(500)
          .allSatisfy((key, count) -> assertThat(count).isOne());
      assertThat(pool.live()).isTrue();
      assertThat(pool.ready()).isTrue();
    }
    assertThat(meters.get("sluice.tasks").tag("outcome", "done").counter().count()).isEqualTo(500);
    assertThat(meters.get("sluice.tasks.in.flight").gauge().value()).isZero();
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aRejectedTaskIsAFailureResultWithItsReasonAndIsNotTriedAgain() {
    bench.send("locked");
    try (var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) -> {
              called(task);
              return new Outcome.Rejected<>(Reason.ENCRYPTED, "needs a password");
            })) {
      assertThat(bench.awaitResults(all -> !all.isEmpty()))
          .containsExactly("locked!ENCRYPTED 1 needs a password");
      assertThat(calls.get("locked")).hasValue(1);
    }
  }

  @Test
  void unreadableBytesGoToTheDeadLettersAndTheLifeCycleHearsOfIt() throws Exception {
    bench.send("doc-1", "poison-1", "doc-2");
    try (var pool =
        WorkerPool.start(bench.config(2), bench.topic(), (task, context) -> done(task))) {
      var letter = bench.awaitDeadLetter();
      assertThat(letter.value()).asString().isEqualTo("poison-1");
      assertThat(letter.key()).asString().isEqualTo("poison-1");
      assertThat(Bench.header(letter, "sluice.reason")).isEqualTo("UNREADABLE_RECORD");
      assertThat(Bench.header(letter, "sluice.stage")).isEqualTo("PARSE");
      assertThat(Bench.header(letter, "sluice.error")).contains("no task: poison-1");
      assertThat(Bench.header(letter, "sluice.partition")).matches("[01]");
      assertThat(Bench.header(letter, "sluice.offset")).matches("\\d+");
      assertThat(bench.awaitResults(all -> all.size() == 3))
          .anySatisfy(
              result -> assertThat(result).startsWith("poison-1/parse/1!UNREADABLE_RECORD 1 "))
          .contains("doc-1=done", "doc-2=done");
    }
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aTaskThatFailsTwiceSucceedsOnTheThirdAttempt() {
    bench.send("flaky");
    var meters = new SimpleMeterRegistry();
    try (var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) -> {
              assertThat(context.attempt()).isEqualTo(called(task));
              if (context.attempt() == 1) {
                throw new java.io.IOException("store is away");
              }
              return context.attempt() == 2 ? new Outcome.Retry<>("still away") : done(task);
            },
            meters)) {
      assertThat(bench.awaitResults(all -> !all.isEmpty())).containsExactly("flaky=done");
    }
    assertThat(meters.get("sluice.task.retries").counter().count()).isEqualTo(2);
  }

  @Test
  void aTaskThatNeverSucceedsEndsInTheLastErrorWithoutHoldingUpOthers() throws Exception {
    bench.send("hopeless");
    try (var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) -> {
              if (task.equals("hopeless")) {
                throw new java.io.IOException("failure " + called(task));
              }
              return done(task);
            })) {
      bench.send("fine");
      assertThat(bench.awaitResults(all -> all.size() == 2))
          .containsExactlyInAnyOrder(
              "fine=done", "hopeless!RETRIES_EXHAUSTED 4 IOException: failure 4");
    }
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void workLongerThanTheLockIsNotDeliveredTwice() throws Exception {
    bench.send("long");
    var meters = new SimpleMeterRegistry();
    CountDownLatch never = new CountDownLatch(1);
    try (var first =
            WorkerPool.start(
                bench.config(2),
                bench.topic(),
                (task, context) -> {
                  called(task);
                  assertThat(never.await(4, TimeUnit.SECONDS)).isFalse();
                  return done(task);
                },
                meters);
        var second =
            WorkerPool.start(
                bench.config(2),
                bench.topic(),
                (task, context) -> {
                  called(task);
                  return done(task);
                })) {
      // Either pool may get it; whoever does, nobody else may.
      bench.send("long-too");
      bench.awaitResultsOf(Set.of("long", "long-too"));
    }
    assertThat(calls.get("long")).hasValue(1);
    assertThat(calls.get("long-too")).hasValue(1);
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
  void aKilledProcessLosesNothing() throws Exception {
    Set<String> documents = documents(0, 40);
    bench.send(documents.stream().toList());
    Process process = PoolProcess.start(bench);
    try {
      bench.awaitResults(all -> all.size() >= 10);
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
