package io.sluice.desk.lead;

import io.sluice.events.DocumentCompleted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.schemas.RegistryException;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a history from the topics, from their beginning, on a thread of its own. It joins no group
 * and owes the desk's queue nothing: where it fails, reviewers work on, and it tries again from the
 * beginning.
 */
public final class LeadReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeadReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Map<String, ?> kafka;
  private final java.util.function.Supplier<History> empty;
  private final Map<String, Consumer<byte[]>> readers;
  private final Thread thread = Thread.ofPlatform().name("desk-lead").daemon().unstarted(this::run);
  private final Object lock = new Object();
  private History history;
  private volatile boolean complete;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

  private LeadReader(Map<String, ?> kafka, java.util.function.Supplier<History> empty) {
    this.kafka = kafka;
    this.empty = empty;
    this.history = empty.get();
    this.readers =
        Map.of(
            Topics.REVIEWS_REQUESTED.name(),
            reader(Topics.REVIEWS_REQUESTED, ReviewRequested.class, r -> history.asked(r)),
            Topics.REVIEWS_DECIDED.name(),
            reader(Topics.REVIEWS_DECIDED, ReviewDecided.class, r -> history.decided(r)),
            Topics.COMPLETED.name(),
            reader(Topics.COMPLETED, DocumentCompleted.class, r -> history.completed(r)));
  }

  /**
   * Starts to read.
   *
   * @param kafka Kafka's and the registry's properties
   * @param empty makes a history without anything in it
   */
  static LeadReader start(Map<String, ?> kafka, java.util.function.Supplier<History> empty) {
    LeadReader reader = new LeadReader(kafka, empty);
    reader.thread.start();
    return reader;
  }

  /** Whether all that stood on the topics at the start has been read. */
  boolean isComplete() {
    return complete;
  }

  /** Looks at the history while nothing is added to it. */
  <T> T look(Function<History, T> question) {
    synchronized (lock) {
      return question.apply(history);
    }
  }

  private void run() {
    while (!isClosed()) {
      try (var consumer = consumer()) {
        current = consumer;
        synchronized (lock) {
          history = empty.get();
        }
        read(consumer);
      } catch (InterruptException e) {
        closed.countDown();
        LOG.debug("interrupted: it ends", e);
      } catch (WakeupException e) {
        // Only close() wakes it; the loop looks whether it did.
        LOG.debug("woken", e);
      } catch (KafkaException e) {
        LOG.warn("the lead's figures are read anew, from the beginning, in {}", PAUSE, e);
        pause();
      } catch (RuntimeException e) {
        complete = false;
        LOG.error("the lead's figures have stopped; reviewers work on", e);
        return;
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    complete = false;
    Map<TopicPartition, Long> goal = ends(consumer, Stream.of(Topics.REVIEWS_REQUESTED));
    // Requests first: a decision that meets its request is counted and gone.
    consumer.assign(goal.keySet());
    consumer.seekToBeginning(goal.keySet());
    while (!isClosed() && !reached(consumer, goal)) {
      take(consumer);
    }
    Map<TopicPartition, Long> all =
        ends(
            consumer,
            Stream.of(Topics.REVIEWS_REQUESTED, Topics.REVIEWS_DECIDED, Topics.COMPLETED));
    Map<TopicPartition, Long> positions = new HashMap<>();
    goal.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
    consumer.assign(all.keySet());
    consumer.seekToBeginning(all.keySet());
    positions.forEach(consumer::seek);
    while (!isClosed()) {
      take(consumer);
      complete = complete || reached(consumer, all);
    }
  }

  private void take(KafkaConsumer<byte[], byte[]> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Consumer<byte[]> reader = readers.get(record.topic());
      if (reader == null || record.value() == null) {
        continue;
      }
      try {
        reader.accept(record.value());
      } catch (RegistryException.Unavailable e) {
        throw e; // It says nothing about the record: all is read anew.
      } catch (SerializationException e) {
        // Whoever wrote it has been told by the life cycle's dead letter; here it counts for
        // nothing.
        LOG.warn(
            "topic={} partition={} offset={}: no record of ours, not counted",
            record.topic(),
            record.partition(),
            record.offset(),
            e);
      }
    }
  }

  private <T extends org.apache.avro.specific.SpecificRecord> Consumer<byte[]> reader(
      TopicSpec topic, Class<T> type, Consumer<T> fold) {
    Deserializer<T> deserializer = RegistrySerdes.deserializer(type, kafka);
    return value -> {
      T record = deserializer.deserialize(topic.name(), value);
      synchronized (lock) {
        fold.accept(record);
      }
    };
  }

  private static Map<TopicPartition, Long> ends(
      KafkaConsumer<byte[], byte[]> consumer, Stream<TopicSpec> topics) {
    List<TopicPartition> partitions =
        topics
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    return consumer.endOffsets(partitions);
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    Collection<Map.Entry<TopicPartition, Long>> all = ends.entrySet();
    return all.stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("allow.auto.create.topics", "false");
    properties.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() {
    try {
      if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("closed while it waited");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> reading = current;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
