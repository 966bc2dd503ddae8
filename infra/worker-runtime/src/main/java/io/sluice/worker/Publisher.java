package io.sluice.worker;

import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes results and dead letters, acks=all and idempotent. Thread-safe. */
final class Publisher<R> implements AutoCloseable {
  /** Headers and the batch around the bytes. */
  private static final int DEAD_LETTER_ROOM = 64 << 10;

  private final Producer<byte[], byte[]> producer;
  private final TaskTopic<?, R> topic;

  Publisher(Producer<byte[], byte[]> producer, TaskTopic<?, R> topic) {
    this.producer = producer;
    this.topic = topic;
  }

  static <R> Publisher<R> open(WorkerPoolConfig config, TaskTopic<?, R> topic) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Integer.toString(2 * Topics.DEAD_LETTERS.maxMessageBytes()));
    // A lane waits in send() for metadata; it must get back to its locks in time.
    properties.put(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(config.limits().lock().toMillis() / 4));
    // On a topic just created, a broker may refuse the first batch, take the second as the
    // beginning, and then refuse
    // the first until it expires. One request at a time rules that out.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.putAll(config.kafka());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, WorkerPool.clientId(config, "results"));
    return new Publisher<>(
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        topic);
  }

  /**
   * Learns where its topics are, so that the first result does not keep a lane from its locks.
   *
   * @throws IllegalStateException if the cluster does not tell in time
   */
  void warmUp(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    for (String name : List.of(topic.results().topic(), Topics.DEAD_LETTERS.name())) {
      boolean known = false;
      while (!known) {
        try {
          known = !producer.partitionsFor(name).isEmpty();
        } catch (TimeoutException e) {
          if (System.nanoTime() - end > 0) {
            throw new IllegalStateException("no leader for the topic " + name + " in " + atMost, e);
          }
        }
      }
    }
  }

  /** Writes the result of a record; completes when every replica in sync has it. */
  CompletableFuture<Void> result(ConsumerRecord<byte[], byte[]> task, R result) {
    return sent(List.of(resultOf(task, result)));
  }

  /**
   * Writes a record's bytes to the dead letters and, if there is one, the failure result.
   *
   * @param error why it cannot be read
   */
  CompletableFuture<Void> deadLetter(
      ConsumerRecord<byte[], byte[]> task, String error, @Nullable R failure) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(letter(task, error));
    if (failure != null) {
      records.add(resultOf(task, failure));
    }
    return sent(records);
  }

  private ProducerRecord<byte[], byte[]> resultOf(ConsumerRecord<byte[], byte[]> task, R result) {
    String name = topic.results().topic();
    return new ProducerRecord<>(
        name, task.key(), topic.results().serializer().serialize(name, result));
  }

  private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> task, String error) {
    byte @Nullable [] value = task.value();
    int most = Topics.DEAD_LETTERS.maxMessageBytes() - DEAD_LETTER_ROOM;
    boolean fits = value == null || value.length <= most;
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topics.DEAD_LETTERS.name(), task.key(), fits ? value : null);
    task.headers().forEach(letter.headers()::add);
    header(letter, "sluice.reason", "UNREADABLE_RECORD");
    header(letter, "sluice.stage", topic.stage().name());
    header(letter, "sluice.topic", task.topic());
    header(letter, "sluice.partition", Integer.toString(task.partition()));
    header(letter, "sluice.offset", Long.toString(task.offset()));
    header(letter, "sluice.error", error);
    if (!fits) {
      header(letter, "sluice.left.out", value.length + " bytes, see topic, partition and offset");
    }
    return letter;
  }

  private static void header(ProducerRecord<?, ?> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private CompletableFuture<Void> sent(List<ProducerRecord<byte[], byte[]>> records) {
    CompletableFuture<?>[] acknowledged =
        records.stream().map(this::sent).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(acknowledged);
  }

  private CompletableFuture<Void> sent(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, error) -> {
          if (error == null) {
            acknowledged.complete(null);
          } else {
            acknowledged.completeExceptionally(error);
          }
        });
    return acknowledged;
  }

  void close(Duration limit) {
    producer.close(limit);
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
