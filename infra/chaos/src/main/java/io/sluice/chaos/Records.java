package io.sluice.chaos;

import io.sluice.audit.ChainCheck;
import io.sluice.events.AuditEntry;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.Predicted;
import io.sluice.events.Reason;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.StageFailure;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what stands on the topics, all of it, from their beginning, read_committed. */
final class Records {
  private static final List<TopicSpec> READ =
      List.of(
          Topics.RECEIVED,
          Topics.CHILDREN,
          Topics.PARSE_REQUESTED,
          Topics.PARSED,
          Topics.INFERENCE_CPU_REQUESTED,
          Topics.INFERENCE_GPU_REQUESTED,
          Topics.PREDICTED,
          Topics.COMPLETED,
          Topics.REVIEWS_REQUESTED,
          Topics.REVIEWS_DECIDED,
          Topics.REJECTED,
          Topics.STATUS);

  /** Where records are set aside: by Sluice, and by the sink. */
  private static final List<String> ASIDE =
      List.of(Topics.DEAD_LETTERS.name(), Setup.SINK_DEAD_LETTERS);

  private Records() {}

  /** What the topics say. */
  static List<Seen> on(Places places) {
    Map<String, Object> config =
        places.clientConfig(
            Map.of("isolation.level", "read_committed", "enable.auto.commit", "false"));
    List<Seen> seen = new ArrayList<>();
    Map<String, Seen> statuses = new LinkedHashMap<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      for (String topic : ASIDE) {
        for (ConsumerRecord<String, byte[]> record : all(consumer, topic)) {
          seen.add(new Seen.SetAside(String.valueOf(record.key()), headers(record)));
        }
      }
      seen.addAll(audit(consumer, config));
      for (TopicSpec topic : READ) {
        Deserializer<? extends SpecificRecord> values =
            RegistrySerdes.deserializer(Objects.requireNonNull(topic.valueClass()), config);
        for (ConsumerRecord<String, byte[]> record : all(consumer, topic.name())) {
          Seen each = of(topic, values.deserialize(topic.name(), record.value()));
          if (!each.documentId().equals(record.key())) {
            seen.add(
                new Seen.WrongKey(each.documentId(), topic.name(), String.valueOf(record.key())));
          }
          if (each instanceof Seen.Reported) {
            statuses.put(each.documentId(), each);
          } else {
            seen.add(each);
          }
        }
      }
    }
    seen.addAll(statuses.values());
    return seen;
  }

  /** The audit's entries, and where its chains break. */
  private static List<Seen> audit(
      KafkaConsumer<String, byte[]> consumer, Map<String, Object> config) {
    List<Seen> seen = new ArrayList<>();
    Map<Integer, ChainCheck> checks = new HashMap<>();
    try (var values = RegistrySerdes.deserializer(AuditEntry.class, config)) {
      for (ConsumerRecord<String, byte[]> record : all(consumer, Topics.AUDIT.name())) {
        AuditEntry entry = values.deserialize(record.topic(), record.value());
        seen.add(new Seen.Audited(entry.getDocumentId(), entry.getDecision()));
        checks
            .computeIfAbsent(record.partition(), partition -> new ChainCheck(partition, null))
            .next(new ChainCheck.Link(record.offset(), record.key(), record.value(), entry))
            .ifPresent(why ->
                seen.add(
                    new Seen.Unchained(
                        entry.getDocumentId(),
                        "partition %d, offset %d: %s"
                            .formatted(record.partition(), record.offset(), why))));
      }
    }
    return seen;
  }

  /** How many records were ever written, control records included. */
  static long count(Places places) {
    try (var consumer =
        new KafkaConsumer<>(
            places.clientConfig(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          READ.stream()
              .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** What the sink's folder says: one file is one effect. */
  static List<Seen> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .<Seen>map(name -> new Seen.Effect(name.substring(0, name.length() - ".json".length())))
          .toList();
    }
  }

  private static Seen of(TopicSpec topic, SpecificRecord value) {
    return switch (value) {
      case DocumentReceived r -> new Seen.Handed(r.getDocumentId());
      case ParseRequested r -> new Seen.Asked(r.getDocumentId(), r.getTaskId());
      case InferenceRequested r -> new Seen.Asked(r.getDocumentId(), r.getTaskId());
      case DocumentParsed r ->
          new Seen.Answered(r.getDocumentId(), r.getTaskId(), isGivenUp(r.getOutcome()));
      case Predicted r ->
          new Seen.Answered(r.getDocumentId(), r.getTaskId(), isGivenUp(r.getOutcome()));
      case DocumentCompleted r when r.getRevision() > 1 -> new Seen.Corrected(r.getDocumentId());
      case DocumentCompleted r -> new Seen.Ended(r.getDocumentId(), Route.COMPLETED, "");
      case ReviewRequested r ->
          new Seen.Questioned(
              r.getDocumentId(), r.getTaskId(), r.getPurpose() == ReviewPurpose.AUDIT);
      case ReviewDecided r -> new Seen.Decided(r.getDocumentId(), r.getTaskId());
      case DocumentRejected r ->
          new Seen.Ended(r.getDocumentId(), Route.REJECTED, r.getReason().name());
      case DocumentStatus r -> new Seen.Reported(r.getDocumentId(), r.getStage().name());
      default -> throw new IllegalStateException(topic.name() + " holds a " + value.getClass());
    };
  }

  private static boolean isGivenUp(Object outcome) {
    return outcome instanceof StageFailure failure
        && failure.getReason() == Reason.RETRIES_EXHAUSTED;
  }

  private static List<ConsumerRecord<String, byte[]>> all(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }
    return records;
  }

  private static String headers(ConsumerRecord<?, ?> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
        .map(text -> text.substring(0, Math.min(200, text.length())))
        .collect(Collectors.joining(", "));
  }
}
