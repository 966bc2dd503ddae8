package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.events.Reason;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a task, on any Kafka. */
abstract class DeliveryContract {
  final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  Bench bench;

  abstract String bootstrapServers();

  @BeforeEach
  void freshTopics() throws Exception {
    bench = Bench.create(bootstrapServers());
  }

  int called(String task) {
    return calls.computeIfAbsent(task, t -> new AtomicInteger()).incrementAndGet();
  }

  static Outcome<String> done(String task) {
    return new Outcome.Done<>(task + "=done");
  }

  static Set<String> documents(int from, int to) {
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
  void aTaskWaitsForAStoreThatIsAwayHoweverOftenAndIsNotGivenUp() throws Exception {
    bench.send("patient");
    // More often than there are attempts.
    int away = 3 * bench.config(1).retries().attempts();
    try (var pool =
        WorkerPool.start(
            bench.config(1),
            bench.topic(),
            (task, context) ->
                called(task) <= away
                    ? new Outcome.Unavailable<>("no room on the store's disk")
                    : done(task))) {
      assertThat(bench.awaitResults(all -> !all.isEmpty())).containsExactly("patient=done");
    }
    assertThat(bench.leftovers()).isEmpty();
  }

  @Test
  void aBacklogWaitsInKafkaAndNotInThePool() throws Exception {
    Set<String> backlog = documents(0, 300);
    bench.send(backlog.stream().toList());
    var meters = new SimpleMeterRegistry();
    var most = new AtomicInteger();
    WorkerPoolConfig config = bench.config(2);
    try (var pool =
        WorkerPool.start(
            config,
            bench.topic(),
            (task, context) -> {
              int held = (int) meters.get("sluice.tasks.in.flight").gauge().value();
              most.accumulateAndGet(held, Math::max);
              return done(task);
            },
            meters)) {
      assertThat(bench.awaitResultsOf(backlog)).hasSize(300);
    }
    assertThat(most.get()).isBetween(1, config.concurrency().inFlight());
  }
}
