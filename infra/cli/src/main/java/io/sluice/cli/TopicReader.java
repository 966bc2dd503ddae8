package io.sluice.cli;

import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed on topics, up to what is there when it is asked. It joins no group and
 * moves nobody's offsets. Not thread-safe.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, ?> properties;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<Class<?>, Deserializer<?>> readers = new HashMap<>();

  TopicReader(Map<String, ?> properties) {
    this.properties = properties;
    Map<String, Object> own = new HashMap<>(properties);
    own.put("isolation.level", "read_committed");
    own.put("enable.auto.commit", "false");
    own.put("allow.auto.create.topics", "false");
    own.put("auto.offset.reset", "earliest");
    consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** All partitions of a topic; none if the cluster does not have it. */
  List<TopicPartition> partitions(TopicSpec topic) {
    @Nullable List<PartitionInfo> found = consumer.partitionsFor(topic.name());
    return found == null
        ? List.of()
        : found.stream().map(info -> new TopicPartition(topic.name(), info.partition())).toList();
  }

  /** The one partition that holds a key's records, as Kafka's producers choose it. */
  List<TopicPartition> partition(TopicSpec topic, String key) {
    int count = partitions(topic).size();
    return count == 0
        ? List.of()
        : List.of(
            new TopicPartition(
                topic.name(),
                BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), count)));
  }

  /**
   * Reads the partitions.
   *
   * @param since only records of this time or later, as far as their timestamps ascend; null for
   *     all
   */
  void read(
      Collection<TopicPartition> partitions,
      @Nullable Instant since,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (partitions.isEmpty()) {
      return;
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(partitions, since, ends);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (since == null || record.timestamp() >= since.toEpochMilli()) {
          each.accept(record);
        }
      }
    }
  }

  private void seek(
      Collection<TopicPartition> partitions,
      @Nullable Instant since,
      Map<TopicPartition, Long> ends) {
    if (since == null) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> from = new HashMap<>();
    partitions.forEach(partition -> from.put(partition, since.toEpochMilli()));
    Map<TopicPartition, @Nullable OffsetAndTimestamp> starts = consumer.offsetsForTimes(from);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
    }
  }

  /** The one record at a position; null if it is no longer there. */
  @Nullable ConsumerRecord<byte[], byte[]> at(Position position) {
    TopicPartition partition = new TopicPartition(position.topic(), position.partition());
    consumer.assign(List.of(partition));
    long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    if (position.offset() < first || position.offset() >= end) {
      return null;
    }
    consumer.seek(partition, position.offset());
    while (consumer.position(partition) <= position.offset()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == position.offset() ? record : null;
      }
    }
    return null;
  }

  /**
   * The value of a record.
   *
   * @throws org.apache.kafka.common.errors.SerializationException if the bytes are no such record
   */
  <T extends SpecificRecord> T value(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    Deserializer<?> reader =
        readers.computeIfAbsent(type, any -> RegistrySerdes.deserializer(type, properties));
    return type.cast(reader.deserialize(record.topic(), record.value()));
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
