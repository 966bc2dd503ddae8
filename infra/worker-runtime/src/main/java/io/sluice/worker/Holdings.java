package io.sluice.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records that a lane holds, and their locks. Belongs to the lane's thread. */
final class Holdings<T, R> {
  private static final Logger log = LoggerFactory.getLogger(Holdings.class);

  private final ShareConsumer<byte[], byte[]> consumer;
  private final Duration wantedLock;
  private final PoolMeters meters;
  private final Map<Place, Held<T, R>> held = new LinkedHashMap<>();
  private Lease lease;

  /** What a renewal has changed: records whose lock is gone, and others that came along. */
  record Renewal<T, R>(List<Held<T, R>> lost, List<Held<T, R>> fresh) {}

  Holdings(ShareConsumer<byte[], byte[]> consumer, Duration wantedLock, PoolMeters meters) {
    this.consumer = consumer;
    this.wantedLock = wantedLock;
    this.meters = meters;
    this.lease = new Lease(System.nanoTime(), wantedLock);
  }

  void subscribe(String topic) {
    consumer.subscribe(List.of(topic));
    consumer.setAcknowledgementCommitCallback((offsets, error) -> {
      if (error != null) {
        // They come again, here or elsewhere; the life cycle drops the second result.
        meters.unacknowledged(offsets.values().stream().mapToInt(Set::size).sum());
        log.info("acknowledgements refused for {}: {}", offsets, error.toString());
      }
    });
  }

  /** Takes new records; only when it holds none. Sends what was acknowledged along. */
  List<Held<T, R>> take(Duration atMost) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(atMost);
    if (!records.isEmpty()) {
      // They were locked at some moment of the poll: reckon with its first.
      lease = new Lease(System.nanoTime() - atMost.toNanos(), lock());
    }
    return fresh(records);
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  int size() {
    return held.size();
  }

  List<Held<T, R>> all() {
    return List.copyOf(held.values());
  }

  /** Whether this very delivery is still held. */
  boolean holds(Held<T, R> each) {
    return held.get(each.place) == each;
  }

  void acknowledge(Held<T, R> each, AcknowledgeType type) {
    consumer.acknowledge(each.record, type);
    forget(each);
  }

  /** Sends the acknowledgements of what is done, because the rest takes longer. */
  void commit() {
    consumer.commitAsync();
  }

  boolean due(long nowNanos) {
    return !held.isEmpty() && lease.due(nowNanos);
  }

  long nanosToRenewal(long nowNanos) {
    return lease.nanosToRenewal(nowNanos);
  }

  /**
   * Renews the locks. poll() refuses to run while a record is neither acknowledged nor renewed, and
   * returns renewed ones again; commitSync() in between keeps it from fetching more than we can
   * work on.
   */
  Renewal<T, R> renew() {
    long asked = System.nanoTime();
    held.values().forEach(each -> consumer.acknowledge(each.record, AcknowledgeType.RENEW));
    meters.renewed(held.size());
    try {
      consumer.commitSync(lock());
    } catch (KafkaException e) {
      log.warn("locks not renewed in time: {}", e.toString());
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);
    Set<Place> still = new HashSet<>();
    records.forEach(record -> still.add(Place.of(record)));
    List<Held<T, R>> lost =
        held.values().stream().filter(each -> !still.contains(each.place)).toList();
    lost.forEach(this::forget);
    lease = new Lease(asked, lock());
    return new Renewal<>(lost, fresh(records));
  }

  /** Sends the last acknowledgements and leaves the group; what is still held comes free. */
  void leave(Duration limit) {
    try {
      consumer.commitSync(limit);
    } catch (RuntimeException e) {
      // What was not released comes free when its lock ends.
      log.warn("acknowledgements not sent: {}", e.toString());
    }
    try {
      consumer.close(limit);
    } catch (RuntimeException e) {
      log.warn("consumer not closed: {}", e.toString());
    }
    all().forEach(this::forget);
  }

  private List<Held<T, R>> fresh(ConsumerRecords<byte[], byte[]> records) {
    List<Held<T, R>> fresh = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // A renewed record comes back from poll(): it is no new one.
      if (!held.containsKey(Place.of(record))) {
        Held<T, R> each = new Held<>(record);
        held.put(each.place, each);
        fresh.add(each);
        meters.held(1);
      }
    }
    return fresh;
  }

  private void forget(Held<T, R> each) {
    held.remove(each.place);
    meters.held(-1);
  }

  private Duration lock() {
    return consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(wantedLock);
  }
}
