package io.sluice.cli;

import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** What becomes of what was put back. Opened before, so that it misses nothing. Not thread-safe. */
final class Aftermath implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Nothing more happens there without a person, or at all. */
  private static final Set<LifeStage> RESTING =
      Set.of(LifeStage.COMPLETED, LifeStage.IN_REVIEW, LifeStage.REJECTED, LifeStage.REPLACED);

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<DocumentStatus> statuses;

  Aftermath(Map<String, ?> properties) {
    Map<String, Object> own = new HashMap<>(properties);
    own.put("isolation.level", "read_committed");
    own.put("enable.auto.commit", "false");
    consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    statuses = RegistrySerdes.deserializer(DocumentStatus.class, properties);
    List<TopicPartition> partitions = new ArrayList<>();
    for (var topic : List.of(Topics.STATUS, Topics.DEAD_LETTERS)) {
      consumer
          .partitionsFor(topic.name())
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy; the end is the one of now.
    partitions.forEach(consumer::position);
  }

  /**
   * Waits until each document rests, or its record was set aside again.
   *
   * @param atMost how long to wait in all
   * @param stop is asked several times a second
   * @return what became of each, by the handle of what was set aside; those not yet resting lack
   */
  Map<String, String> await(List<WayBack> ways, Duration atMost, BooleanSupplier stop) {
    Map<String, WayBack> open = new LinkedHashMap<>();
    ways.stream()
        .filter(way -> !(way instanceof WayBack.None))
        .forEach(way -> open.put(way.what().handle(), way));
    Map<String, String> became = new LinkedHashMap<>();
    Instant deadline = Instant.now().plus(atMost);
    while (!open.isEmpty() && Instant.now().isBefore(deadline) && !stop.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        open.values()
            .removeIf(way -> {
              String what = became(way, record);
              if (what != null) {
                became.put(way.what().handle(), what);
              }
              return what != null;
            });
      }
    }
    return became;
  }

  private @Nullable String became(WayBack way, ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
      SetAside.OfRecord letter = SetAside.OfRecord.of(record);
      String from = way.what().position().toString();
      return letter.header(SetAside.REPLAY_OF).filter(from::equals).isPresent()
          ? "set aside again: " + letter.message()
          : null;
    }
    if (record.value() == null || !TopicReader.text(record.key()).equals(way.what().documentId())) {
      return null;
    }
    DocumentStatus status = statuses.deserialize(record.topic(), record.value());
    boolean old =
        way instanceof WayBack.HandIn in && status.getReplay() < in.document().getReplay();
    if (old || !RESTING.contains(status.getStage())) {
      return null;
    }
    String stage = status.getStage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return status.getDetail() == null ? stage : stage + ": " + status.getDetail();
  }

  @Override
  public void close() {
    consumer.close();
    statuses.close();
  }
}
