package io.sluice.desk.topics;

import io.sluice.desk.queue.DeskEvent;
import io.sluice.desk.queue.Hold;
import io.sluice.desk.queue.Outcome;
import io.sluice.events.DeskEntry;
import io.sluice.schemas.Groups;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions, leases and drafts in transactions of one name: a second desk with that name
 * ends this one, so that at any time one desk writes. For one thread.
 */
final class Writer {
  private static final Duration BLOCK = Duration.ofSeconds(20);

  private final KafkaProducer<String, @Nullable SpecificRecord> producer;

  private Writer(KafkaProducer<String, @Nullable SpecificRecord> producer) {
    this.producer = producer;
  }

  /** Ends all other desks. */
  static Writer open(Map<String, String> kafka) {
    Map<String, Object> own = new HashMap<>(kafka);
    own.put("acks", "all");
    own.put("enable.idempotence", "true");
    own.put("transactional.id", Groups.DESK);
    own.put("max.block.ms", Long.toString(BLOCK.toMillis()));
    own.put("delivery.timeout.ms", Long.toString(BLOCK.toMillis()));
    own.put("request.timeout.ms", Long.toString(BLOCK.toMillis() / 2));
    own.put("max.request.size", Integer.toString(Topics.REVIEWS_DESK.maxMessageBytes()));
    own.put("linger.ms", "0");
    KafkaProducer<String, @Nullable SpecificRecord> producer =
        new KafkaProducer<>(own, new StringSerializer(), RegistrySerdes.serializer(own));
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
    return new Writer(producer);
  }

  /**
   * Writes what happens, and deletes memories that are of no use any more, in one transaction.
   *
   * @throws KafkaException if it could not; nothing is visible then
   */
  void write(List<Outcome.Done> done, List<String> stale, Instant now) {
    // Of several changes to one document the last one counts.
    Map<String, @Nullable DeskEntry> entries = new LinkedHashMap<>();
    stale.forEach(id -> entries.put(id, null));
    List<ProducerRecord<String, @Nullable SpecificRecord>> records = new ArrayList<>();
    for (Outcome.Done happens : done) {
      for (DeskEvent event : happens.events()) {
        if (event instanceof DeskEvent.Kept kept) {
          entries.put(kept.documentId(), entry(kept, now));
        } else if (event instanceof DeskEvent.Dropped dropped) {
          entries.put(dropped.documentId(), null);
        }
      }
      happens
          .decisions()
          .forEach(decision ->
              records.add(record(Topics.REVIEWS_DECIDED, decision.getDocumentId(), decision)));
    }
    entries.forEach((id, entry) -> records.add(record(Topics.REVIEWS_DESK, id, entry)));
    if (!records.isEmpty()) {
      commit(records);
    }
  }

  private void commit(List<ProducerRecord<String, @Nullable SpecificRecord>> records) {
    try {
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      producer.commitTransaction();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /** Ends the transaction that failed; false if this producer cannot go on. */
  boolean recover() {
    try {
      producer.abortTransaction();
      return true;
    } catch (KafkaException | IllegalStateException e) {
      return false; // The caller says that a restart is needed, and why.
    }
  }

  private static ProducerRecord<String, @Nullable SpecificRecord> record(
      TopicSpec topic, String key, @Nullable SpecificRecord value) {
    return new ProducerRecord<>(topic.name(), key, value);
  }

  private static DeskEntry entry(DeskEvent.Kept kept, Instant now) {
    Hold hold = kept.hold();
    return DeskEntry.newBuilder()
        .setDocumentId(kept.documentId())
        .setTaskId(kept.taskId())
        .setHolder(hold == null ? null : hold.holder())
        .setLeasedUntil(hold == null ? null : hold.until())
        .setTakenAt(hold == null ? null : hold.takenAt())
        .setDraft(kept.draft())
        .setNote(kept.note())
        .setChangedAt(now)
        .build();
  }

  void close(Duration within) {
    producer.close(within);
  }
}
