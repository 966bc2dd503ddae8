package io.sluice.benchmarks;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.ModelInfo;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Word;
import io.sluice.llm.worker.Door;
import io.sluice.llm.worker.LlmConfig;
import io.sluice.llm.worker.LlmRoom;
import io.sluice.llm.worker.Rung;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The pool of language models against a server with the latency of continuous batching, as a ratio
 * to what the server can do at all: by arithmetic, and as an ideal client gets it that always has
 * twice as many requests under way as the batch has room for. Real broker, real pool, real
 * protocol.
 */
final class LlmPoolBenchmark {
  private static final String ANSWER =
      """
      {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
       "content": "{\\"grand_total\\": {\\"value\\": \\"119.00\\", \\"page\\": 1, \\"quote\\": \\"Total due 119.00\\"}}"}}],
       "usage": {"prompt_tokens": 900, "completion_tokens": 60}}\
      """;

  private LlmPoolBenchmark() {}

  /** REQUESTS SLOTS */
  public static void main(String[] arguments) throws Exception {
    int requests = Integer.parseInt(arguments[0]);
    int slots = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("sluice-benchmark");
    String uri = folder.resolve("content").toUri().toString();
    try (BatchingServer server = new BatchingServer(slots, ANSWER);
        LocalStack stack = LocalStack.start(folder.resolve("stack"));
        ContentStore store = ContentStores.open(uri)) {
      System.err.println("stack is up");
      publish(stack, store, 2 * slots, "warm-up");
      try (LlmRoom room = LlmRoom.start(config(stack, server, uri, slots), Door.CLOSED)) {
        System.err.println("room is up");
        await(stack, 2 * slots);
        System.err.println("warm");
        server.reset();
        publish(stack, store, requests, "document");
        await(stack, 2 * slots + requests);
        if (server.served() != requests) {
          throw new IllegalStateException(server.served() + " requests for " + requests + " tasks");
        }
        double pool = server.rate();
        double poolBatch = server.batch();
        byte[] body = server.lastBody();
        server.reset();
        ideal(server, body, requests, 2 * slots);
        double ideal = server.rate();
        double limit = server.limit(body.length);
        System.out.printf(
            Locale.ROOT,
            "%d tasks, batches of up to %d, prompts of %d characters: limit %.1f/s, ideal client %.1f/s (batch %.1f),"
                + " pool %.1f/s (batch %.1f); pool to limit %.2f, to the ideal client %.2f; health %s%n",
            requests,
            slots,
            body.length,
            limit,
            ideal,
            server.batch(),
            pool,
            poolBatch,
            pool / limit,
            pool / ideal,
            room.health());
      }
    }
    System.exit(0);
  }

  private static LlmConfig config(LocalStack stack, BatchingServer server, String uri, int slots) {
    ConfigNode node =
        Configs.parse(
            "benchmark",
            """
            servers: [{name: model, url: '%s', model: any, inHouse: true}]
            contentStore: '%s'
            concurrency: {workers: %d}
            kafka: {bootstrap.servers: '%s', schema.registry.url: '%s'}
            """
                .formatted(
                    server.url(),
                    uri,
                    slots * 3 / 2,
                    stack.bootstrapServers(),
                    stack.registryUrl()));
    LlmConfig config = LlmConfig.from(Rung.LLM, node);
    node.finish();
    return config;
  }

  private static void publish(LocalStack stack, ContentStore store, int count, String name)
      throws Exception {
    ParsedContent page = page();
    Map<String, Object> client = new HashMap<>(stack.clientConfig());
    Serializer<FrontierEscalation> serializer = RegistrySerdes.serializer(client);
    try (var producer = new KafkaProducer<>(client, new StringSerializer(), serializer)) {
      for (int i = 0; i < count; i++) {
        String id = name + "-" + i;
        ContentReference content = ParsedContents.store(store, new Owner("t", id), page);
        producer.send(
            new ProducerRecord<>(Topics.INFERENCE_LLM_REQUESTED.name(), id, task(id, content)));
      }
    }
  }

  private static ParsedContent page() {
    String filler = "The quick brown fox delivers goods to the lazy dog ";
    String text = "Invoice 4711 " + filler.repeat(30) + "Total due 119.00 EUR";
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (String word : text.split(" ")) {
      words.add(new Word(word, 1, null, at, null));
      at += word.length() + 1;
    }
    return new ParsedContent(
        text,
        List.of(new Page(1, 595f, 842f, PageSource.TEXT_LAYER, null, null, 0f)),
        words,
        List.of(),
        Map.of());
  }

  private static FrontierEscalation task(String id, ContentReference content) {
    return FrontierEscalation.newBuilder()
        .setTaskId(id + "/escalate/1")
        .setDocumentId(id)
        .setTenant("t")
        .setDataClass(DataClass.INTERNAL)
        .setDocumentType("invoice")
        .setFields(List.of("grand_total"))
        .setDoubts(List.of(new Doubt("grand_total", "FIELD_BELOW_THRESHOLD", "0.4 < 0.9")))
        .setContent(content)
        .setPrediction(
            Prediction.newBuilder()
                .setClasses(List.of(new ClassProbability("invoice", 0.99)))
                .setFields(List.of())
                .setModel(new ModelInfo("micro", "1", "0"))
                .setWallMillis(1)
                .build())
        .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .build();
  }

  /** Waits until so many answers stand on the topic in all, every one with its value. */
  private static void await(LocalStack stack, int count) {
    Map<String, Object> client = new HashMap<>(stack.clientConfig());
    client.put("group.id", "benchmark-" + count);
    client.put("auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(
            client,
            new StringDeserializer(),
            RegistrySerdes.deserializer(Predicted.class, client))) {
      consumer.subscribe(Set.of(Topics.INFERENCE_LLM_ANSWERED.name()));
      int seen = 0;
      while (seen < count) {
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          if (!(record.value().getOutcome() instanceof Prediction prediction)
              || !"119.00".equals(prediction.getFields().getFirst().getValue())) {
            throw new IllegalStateException("no answer: " + record.value());
          }
          seen++;
        }
      }
    }
  }

  private static void ideal(BatchingServer server, byte[] body, int requests, int inFlight)
      throws Exception {
    Semaphore room = new Semaphore(inFlight);
    List<CompletableFuture<?>> all = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < requests; i++) {
        room.acquire();
        all.add(
            client
                .sendAsync(
                    HttpRequest.newBuilder(java.net.URI.create(server.url() + "/chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, error) -> room.release()));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }
  }
}
