package io.sluice.benchmarks;

import io.sluice.config.ConfigNode;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InferenceRequested;
import io.sluice.events.InlineContent;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParseRequested;
import io.sluice.events.ParsedDocument;
import io.sluice.events.ParserInfo;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import io.sluice.streams.StreamsAppConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The life cycle alone: a real broker, the real topology in exactly-once, and workers that answer
 * at once with nothing. Documents a second from the first that is handed in to the last that has
 * ended.
 */
final class LifeCycleBenchmark {
  private static final ContentReference NOTHING =
      new ContentReference("file:/nothing", "0".repeat(64), 0L);

  private LifeCycleBenchmark() {}

  /** DOCUMENTS BUNDLE-FOLDER */
  public static void main(String[] arguments) throws Exception {
    int documents = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("sluice-benchmark");
    AtomicBoolean stop = new AtomicBoolean();
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"));
        StreamsApp app = streamsApp(stack, folder, Path.of(arguments[1]))) {
      Map<String, Object> client = stack.clientConfig();
      List<Thread> workers =
          List.of(
              worker(
                  client,
                  stop,
                  Topics.PARSE_REQUESTED,
                  Topics.PARSED,
                  ParseRequested.class,
                  LifeCycleBenchmark::parsed),
              worker(
                  client,
                  stop,
                  Topics.INFERENCE_CPU_REQUESTED,
                  Topics.PREDICTED,
                  InferenceRequested.class,
                  LifeCycleBenchmark::predicted));
      workers.forEach(Thread::start);
      // The first round warms the JVM up; the second counts.
      run(client, documents / 4, "warm");
      double perSecond = run(client, documents, "counted");
      System.out.printf(
          Locale.ROOT,
          "life cycle, no-op workers, exactly-once: %.0f documents/s (%d documents); aim 1000; ratio to the aim %.2f%n",
          perSecond,
          documents,
          perSecond / 1000);
      stop.set(true);
      for (Thread worker : workers) {
        worker.join();
      }
    }
    System.exit(0);
  }

  static StreamsApp streamsApp(LocalStack stack, Path folder, Path bundle) throws Exception {
    ConfigNode node =
        ConfigNode.of(
            "benchmark",
            Map.of(
                "kafka", stack.clientConfig(),
                "bundle", bundle.toString(),
                "stateDir", folder.resolve("streams").toString()));
    StreamsAppConfig config = StreamsAppConfig.from(node);
    node.finish();
    return StreamsApp.start(config);
  }

  private static double run(Map<String, Object> client, int documents, String round)
      throws Exception {
    List<String> ids = new ArrayList<>();
    try (var ends = consumer(client, "ends-" + round, "latest");
        var producer = producer(client)) {
      ends.subscribe(Set.of(Topics.COMPLETED.name(), Topics.REVIEWS_REQUESTED.name()));
      while (ends.assignment().isEmpty()) {
        ends.poll(Duration.ofMillis(100));
      }
      ends.assignment().forEach(ends::position);
      var serializer = RegistrySerdes.<DocumentReceived>serializer(client);
      long start = System.nanoTime();
      for (int i = 0; i < documents; i++) {
        DocumentReceived received = received(round + i);
        ids.add(received.getDocumentId());
        producer.send(
            new ProducerRecord<>(
                Topics.RECEIVED.name(),
                received.getDocumentId(),
                serializer.serialize(Topics.RECEIVED.name(), received)));
      }
      int ended = 0;
      while (ended < documents) {
        ended += ends.poll(Duration.ofMillis(500)).count();
      }
      return documents / ((System.nanoTime() - start) / 1e9);
    }
  }

  static DocumentReceived received(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String sha256 = Ids.sha256(bytes);
    return DocumentReceived.newBuilder()
        .setDocumentId(Ids.document("benchmark", sha256))
        .setTenant("benchmark")
        .setSource("benchmark")
        .setDataClass(DataClass.INTERNAL)
        .setContent(new InlineContent(ByteBuffer.wrap(bytes)))
        .setSha256(sha256)
        .setReceivedAt(Instant.now())
        .build();
  }

  /** A consumer in a group that answers each task at once. */
  static <T extends SpecificRecord> Thread worker(
      Map<String, Object> client,
      AtomicBoolean stop,
      TopicSpec tasks,
      TopicSpec results,
      Class<T> type,
      Function<T, SpecificRecord> answer) {
    return new Thread(
        () -> {
          var deserializer = RegistrySerdes.deserializer(type, client);
          var serializer = RegistrySerdes.<SpecificRecord>serializer(client);
          try (var consumer = consumer(client, "no-op-" + type.getSimpleName(), "earliest");
              var producer = producer(client)) {
            consumer.subscribe(Set.of(tasks.name()));
            while (!stop.get()) {
              for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                T task = deserializer.deserialize(tasks.name(), record.value());
                producer.send(
                    new ProducerRecord<>(
                        results.name(),
                        record.key(),
                        serializer.serialize(results.name(), answer.apply(task))));
              }
            }
          }
        },
        "no-op-" + type.getSimpleName());
  }

  static DocumentParsed parsed(ParseRequested task) {
    ParsedDocument document =
        ParsedDocument.newBuilder()
            .setMediaType("text/plain")
            .setOriginal(NOTHING)
            .setContent(NOTHING)
            .setPageCount(0)
            .setWordCount(1)
            .setParser(new ParserInfo("none", null, 0L, 0L))
            .build();
    return new DocumentParsed(task.getTaskId(), task.getDocumentId(), document, Instant.now());
  }

  static Predicted predicted(InferenceRequested task) {
    Prediction prediction =
        Prediction.newBuilder()
            .setClasses(List.of(new ClassProbability("other", 0.999)))
            .setFields(List.of())
            .setModel(new ModelInfo("none", "0", "0"))
            .setWallMillis(0)
            .build();
    return new Predicted(task.getTaskId(), task.getDocumentId(), prediction, Instant.now());
  }

  static KafkaConsumer<String, byte[]> consumer(
      Map<String, Object> client, String group, String reset) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("group.id", group);
    properties.put("auto.offset.reset", reset);
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", "2000");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  static KafkaProducer<String, byte[]> producer(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("linger.ms", "5");
    properties.put("acks", "all");
    return new KafkaProducer<>(
        properties,
        new StringSerializer(),
        new org.apache.kafka.common.serialization.ByteArraySerializer());
  }
}
