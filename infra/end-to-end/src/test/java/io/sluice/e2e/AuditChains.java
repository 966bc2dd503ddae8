package io.sluice.e2e;

import io.sluice.audit.ChainCheck;
import io.sluice.events.AuditEntry;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The audit as it stands on the topic, once everything has come to rest. */
record AuditChains(List<AuditEntry> entries, List<String> breaks) {

  static AuditChains read(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    Map<Integer, ChainCheck> checks = new HashMap<>();
    List<AuditEntry> entries = new ArrayList<>();
    List<String> breaks = new ArrayList<>();
    try (var deserializer = RegistrySerdes.deserializer(AuditEntry.class, client);
        var consumer =
            new KafkaConsumer<String, byte[]>(
                properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.AUDIT.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          AuditEntry entry = deserializer.deserialize(record.topic(), record.value());
          entries.add(entry);
          checks
              .computeIfAbsent(record.partition(), p -> new ChainCheck(p, null))
              .next(new ChainCheck.Link(record.offset(), record.key(), record.value(), entry))
              .ifPresent(
                  why -> breaks.add(record.partition() + " at " + record.offset() + ": " + why));
        }
      }
    }
    return new AuditChains(List.copyOf(entries), List.copyOf(breaks));
  }
}
