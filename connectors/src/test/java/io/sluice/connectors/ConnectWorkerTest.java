package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.DocumentRejected;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins in a real Connect worker, against a real broker and a registry. */
class ConnectWorkerTest {
  private static final String COMPLETED = Topics.COMPLETED.name();
  private static final String DEAD = "sluice-files.dead-letters";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path EXAMPLES =
      Path.of(System.getProperty("sluice.root"), "infra/docs/examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path disk;
  private static LocalStack stack;
  private static Connect<?> worker;
  private static Path records;

  @BeforeAll
  static void start() throws IOException {
    stack = LocalStack.startTemporary();
    records = Files.createDirectories(disk.resolve("records"));
    worker = new ConnectStandalone().startConnect(workerConfig());
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.stop();
      worker.awaitStop();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void completedRecordsArriveAsFilesPoisonIsSetAsideAndOffsetsFollowTheFiles() throws Exception {
    List<byte[]> poison =
        List.of("no avro".getBytes(StandardCharsets.UTF_8), avro(rejected("doc-of-another-kind")));
    send("doc-poison", poison.get(0));
    for (int i = 0; i < 20; i++) {
      send("doc-" + i, avro(Samples.completed("doc-" + i, "invoice", 1)));
    }
    send("doc-another", poison.get(1));
    for (int i = 0; i < 10; i++) {
      send("doc-0", avro(Samples.completed("doc-0", "order", 2)));
    }

    HttpResponse<String> created = send("POST", "/connectors", sinkExample());
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

    assertThat(deadLetters(2))
        .extracting(ConsumerRecord::value)
        .containsExactlyInAnyOrderElementsOf(poison);
    await("all offsets committed", () -> committed("connect-sluice-files") == 32);
    // Only now: what is committed must be there, without waiting any longer.
    assertThat(files()).hasSize(20).contains("order/doc-0.json", "invoice/doc-19.json");

    // The last record of its partition is one that no converter can read.
    send("doc-poison", poison.get(0));
    await("the last poison committed", () -> committed("connect-sluice-files") == 33);

    Path inTheWay = Files.createFile(records.resolve("contract"));
    send("doc-late", avro(Samples.completed("doc-late", "contract", 1)));
    Instant tenCommitIntervals = Instant.now().plusSeconds(2);
    while (Instant.now().isBefore(tenCommitIntervals)) {
      assertThat(committed("connect-sluice-files")).isEqualTo(33);
    }
    Files.delete(inTheWay);
    await("the late record committed", () -> committed("connect-sluice-files") == 34);
    assertThat(files()).contains("contract/doc-late.json");
  }

  @Test
  void aConfigurationWithoutItsFolderIsRefusedBeforeItRuns() throws Exception {
    HttpResponse<String> answer =
        send(
            "PUT",
            "/connector-plugins/RecordFileSinkConnector/config/validate",
            """
            {"name": "x", "connector.class": "RecordFileSinkConnector", "topics": "%s", "folder": "/not/there"}
            """
                .formatted(COMPLETED));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"error_count\":1").contains("must be an existing folder");
  }

  /** The integrators' example, with this test's addresses; the plugins are on the class path. */
  private static Map<String, String> workerConfig() throws IOException {
    Properties example = new Properties();
    example.load(new StringReader(Files.readString(EXAMPLES.resolve("connect-worker.properties"))));
    Map<String, String> config = new HashMap<>();
    example.stringPropertyNames().forEach(name -> config.put(name, example.getProperty(name)));
    config.remove("plugin.path");
    config.put("bootstrap.servers", stack.bootstrapServers());
    config.put("value.converter.schema.registry.url", stack.registryUrl());
    config.put("listeners", "http://127.0.0.1:0");
    config.put("offset.storage.file.filename", disk.resolve("offsets").toString());
    config.put("offset.flush.interval.ms", "200");
    return config;
  }

  /** The integrators' example, with this test's folder. */
  private static String sinkExample() throws IOException {
    ObjectNode example = (ObjectNode) JSON.readTree(EXAMPLES.resolve("file-sink.json").toFile());
    ((ObjectNode) example.path("config"))
        .put("folder", records.toString())
        .put("errors.deadletterqueue.topic.replication.factor", "1");
    return example.toString();
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    URI base = worker.rest().advertisedUrl();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void send(String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            stack.clientConfig(), new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(COMPLETED, key, value)).get();
    }
  }

  private static byte[] avro(SpecificRecord record) {
    try (Serializer<SpecificRecord> serializer = RegistrySerdes.serializer(stack.clientConfig())) {
      return serializer.serialize("any-" + record.getSchema().getName(), record);
    }
  }

  private static DocumentRejected rejected(String documentId) {
    return DocumentRejected.newBuilder()
        .setDocumentId(documentId)
        .setTenant("acme")
        .setSource("test")
        .setStage(Stage.PARSE)
        .setReason(Reason.CORRUPT)
        .setMessage("sent to the wrong topic")
        .setReceivedAt(Samples.RECEIVED)
        .setRejectedAt(Instant.EPOCH)
        .build();
  }

  private static List<ConsumerRecord<String, byte[]>> deadLetters(int count) {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put("group.id", "test");
    config.put("auto.offset.reset", "earliest");
    config.put("metadata.max.age.ms", "500");
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    Instant end = Instant.now().plus(PATIENCE);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(DEAD));
      while (found.size() < count && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }

  private static long committed(String group) throws Exception {
    try (Admin admin = Admin.create(stack.clientConfig())) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(records)) {
      return all.filter(Files::isRegularFile)
          .map(file -> records.relativize(file).toString())
          .toList();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /** Asking takes a round trip to the broker, which is pause enough. */
  private static void await(String what, Condition condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("%s within %s", what, PATIENCE).isBefore(end);
    }
  }
}
