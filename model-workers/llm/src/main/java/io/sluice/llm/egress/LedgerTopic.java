package io.sluice.llm.egress;

import io.sluice.events.EgressEntry;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all workers' entries on {@code sluice.escalations.egress.v1} into the ledger, each once
 * and in order. While it cannot, it is blind and says why; it tries on from the first entry that is
 * not taken, and sees again when it has caught up.
 */
final class LedgerTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<EgressEntry> deserializer;
  private final java.util.function.Consumer<EgressEntry> ledger;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread follower;
  private volatile @Nullable String blind;

  /** Takes over the consumer, which closes with it. */
  LedgerTopic(
      Consumer<byte[], byte[]> consumer,
      Deserializer<EgressEntry> deserializer,
      java.util.function.Consumer<EgressEntry> ledger) {
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.ledger = ledger;
    this.follower = Thread.ofPlatform().daemon().name("egress-ledger").unstarted(this::follow);
  }

  /**
   * Takes what stands on the topic.
   *
   * @throws KafkaException if it cannot be read
   */
  void catchUp(Instant since) {
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
    while (isBehind(ends)) {
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
      next.put(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
    }
    next.forEach(consumer::seek);
  }

  private boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  /** Goes on following in a thread of its own. */
  void start() {
    follower.start();
  }

  /** Why the ledger may lack entries; null while it lacks none. */
  @Nullable String blind() {
    return blind;
  }

  private void follow() {
    try {
      while (closing.getCount() > 0) {
        turn();
        if (blind != null && closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (InterruptedException e) {
      blind = "interrupted";
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes what has come.
   *
   * @throws WakeupException when it is closed meanwhile
   */
  void turn() {
    try {
      consumer.poll(POLL).forEach(this::take);
      if (blind != null && !isBehind(consumer.endOffsets(next.keySet()))) {
        blind = null;
        LOG.info("the egress ledger is followed again");
      }
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      if (blind == null) {
        LOG.error("the egress ledger cannot be followed; nothing leaves until it can", e);
      }
      blind = e.toString();
      next.forEach(consumer::seek);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    ledger.accept(deserializer.deserialize(record.topic(), record.value()));
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      follower.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
    deserializer.close();
  }
}
