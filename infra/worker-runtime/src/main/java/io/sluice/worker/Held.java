package io.sluice.worker;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that a lane holds. Belongs to its lane's thread, the task apart: a worker reads that.
 */
final class Held<T, R> {

  /** What is going on with it. */
  sealed interface State<R> {
    /** A worker has it, or will have it soon. */
    record Running<R>(Attempt<R> attempt) implements State<R> {}

    /** Nothing, until the time comes. */
    record Waiting<R>(long dueNanos, Runnable then) implements State<R> {}

    /** What came of it is on its way to Kafka. */
    record Writing<R>() implements State<R> {}
  }

  final ConsumerRecord<byte[], byte[]> record;
  final Place place;
  final int delivery;
  int attempt = 1;
  State<R> state = new State.Writing<>();
  private volatile @Nullable T task;

  Held(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
    this.place = Place.of(record);
    this.delivery = record.deliveryCount().map(Short::intValue).orElse(1);
  }

  /** The record's key; null if it has none. */
  @Nullable String key() {
    byte[] key = record.key();
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  /** The task, once it was read. */
  @Nullable T task() {
    return task;
  }

  void task(T read) {
    task = read;
  }
}
