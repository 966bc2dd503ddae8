package io.sluice.desk.topics;

import io.sluice.desk.queue.DeskEvent;
import io.sluice.desk.queue.Hold;
import io.sluice.events.DeskEntry;
import io.sluice.events.DocumentStatus;
import io.sluice.events.PagesRendered;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.RegistryException;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the desk's topics from their beginning, and then as they grow. No consumer group: there is
 * one desk, and it wants everything. Only committed records count.
 *
 * <p>What cannot be read is told to the log and passed over: it keeps nobody from their work.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<TopicSpec> ASKED_AND_DECIDED =
      List.of(
          Topics.REVIEWS_REQUESTED,
          Topics.REVIEWS_DECIDED,
          Topics.REVIEWS_DESK,
          Topics.PAGES_RENDERED);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Deserializer<? extends SpecificRecord>> readers = new HashMap<>();
  private final Tasks tasks;
  private final Consumer<PagesRendered> pages;
  private volatile boolean closing;

  /**
   * @param kafka properties of the client
   * @param pages is told of pages that were drawn
   */
  Follower(Map<String, String> kafka, Tasks tasks, Consumer<PagesRendered> pages) {
    this.tasks = tasks;
    this.pages = pages;
    Map<String, Object> own = new HashMap<>(kafka);
    own.put("enable.auto.commit", "false");
    own.put("allow.auto.create.topics", "false");
    own.put("auto.offset.reset", "earliest");
    own.put("isolation.level", "read_committed");
    own.put("max.poll.records", "2000");
    consumer = new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
    reader(Topics.REVIEWS_REQUESTED, ReviewRequested.class, kafka);
    reader(Topics.REVIEWS_DECIDED, ReviewDecided.class, kafka);
    reader(Topics.REVIEWS_DESK, DeskEntry.class, kafka);
    reader(Topics.PAGES_RENDERED, PagesRendered.class, kafka);
    reader(Topics.STATUS, DocumentStatus.class, kafka);
  }

  private void reader(
      TopicSpec topic, Class<? extends SpecificRecord> type, Map<String, String> kafka) {
    readers.put(topic.name(), RegistrySerdes.deserializer(type, kafka));
  }

  /**
   * Reads what is there. The status comes last: most of it is of documents that nobody was asked
   * about.
   *
   * @throws IllegalStateException if a topic is missing
   */
  void rebuild(Consumer<DeskEvent> each) {
    readAll(ASKED_AND_DECIDED, each);
    readAll(List.of(Topics.STATUS), each);
  }

  private void readAll(List<TopicSpec> topics, Consumer<DeskEvent> each) {
    List<TopicPartition> added = partitions(topics);
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer.assignment().forEach(known -> positions.put(known, consumer.position(known)));
    Set<TopicPartition> all = new HashSet<>(positions.keySet());
    all.addAll(added);
    consumer.assign(all);
    positions.forEach(consumer::seek);
    consumer.seekToBeginning(added);
    Map<TopicPartition, Long> ends = consumer.endOffsets(added);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      events(consumer.poll(POLL)).forEach(each);
    }
  }

  private List<TopicPartition> partitions(List<TopicSpec> topics) {
    List<TopicPartition> all = new ArrayList<>();
    for (TopicSpec topic : topics) {
      List<PartitionInfo> found = consumer.partitionsFor(topic.name());
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException(
            "the cluster lacks the topic " + topic + "; './sluice topics create' makes it");
      }
      found.forEach(info -> all.add(new TopicPartition(topic.name(), info.partition())));
    }
    return all;
  }

  /** Follows everything but the desk's own memory, which nobody else writes; until it is closed. */
  void follow(Consumer<List<DeskEvent>> sink) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      if (!partition.topic().equals(Topics.REVIEWS_DESK.name())) {
        positions.put(partition, consumer.position(partition));
      }
    }
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
    try {
      while (!closing) {
        List<DeskEvent> events = events(consumer.poll(POLL));
        if (!events.isEmpty()) {
          sink.accept(events);
        }
      }
    } finally {
      consumer.close();
    }
  }

  private List<DeskEvent> events(ConsumerRecords<String, byte[]> records) {
    List<DeskEvent> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        DeskEvent event = patiently(record);
        if (event != null) {
          events.add(event);
        }
      } catch (RegistryException.Unavailable e) {
        throw e; // While closing: nothing is lost, the next start reads it.
      } catch (RuntimeException e) {
        LOG.error(
            "a record cannot be read and is passed over: topic={} partition={} offset={}",
            record.topic(),
            record.partition(),
            record.offset(),
            e);
      }
    }
    return events;
  }

  /**
   * A registry that is away says nothing about the record: a review that was passed over for that
   * would be missing from the queue. The client pauses between its own attempts.
   */
  private @Nullable DeskEvent patiently(ConsumerRecord<String, byte[]> record) {
    while (true) {
      try {
        return event(record);
      } catch (RegistryException.Unavailable e) {
        if (closing) {
          throw e;
        }
        LOG.warn("the schema registry is away; the desk waits for it", e);
      }
    }
  }

  private @Nullable DeskEvent event(ConsumerRecord<String, byte[]> record) {
    byte @Nullable [] bytes = record.value();
    if (bytes == null) {
      return record.topic().equals(Topics.REVIEWS_DESK.name())
          ? new DeskEvent.Dropped(record.key())
          : new DeskEvent.Forgotten(record.key());
    }
    SpecificRecord value =
        Objects.requireNonNull(readers.get(record.topic()), record.topic())
            .deserialize(record.topic(), bytes);
    return switch (value) {
      case ReviewRequested request -> new DeskEvent.Requested(tasks.of(request));
      case ReviewDecided decided ->
          new DeskEvent.Decided(
              decided.getDocumentId(),
              decided.getTaskId(),
              decided.getReviewer(),
              decided.getDecidedAt());
      case DeskEntry entry -> kept(entry);
      case DocumentStatus status ->
          new DeskEvent.Moved(status.getDocumentId(), status.getStage(), status.getChangedAt());
      case PagesRendered rendered -> {
        pages.accept(rendered);
        yield null;
      }
      default -> throw new IllegalStateException("no reader for " + record.topic());
    };
  }

  private static DeskEvent kept(DeskEntry entry) {
    String holder = entry.getHolder();
    return new DeskEvent.Kept(
        entry.getDocumentId(),
        entry.getTaskId(),
        holder == null || entry.getLeasedUntil() == null || entry.getTakenAt() == null
            ? null
            : new Hold(holder, entry.getLeasedUntil(), entry.getTakenAt()),
        entry.getDraft(),
        entry.getNote());
  }

  /** Ends {@link #follow}; it closes the client. */
  @Override
  public void close() {
    // A poll is short: to wake it up would disturb the client's own end.
    closing = true;
  }

  /** Closes the client of one that never followed. */
  void abandon() {
    consumer.close();
  }
}
