package io.sluice.chaos;

import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Watches documents end while the run goes on, on a thread of its own. It only says how far the run
 * is; the proof reads everything anew.
 */
final class Follower implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Set<String> completed = ConcurrentHashMap.newKeySet();
  private final Set<String> children = ConcurrentHashMap.newKeySet();
  private final List<Long> times = new CopyOnWriteArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().name("chaos-follower").daemon().unstarted(this::run);
  private volatile boolean closed;

  Follower(Places places) {
    consumer =
        new KafkaConsumer<>(
            places.clientConfig(
                Map.of("isolation.level", "read_committed", "enable.auto.commit", "false")),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    Stream<String> topics =
        Stream.concat(
            Arrays.stream(Route.values())
                .flatMap(route -> route.topic().stream())
                .map(TopicSpec::name),
            Stream.of(Topics.CHILDREN.name()));
    List<TopicPartition> partitions =
        topics
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          note(record);
        }
      }
    }
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topics.CHILDREN.name())) {
      children.add(record.key());
      return;
    }
    if (ended.add(record.key())) {
      times.add(System.currentTimeMillis());
    }
    if (record.topic().equals(Topics.COMPLETED.name())) {
      completed.add(record.key());
    }
  }

  /** How many of the given documents have ended. */
  int endedOf(Set<String> ids) {
    return (int) ids.stream().filter(ended::contains).count();
  }

  /** Those of the given documents, and of the parts of any, that have not ended. */
  Set<String> open(Set<String> ids) {
    return Stream.concat(ids.stream(), children.stream())
        .filter(id -> !ended.contains(id))
        .collect(Collectors.toSet());
  }

  int completed() {
    return completed.size();
  }

  /** When documents ended, in milliseconds since the epoch, ascending. */
  List<Long> times() {
    return new ArrayList<>(times);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
