package io.sluice.worker;

import io.sluice.events.StageFailure;
import io.sluice.schemas.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a worker does with a record: reads the task, calls the handler; and what a failed task's
 * result looks like.
 */
final class Desk<T, R> {
  private final TaskTopic<T, R> topic;
  private final TaskHandler<T, R> handler;
  private final Duration limit;
  private final PoolMeters meters;

  Desk(TaskTopic<T, R> topic, TaskHandler<T, R> handler, Duration limit, PoolMeters meters) {
    this.topic = topic;
    this.handler = handler;
    this.limit = limit;
    this.meters = meters;
  }

  /** One attempt, on the calling thread. */
  Attempted<R> attempt(Held<T, R> held, int attempt) throws Exception {
    T task;
    try {
      task = read(held);
    } catch (RuntimeException e) {
      return Unavailability.in(e)
          ? new Attempted.Unreachable<>(e.toString())
          : new Attempted.Unreadable<>(e.toString());
    }
    String documentId = topic.tasks().documentId().apply(task);
    String taskId = topic.tasks().taskId().apply(task);
    Place place = held.place;
    TaskContext context =
        new TaskContext(
            documentId,
            taskId,
            attempt,
            Instant.now().plus(limit),
            held.delivery,
            place.topic(),
            place.partition(),
            place.offset());
    MDC.setContextMap(mdc(documentId, place, attempt));
    long begun = System.nanoTime();
    try {
      return new Attempted.Returned<>(handler.handle(task, context));
    } finally {
      meters.attempted(System.nanoTime() - begun);
      MDC.clear();
    }
  }

  /** The result that says a task was given up; null if nobody can tell whose it was. */
  @Nullable R failed(Held<T, R> held, StageFailure failure) {
    T task = readable(held);
    if (task != null) {
      return topic
          .results()
          .failure()
          .of(topic.tasks().taskId().apply(task), topic.tasks().documentId().apply(task), failure);
    }
    String documentId = held.key();
    return documentId == null
        ? null
        : topic.results().failure().of(Ids.task(documentId, topic.stage(), 1), documentId, failure);
  }

  /** The keys of log lines that speak of a record. */
  Map<String, String> mdc(String documentId, Place place, int attempt) {
    return Map.of(
        "documentId", documentId,
        "stage", topic.stage().name(),
        "topic", place.topic(),
        "partition", Integer.toString(place.partition()),
        "offset", Long.toString(place.offset()),
        "attempt", Integer.toString(attempt));
  }

  private T read(Held<T, R> held) {
    T known = held.task();
    if (known != null) {
      return known;
    }
    ConsumerRecord<byte[], byte[]> record = held.record;
    // The client may hand out null for a tombstone, whatever its signature says.
    byte @Nullable [] value = record.value();
    @Nullable T task =
        value == null
            ? null
            : topic.tasks().deserializer().deserialize(record.topic(), record.headers(), value);
    if (task == null) {
      throw new IllegalArgumentException("the record has no value");
    }
    held.task(task);
    return task;
  }

  private @Nullable T readable(Held<T, R> held) {
    try {
      return read(held);
    } catch (RuntimeException e) {
      // Not even to name the task: the key has to do.
      return null;
    }
  }
}
