package io.sluice.cli;

import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the topics in which documents end, from their beginning. A document's first ending
 * counts, except for a rejection that was replayed; its status tells which parts came out of it.
 * Not thread-safe.
 */
public final class Endings implements AutoCloseable {
  private static final List<TopicSpec> FOLLOWED =
      List.of(Topics.COMPLETED, Topics.REVIEWS_REQUESTED, Topics.REJECTED, Topics.STATUS);

  private final Consumer<String, byte[]> consumer;
  private final Deserializer<DocumentCompleted> completed;
  private final Deserializer<ReviewRequested> reviews;
  private final Deserializer<DocumentRejected> rejected;
  private final Deserializer<DocumentStatus> status;
  private final Map<String, Ending> endings = new LinkedHashMap<>();
  private final Map<String, DocumentStatus> statuses = new LinkedHashMap<>();

  public Endings(Connection connection) {
    Map<String, Object> properties =
        connection.properties(
            Map.of("isolation.level", "read_committed", "enable.auto.commit", "false"));
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    completed = reader(DocumentCompleted.class, properties);
    reviews = reader(ReviewRequested.class, properties);
    rejected = reader(DocumentRejected.class, properties);
    status = reader(DocumentStatus.class, properties);
    List<TopicPartition> partitions =
        FOLLOWED.stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static <T extends SpecificRecord> Deserializer<T> reader(
      Class<T> type, Map<String, Object> properties) {
    return RegistrySerdes.of(type, properties).deserializer();
  }

  /** Reads all that was there when it was called. */
  public List<Ending> catchUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(Duration.ofMillis(200));
    }
    endings.values().removeIf(this::isReplayed);
    return List.copyOf(endings.values());
  }

  private boolean isReplayed(Ending ending) {
    DocumentStatus now = statuses.get(ending.documentId());
    return ending.route() == Ending.Route.REJECTED
        && now != null
        && now.getReplay() > 0
        && now.getStage() != LifeStage.REJECTED;
  }

  /** The endings that came in since the last call, waiting up to {@code wait} for one. */
  public List<Ending> poll(Duration wait) {
    List<Ending> fresh = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      read(record)
          .filter(ending -> endings.merge(ending.documentId(), ending, Endings::that) == ending)
          .ifPresent(fresh::add);
    }
    return fresh;
  }

  /** What follows a rejection comes of its replay. */
  private static Ending that(Ending first, Ending second) {
    return first.route() == Ending.Route.REJECTED && second.endedAt() >= first.endedAt()
        ? second
        : first;
  }

  private Optional<Ending> read(ConsumerRecord<String, byte[]> record) {
    String topic = record.topic();
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    if (topic.equals(Topics.STATUS.name())) {
      statuses.put(record.key(), status.deserialize(topic, value));
      return Optional.empty();
    }
    if (topic.equals(Topics.COMPLETED.name())) {
      return Optional.of(Ending.of(completed.deserialize(topic, value)));
    }
    if (topic.equals(Topics.REVIEWS_REQUESTED.name())) {
      ReviewRequested review = reviews.deserialize(topic, value);
      // Who is audited has ended already, whichever of the two topics is read first.
      return review.getPurpose() == ReviewPurpose.AUDIT
          ? Optional.empty()
          : Optional.of(Ending.of(review));
    }
    return Optional.of(Ending.of(rejected.deserialize(topic, value)));
  }

  /** All endings so far, of parts too. */
  public Map<String, Ending> all() {
    return endings;
  }

  /** The last known status of a document, if it has one. */
  Optional<DocumentStatus> status(String documentId) {
    return Optional.ofNullable(statuses.get(documentId));
  }

  /**
   * The parts that are known to have come out of the documents, of parts too, and have not ended.
   */
  public long openParts(Collection<String> documentIds) {
    return documentIds.stream().mapToLong(this::openPartsOf).sum();
  }

  private long openPartsOf(String documentId) {
    DocumentStatus known = statuses.get(documentId);
    if (known == null) {
      return 0;
    }
    return known.getChildren().stream()
        .mapToLong(child -> (endings.containsKey(child) ? 0 : 1) + openPartsOf(child))
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
