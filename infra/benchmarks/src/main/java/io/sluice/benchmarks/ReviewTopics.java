package io.sluice.benchmarks;

import io.sluice.events.DocumentCompleted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands on the topics, read as it comes by a thread of its own. Thread-safe. */
final class ReviewTopics implements AutoCloseable {
  private static final long QUIET_NANOS = 5_000_000_000L;
  private static final long PATIENCE_NANOS = 600_000_000_000L;

  private final List<ReviewRequested> requested = new CopyOnWriteArrayList<>();
  private final List<ReviewDecided> decided = new CopyOnWriteArrayList<>();
  private final List<DocumentCompleted> completed = new CopyOnWriteArrayList<>();
  private final Set<String> firsts = new HashSet<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Thread thread;
  private volatile int openCount;
  private volatile int firstCount;
  private volatile long lastRecord = System.nanoTime();
  private volatile long lastDecision = System.nanoTime();
  private volatile boolean closed;

  ReviewTopics(Map<String, Object> client) {
    thread = Thread.ofPlatform().name("topics").start(() -> read(client));
  }

  private void read(Map<String, Object> client) {
    var requests = RegistrySerdes.deserializer(ReviewRequested.class, client);
    var decisions = RegistrySerdes.deserializer(ReviewDecided.class, client);
    var completions = RegistrySerdes.deserializer(DocumentCompleted.class, client);
    try (var consumer = LifeCycleBenchmark.consumer(client, "review-topics", "earliest")) {
      consumer.subscribe(
          Set.of(
              Topics.REVIEWS_REQUESTED.name(),
              Topics.REVIEWS_DECIDED.name(),
              Topics.COMPLETED.name()));
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          lastRecord = System.nanoTime();
          if (record.topic().equals(Topics.REVIEWS_REQUESTED.name())) {
            ReviewRequested request = requests.deserialize(record.topic(), record.value());
            requested.add(request);
            if (!answered.contains(request.getTaskId())) {
              open.add(request.getTaskId());
            }
          } else if (record.topic().equals(Topics.REVIEWS_DECIDED.name())) {
            ReviewDecided decision = decisions.deserialize(record.topic(), record.value());
            decided.add(decision);
            answered.add(decision.getTaskId());
            open.remove(decision.getTaskId());
            lastDecision = lastRecord;
          } else {
            DocumentCompleted one = completions.deserialize(record.topic(), record.value());
            completed.add(one);
            firsts.add(one.getDocumentId());
          }
        }
        openCount = open.size();
        firstCount = firsts.size();
      }
    }
  }

  /** Reviews that nobody has decided. */
  int open() {
    return openCount;
  }

  int decided() {
    return decided.size();
  }

  /** Documents with a completed record. */
  int completed() {
    return firstCount;
  }

  /** When the last decision was seen, as {@link System#nanoTime} tells it. */
  long lastDecision() {
    return lastDecision;
  }

  List<ReviewRequested> requests() {
    return requested;
  }

  List<ReviewDecided> decisions() {
    return decided;
  }

  List<DocumentCompleted> completions() {
    return completed;
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "ten minutes, and not there: %d requested, %d open, %d decided, %d completed"
                .formatted(requested.size(), openCount, decided.size(), firstCount));
      }
      Thread.sleep(20);
    }
  }

  /** Waits until it is so and nothing has moved for a while. */
  void awaitQuiet(BooleanSupplier condition) throws InterruptedException {
    await(() -> condition.getAsBoolean() && System.nanoTime() - lastRecord > QUIET_NANOS);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
