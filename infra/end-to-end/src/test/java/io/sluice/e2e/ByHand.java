package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Upstream, workers and people, played by hand: puts records on topics and reads what is there. */
final class ByHand implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Object> client;
  private final Serializer<SpecificRecord> avro;
  private final KafkaProducer<String, byte[]> producer;

  ByHand(Map<String, Object> client) {
    this.client = client;
    avro = RegistrySerdes.serializer(client);
    producer =
        new KafkaProducer<>(
            with(Map.of("acks", "all")), new StringSerializer(), new ByteArraySerializer());
  }

  void send(TopicSpec topic, String id, SpecificRecord value) {
    sendBytes(topic, id, avro.serialize(topic.name(), value));
  }

  void sendBytes(TopicSpec topic, String id, byte[] value) {
    producer.send(new ProducerRecord<>(topic.name(), id, value));
    producer.flush();
  }

  /** All that is committed on the topic. */
  <T extends SpecificRecord> List<T> all(TopicSpec topic, Class<T> type) {
    List<T> found = new ArrayList<>();
    Deserializer<T> reader = RegistrySerdes.of(type, client).deserializer();
    try (var consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          found.add(reader.deserialize(topic.name(), record.value()));
        }
      }
    }
    return found;
  }

  /** Waits until the documents are there, each at its stage. */
  void await(Map<String, LifeStage> wanted) {
    Map<String, LifeStage> seen = new HashMap<>();
    Deserializer<DocumentStatus> reader =
        RegistrySerdes.of(DocumentStatus.class, client).deserializer();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (var consumer = consumer(Topics.STATUS)) {
      while (!seen.entrySet().containsAll(wanted.entrySet()) && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          seen.put(record.key(), reader.deserialize(record.topic(), record.value()).getStage());
        }
      }
    }
    assertThat(seen).containsAllEntriesOf(wanted);
  }

  /** Waits until such a record is on the topic, if it is not there already, and returns it. */
  <T extends SpecificRecord> T await(TopicSpec topic, Class<T> type, Predicate<T> wanted) {
    Deserializer<T> reader = RegistrySerdes.of(type, client).deserializer();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (var consumer = consumer(topic)) {
      while (Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          T value = reader.deserialize(topic.name(), record.value());
          if (wanted.test(value)) {
            return value;
          }
        }
      }
    }
    throw new AssertionError("no such record on " + topic + " within " + PATIENCE);
  }

  private KafkaConsumer<String, byte[]> consumer(TopicSpec topic) {
    var consumer =
        new KafkaConsumer<>(
            with(Map.of("isolation.level", "read_committed", "enable.auto.commit", "false")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(client);
    all.putAll(more);
    return all;
  }

  @Override
  public void close() {
    producer.close();
  }
}
