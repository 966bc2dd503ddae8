package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.Authority;
import io.sluice.events.ClassProbability;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentParsed;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParseRequested;
import io.sluice.events.ParsedContent;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.events.StageFailure;
import io.sluice.events.StageUse;
import io.sluice.events.Word;
import io.sluice.llm.worker.Door;
import io.sluice.llm.worker.LlmConfig;
import io.sluice.llm.worker.LlmRoom;
import io.sluice.llm.worker.Rung;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import io.sluice.streams.StreamsAppConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rungs above the micro model on a real broker, with a server that answers as it is told. */
class LadderTest {
  private static final String ANSWER =
      """
      {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
       "content": "{\\"grand_total\\": {\\"value\\": \\"119.00\\", \\"page\\": 1, \\"quote\\": \\"due 119.00\\"}}"}}],
       "usage": {"prompt_tokens": 900, "completion_tokens": 60}}\
      """;

  @TempDir private static Path folder;
  private static LocalStack stack;
  private static HttpServer server;
  private static final AtomicInteger asked = new AtomicInteger();

  @BeforeAll
  static void start() throws IOException {
    stack = LocalStack.startTemporary();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          String question =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.incrementAndGet();
          boolean ofAnInvoice = question.contains("grand_total");
          byte[] bytes =
              (ofAnInvoice ? ANSWER : ANSWER.replace("grand_total", "total"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    stack.close();
  }

  @Test
  void aModelOfOurOwnAnswersEveryTaskWithEvidence() throws Exception {
    publish(Topics.INFERENCE_LLM_REQUESTED, 20, "own");
    try (LlmRoom room = LlmRoom.start(config(Rung.LLM, true), Door.CLOSED)) {
      List<Predicted> answers = answers(Topics.INFERENCE_LLM_ANSWERED, 20, "own");
      assertThat(answers)
          .allSatisfy(answer -> {
            Prediction prediction = (Prediction) answer.getOutcome();
            ExtractedField total = prediction.getFields().getFirst();
            assertThat(total.getValue()).isEqualTo("119.00");
            assertThat(total.getReader()).isEqualTo(Reader.LLM);
            assertThat(prediction.getTokensIn()).isEqualTo(900);
          });
      assertThat(room.health().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aModelOfOthersIsNotAskedWithoutAPolicyAndTheDocumentGoesOn() throws Exception {
    int before = asked.get();
    publish(Topics.FRONTIER, 3, "others");
    try (LlmRoom room = LlmRoom.start(config(Rung.FRONTIER, false), Door.CLOSED)) {
      assertThat(answers(Topics.ANSWERED, 3, "others"))
          .allSatisfy(answer -> {
            StageFailure failure = (StageFailure) answer.getOutcome();
            assertThat(failure.getReason()).isEqualTo(Reason.EGRESS_DENIED);
            assertThat(failure.getMessage()).contains("no egress policy");
          });
      assertThat(room.health()).isNotNull();
    }
    assertThat(asked.get()).isEqualTo(before);
  }

  @Test
  void aFieldInDoubtClimbsInARunningRiverAndTheDocumentCompletes() throws Exception {
    String id = "climber";
    try (StreamsApp app = streamsApp();
        LlmRoom room = LlmRoom.start(config(Rung.LLM, true), Door.CLOSED);
        ByHand hand = new ByHand(stack.clientConfig());
        ContentStore store = ContentStores.open(store())) {
      hand.send(Topics.RECEIVED, id, CaughtInTheMiddle.received(id));
      hand.await(Topics.PARSE_REQUESTED, ParseRequested.class, t -> t.getDocumentId().equals(id));
      DocumentParsed parsed = CaughtInTheMiddle.parsed(id, id + "/parse/1");
      ParsedDocument withWords =
          ParsedDocument.newBuilder((ParsedDocument) parsed.getOutcome())
              .setContent(ParsedContents.store(store, new Owner("acme", id), page()))
              .build();
      hand.send(Topics.PARSED, id, DocumentParsed.newBuilder(parsed).setOutcome(withWords).build());
      CaughtInTheMiddle.predict(hand, Topics.PREDICTED, id, "/infer/1", 0.5);
      DocumentCompleted done =
          hand.await(Topics.COMPLETED, DocumentCompleted.class, c -> c.getDocumentId().equals(id));
      assertThat(done.getAuthority()).isEqualTo(Authority.LLM);
      assertThat(done.getFields())
          .filteredOn(field -> field.getName().equals("total"))
          .singleElement()
          .satisfies(total -> {
            assertThat(total.getValue()).as("the surer one is believed").isEqualTo("119.00");
            assertThat(total.getReader()).isEqualTo(Reader.LLM);
          });
      assertThat(done.getUses())
          .extracting(StageUse::getStage, StageUse::getBy)
          .containsExactly(
              tuple(Stage.PARSE, "by hand"),
              tuple(Stage.INFER, "by-hand"),
              tuple(Stage.ESCALATE, "any"));
      assertThat(app.isReady() && room.health() != null).isTrue();
    }
  }

  /** The ladder was measured with the model "any", which states no confidence. */
  private static StreamsApp streamsApp() throws Exception {
    Path gate = CaughtInTheMiddle.gate(folder);
    Path ladder =
        Files.writeString(
            folder.resolve("ladder.yaml"),
            """
            version: 1
            targetError: 0.01
            types:
              receipt:
                threshold: 0.9
                askBelow: 0.9
                echo: 0.3
                rungs: {any: {pool: llm, reliability: {total: {value: 0.95, absent: 0.1}}}}
            """);
    ConfigNode node =
        ConfigNode.of(
            "ladder test",
            Map.of(
                "kafka", stack.clientConfig(),
                "gate", gate.toString(),
                "ladder", ladder.toString(),
                "llm", Map.of("enabled", true),
                "stateDir", folder.resolve("streams").toString()));
    StreamsAppConfig config = StreamsAppConfig.from(node);
    node.finish();
    return StreamsApp.start(config);
  }

  private static LlmConfig config(Rung rung, boolean inHouse) {
    ConfigNode node =
        Configs.parse(
            "test",
            """
            servers: [{name: model, url: '%s://127.0.0.1:%d/v1', model: any, inHouse: %s}]
            contentStore: '%s'
            concurrency: {workers: 8}
            kafka: {bootstrap.servers: '%s', schema.registry.url: '%s'}
            """
                .formatted(
                    inHouse ? "http" : "https",
                    server.getAddress().getPort(),
                    inHouse,
                    store(),
                    stack.bootstrapServers(),
                    stack.registryUrl()));
    LlmConfig config = LlmConfig.from(rung, node);
    node.finish();
    return config;
  }

  private static String store() {
    return folder.resolve("content").toUri().toString();
  }

  private static ParsedContent page() {
    return new ParsedContent(
        "Total due 119.00",
        List.of(),
        List.of(
            new Word("Total", 1, null, 0, null),
            new Word("due", 1, null, 6, null),
            new Word("119.00", 1, null, 10, null)),
        List.of(),
        Map.of());
  }

  private static void publish(TopicSpec topic, int count, String name) throws Exception {
    Map<String, Object> client = new HashMap<>(stack.clientConfig());
    Serializer<FrontierEscalation> serializer = RegistrySerdes.serializer(client);
    try (ContentStore store = ContentStores.open(store());
        var producer = new KafkaProducer<>(client, new StringSerializer(), serializer)) {
      for (int i = 0; i < count; i++) {
        String id = name + "-" + i;
        FrontierEscalation task =
            FrontierEscalation.newBuilder()
                .setTaskId(id + "/escalate/1")
                .setDocumentId(id)
                .setTenant("acme")
                .setDataClass(DataClass.INTERNAL)
                .setDocumentType("invoice")
                .setFields(List.of("grand_total"))
                .setDoubts(List.of(new Doubt("grand_total", "FIELD_BELOW_THRESHOLD", "0.4 < 0.9")))
                .setContent(ParsedContents.store(store, new Owner("acme", id), page()))
                .setPrediction(
                    Prediction.newBuilder()
                        .setClasses(List.of(new ClassProbability("invoice", 0.99)))
                        .setFields(List.of())
                        .setModel(new ModelInfo("micro", "1", "0"))
                        .setWallMillis(1)
                        .build())
                .setRequestedAt(Instant.parse("2026-11-21T12:00:00Z"))
                .build();
        producer.send(new ProducerRecord<>(topic.name(), id, task));
      }
    }
  }

  private static List<Predicted> answers(TopicSpec topic, int count, String name) {
    Map<String, Object> client = new HashMap<>(stack.clientConfig());
    client.put("group.id", "ladder-test-" + topic.name());
    client.put("auto.offset.reset", "earliest");
    Map<String, Predicted> answers = new HashMap<>();
    Instant end = Instant.now().plusSeconds(60);
    try (var consumer =
        new KafkaConsumer<>(
            client,
            new StringDeserializer(),
            RegistrySerdes.deserializer(Predicted.class, client))) {
      consumer.subscribe(Set.of(topic.name()));
      while (answers.size() < count && Instant.now().isBefore(end)) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> {
              if (record.key().startsWith(name)) {
                answers.put(record.value().getTaskId(), record.value());
              }
            });
      }
    }
    assertThat(answers).hasSize(count);
    return List.copyOf(answers.values());
  }
}
