package io.sluice.llm.egress;

import io.sluice.events.EgressEntry;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The topic {@code sluice.escalations.egress.v1}: writes this worker's entries, and follows all
 * workers' into the ledger. While the topic cannot be followed, nothing is written, so nothing
 * leaves. Thread-safe.
 */
final class KafkaEgressLog implements EgressLog, AutoCloseable {
  /** How far back the ledger reads: longer than an escalation waits on its topic. */
  static final int DAYS = 8;

  private final Producer<byte[], byte[]> producer;
  private final Serializer<EgressEntry> serializer;
  private final LedgerTopic topic;

  /**
   * Opens it; returns when the ledger holds what stands on the topic.
   *
   * @param kafka client properties, {@code schema.registry.url} among them
   * @throws KafkaException if the topic cannot be read
   */
  static KafkaEgressLog open(Map<String, String> kafka, Ledger ledger, InstantSource clock) {
    KafkaEgressLog log = new KafkaEgressLog(kafka, ledger);
    try {
      log.topic.catchUp(clock.instant().minus(DAYS, ChronoUnit.DAYS));
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
    log.topic.start();
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
    topic =
        new LedgerTopic(
            new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            RegistrySerdes.deserializer(EgressEntry.class, kafka),
            ledger::take);
  }

  @Override
  public void write(EgressEntry entry) throws InterruptedException {
    String why = topic.blind();
    if (why != null) {
      throw new KafkaException("the egress ledger cannot be followed, so nothing leaves: " + why);
    }
    String name = Topics.EGRESS.name();
    byte[] key = entry.getDocumentId().getBytes(StandardCharsets.UTF_8);
    byte[] value;
    synchronized (serializer) {
      value = serializer.serialize(name, entry);
    }
    try {
      producer.send(new ProducerRecord<>(name, key, value)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("an entry could not be written to " + name, e.getCause());
    }
  }

  @Override
  public void close() {
    topic.close();
    producer.close(Duration.ofSeconds(5));
    serializer.close();
  }
}
