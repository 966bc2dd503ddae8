package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectProcess;
import io.sluice.events.DocumentCompleted;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a sink reads from, commits and sets aside. */
public final class SinkTopics {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LocalStack stack;

  public SinkTopics(LocalStack stack) {
    this.stack = stack;
  }

  /** Something that will hold in time. */
  public interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Publishes a completed record. */
  public void send(DocumentCompleted record) throws Exception {
    try (var producer =
        new KafkaProducer<String, DocumentCompleted>(
            stack.clientConfig(),
            new StringSerializer(),
            RegistrySerdes.serializer(stack.clientConfig()))) {
      producer
          .send(new ProducerRecord<>(Topics.COMPLETED.name(), record.getDocumentId(), record))
          .get();
    }
  }

  /** The sum of the group's offsets: how many records it has committed. */
  public long committed(String group) throws Exception {
    try (Admin admin = Admin.create(stack.clientConfig())) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  /** The messages of the dead letters; waits for the first. */
  public List<String> deadLetters(String topic) {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put("group.id", "reader-of-" + topic);
    config.put("auto.offset.reset", "earliest");
    List<String> messages = new ArrayList<>();
    Instant end = Instant.now().plus(PATIENCE);
    try (var consumer =
        new KafkaConsumer<String, byte[]>(
            config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (messages.isEmpty() && Instant.now().isBefore(end)) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(one ->
                messages.add(
                    new String(
                        one.headers().lastHeader("__connect.errors.exception.message").value(),
                        StandardCharsets.UTF_8)));
      }
    }
    return messages;
  }

  /** Asks until it holds, and shows the worker's last lines if it does not. */
  public void await(String what, ConnectProcess worker, Condition condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      boolean inTime = Instant.now().isBefore(end);
      assertThat(inTime)
          .as(() -> what + " within " + PATIENCE + "; the worker said: " + worker.lastLines())
          .isTrue();
      // Asking costs the broker and this machine more than it tells.
      Thread.sleep(PAUSE.toMillis());
    }
  }
}
