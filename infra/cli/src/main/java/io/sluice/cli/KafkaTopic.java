package io.sluice.cli;

import io.sluice.schemas.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The committed records of one topic, by one reader in no group. Not thread-safe. */
final class KafkaTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * Opens it.
   *
   * @throws UsageException if the cluster has no such topic
   */
  KafkaTopic(Connection connection, TopicSpec topic) {
    consumer =
        new KafkaConsumer<>(
            connection.properties(
                Map.of(
                    "isolation.level", "read_committed",
                    "enable.auto.commit", "false",
                    "allow.auto.create.topics", "false")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<PartitionInfo> found = consumer.partitionsFor(topic.name());
    if (found.isEmpty()) {
      consumer.close();
      throw new UsageException(
          "the cluster has no topic " + topic.name() + "; './sluice topics create' makes it");
    }
    partitions =
        found.stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .toList();
    consumer.assign(partitions);
  }

  List<Integer> partitions() {
    return partitions.stream().map(TopicPartition::partition).toList();
  }

  /** Reads all that is there when it is called, each partition in its order. */
  void readAll(Consumer<ConsumerRecord<String, byte[]>> each) {
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          each.accept(record);
        }
      }
    }
  }

  /** Begins behind all that is there. */
  void skipAll() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // Now, not with the first poll.
  }

  /**
   * Reads on until it is content.
   *
   * @return whether it was, in time
   */
  boolean readUntil(Predicate<ConsumerRecord<String, byte[]>> content, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (content.test(record)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
