package io.sluice.llm.egress;

import io.sluice.events.EgressEntry;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code sluice.escalations.egress.v1}: writes this worker's entries, and follows all
 * workers' into the ledger. Once the topic cannot be followed any more, nothing is written, so
 * nothing leaves. Thread-safe.
 */
final class KafkaEgressLog implements EgressLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEgressLog.class);

  /** How far back the ledger reads: longer than an escalation waits on its topic. */
  static final int DAYS = 8;

  private static final Duration POLL = Duration.ofMillis(200);

  private final Producer<byte[], byte[]> producer;
  private final Serializer<EgressEntry> serializer;
  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<EgressEntry> deserializer;
  private final Ledger ledger;
  private final Thread follower;
  private volatile @Nullable String blind;
  private volatile boolean closing;

  /**
   * Opens it; returns when the ledger holds what stands on the topic.
   *
   * @param kafka client properties, {@code schema.registry.url} among them
   * @throws KafkaException if the topic cannot be read
   */
  static KafkaEgressLog open(Map<String, String> kafka, Ledger ledger, InstantSource clock) {
    KafkaEgressLog log = new KafkaEgressLog(kafka, ledger);
    try {
      log.catchUp(clock.instant().minus(DAYS, ChronoUnit.DAYS));
    } catch (RuntimeException e) {
      log.producer.close(Duration.ZERO);
      log.consumer.close();
      throw e;
    }
    log.follower.start();
    return log;
  }

  private KafkaEgressLog(Map<String, String> kafka, Ledger ledger) {
    Map<String, Object> writing = new HashMap<>(kafka);
    // Whatever the configuration says: bytes leave on the word of this topic.
    writing.put("acks", "all");
    writing.put("enable.idempotence", "true");
    producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    serializer = RegistrySerdes.serializer(kafka);
    Map<String, Object> reading = new HashMap<>(kafka);
    reading.put("enable.auto.commit", "false");
    reading.put("allow.auto.create.topics", "false");
    reading.put("auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    deserializer = RegistrySerdes.deserializer(EgressEntry.class, kafka);
    this.ledger = ledger;
    follower = Thread.ofPlatform().daemon().name("egress-ledger").unstarted(this::follow);
  }

  @Override
  public void write(EgressEntry entry) throws InterruptedException {
    String why = blind;
    if (why != null) {
      throw new KafkaException(
          "the egress ledger cannot be followed any more, so nothing leaves; start again: " + why);
    }
    String topic = Topics.EGRESS.name();
    byte[] key = entry.getDocumentId().getBytes(StandardCharsets.UTF_8);
    byte[] value;
    synchronized (serializer) {
      value = serializer.serialize(topic, entry);
    }
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("an entry could not be written to " + topic, e.getCause());
    }
  }

  private void catchUp(Instant since) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EGRESS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException(
          "the cluster has no topic "
              + Topics.EGRESS.name()
              + "; './sluice topics create' makes it");
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(partitions, since, ends);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void seek(
      Collection<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> from = new HashMap<>();
    partitions.forEach(partition -> from.put(partition, since.toEpochMilli()));
    Map<TopicPartition, @Nullable OffsetAndTimestamp> starts = consumer.offsetsForTimes(from);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
    }
  }

  private void follow() {
    try {
      while (!closing) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (RuntimeException e) {
      blind = e.toString();
      LOG.error(
          "the egress ledger cannot be followed any more; nothing leaves until a new start", e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    ledger.take(deserializer.deserialize(record.topic(), record.value()));
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      follower.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    producer.close(Duration.ofSeconds(5));
    serializer.close();
    deserializer.close();
  }
}
