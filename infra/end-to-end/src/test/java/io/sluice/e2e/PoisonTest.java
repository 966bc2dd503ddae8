package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.Ending;
import io.sluice.cli.Endings;
import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that nobody can use, on a real broker and registry and to every room: each ends where
 * infra/docs/howto/operators.md says, and the good document behind them flows on.
 */
class PoisonTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final byte[] NO_AVRO = "no avro at all".getBytes(StandardCharsets.UTF_8);

  /** The wire format's zero byte, and an id that no registry gave out. */
  private static final byte[] UNKNOWN_SCHEMA = {0, 0x7f, 0, 0, 1, 2, 3};

  @TempDir Path folder;

  @Test
  void eachPoisonEndsWithItsReasonAndTheNextDocumentFlowsOn() throws Exception {
    try (River river = River.embedded(folder, RunOptions.of(1));
        ContentStore store = ContentStores.open(river.connection().contentStore());
        KafkaProducer<String, byte[]> producer = producer(river);
        Serializer<DocumentReceived> serializer =
            RegistrySerdes.serializer(river.connection().properties(Map.of()))) {
      send(producer, Topics.RECEIVED, "no-avro", NO_AVRO);
      send(producer, Topics.RECEIVED, "unknown-schema", UNKNOWN_SCHEMA);
      // What workers and the life cycle get from each other can be poisoned by anybody who may
      // write.
      for (TopicSpec topic :
          List.of(
              Topics.PARSE_REQUESTED,
              Topics.PARSED,
              Topics.INFERENCE_CPU_REQUESTED,
              Topics.PREDICTED)) {
        send(producer, topic, "at-" + topic.name(), UNKNOWN_SCHEMA);
      }
      ContentReference missing =
          store.put(new Owner("test", "missing"), "never mind".getBytes(StandardCharsets.UTF_8));
      Files.delete(Path.of(URI.create(missing.getUri())));
      send(producer, Topics.RECEIVED, "missing", bytes(serializer, "missing", missing));
      ContentReference changed =
          store.put(new Owner("test", "changed"), "as it was".getBytes(StandardCharsets.UTF_8));
      Files.writeString(Path.of(URI.create(changed.getUri())), "as it is!");
      send(producer, Topics.RECEIVED, "changed", bytes(serializer, "changed", changed));
      InlineContent good =
          new InlineContent(
              ByteBuffer.wrap(
                  "<p>The members met on 3 March.</p>".getBytes(StandardCharsets.UTF_8)));
      send(producer, Topics.RECEIVED, "wrong-key", bytes(serializer, "other-id", good));
      byte[] tooLarge = new byte[Topics.RECEIVED.maxMessageBytes() + 1];
      assertThatThrownBy(() -> send(producer, Topics.RECEIVED, "too-large", tooLarge))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RecordTooLargeException.class);
      send(producer, Topics.RECEIVED, "good", bytes(serializer, "good", good));

      Map<String, String> ends = ends(river, 6);

      assertThat(ends)
          .containsEntry("missing", "CONTENT_MISSING")
          .containsEntry("changed", "CONTENT_CHANGED")
          .containsEntry("good", "REVIEW");
      assertThat(ends.keySet().stream().filter(id -> id.startsWith("no-avro~"))).hasSize(1);
      assertThat(ends.keySet().stream().filter(id -> id.startsWith("unknown-schema~"))).hasSize(1);
      assertThat(ends.keySet().stream().filter(id -> id.startsWith("other-id~"))).hasSize(1);
      assertThat(deadLetterKeys(river, 7))
          .contains(
              "no-avro",
              "unknown-schema",
              "wrong-key",
              "at-" + Topics.PARSE_REQUESTED.name(),
              "at-" + Topics.PARSED.name(),
              "at-" + Topics.INFERENCE_CPU_REQUESTED.name(),
              "at-" + Topics.PREDICTED.name());
    }
  }

  private static byte[] bytes(Serializer<DocumentReceived> serializer, String id, Object content) {
    String sha256 =
        content instanceof ContentReference reference
            ? reference.getSha256()
            : Ids.sha256(((InlineContent) content).getData().array());
    return serializer.serialize(
        Topics.RECEIVED.name(),
        DocumentReceived.newBuilder()
            .setDocumentId(id)
            .setTenant("test")
            .setSource("poison-test")
            .setFileName(id + ".html")
            .setDataClass(DataClass.INTERNAL)
            .setContent(content)
            .setSha256(sha256)
            .setReceivedAt(Instant.now())
            .build());
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, TopicSpec topic, String key, byte[] value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
  }

  private static KafkaProducer<String, byte[]> producer(River river) {
    return new KafkaProducer<>(
        // The broker's limit is what is tested, not the sender's.
        river.connection().properties(Map.of("acks", "all", "max.request.size", "67108864")),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Route or reason by id, once so many have ended. */
  private static Map<String, String> ends(River river, int enough) {
    Map<String, String> ends = new HashMap<>();
    try (Endings endings = new Endings(river.connection())) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (ends.size() < enough && Instant.now().isBefore(deadline)) {
        for (Ending ending : endings.poll(Duration.ofMillis(200))) {
          ends.put(
              ending.documentId(),
              ending.reason() == null ? ending.route().name() : ending.reason());
        }
      }
    }
    assertThat(ends).as("what has ended").hasSize(enough);
    return ends;
  }

  private static Set<String> deadLetterKeys(River river, int enough) {
    Map<String, byte[]> letters = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            river
                .connection()
                .properties(
                    Map.of(
                        "group.id", "poison-test",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed")),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.DEAD_LETTERS.name()));
      Instant deadline = Instant.now().plus(PATIENCE);
      while (letters.size() < enough && Instant.now().isBefore(deadline)) {
        for (ConsumerRecord<String, byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
          letters.put(letter.key(), letter.value());
        }
      }
    }
    return letters.keySet();
  }
}
