package io.sluice.llm.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.llm.Documents;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A frontier worker in a process of its own, a real broker and registry, and a proxy before the
 * world that keeps what it is sent: what leaves, what stands written about it at that moment, and
 * to whom the process wrote at all.
 */
class NothingElseLeavesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String INVOICE =
      "Invoice number: RE-2020/48213\n"
          + "Seller: Xaverius Quandt\n"
          + "IBAN: DE89 3704 0044 0532 0130 00\n"
          + "Total due 119.00 EUR";

  private static final String POLICY =
      """
      version: "2026-11"
      rules:
        - name: invoices
          tenants: [acme, poor]
          types: [invoice]
          dataClasses: [public, internal]
          providers: [{name: alpha, regions: [eu-west]}]
          redact: all
          reason: contract 14
      budget:
        perDocument: 1
        tenants: {poor: 0.000001}
      """;

  private static final Pattern SELLER = Pattern.compile("Seller: (\\[[A-Z]+_\\d+\\])");

  @TempDir Path folder;
  private final List<byte[]> captured = new CopyOnWriteArrayList<>();

  /** The entries that stood on the topic when a body arrived, by the body's hash. */
  private final Map<String, List<EgressEntry>> onArrival = new ConcurrentHashMap<>();

  @Test
  void everyByteThatLeavesIsWrittenDownBeforeAndNothingElseLeaves() throws Exception {
    Path recording = folder.resolve("sockets.jfr");
    try (LocalStack stack = LocalStack.startTemporary();
        ContentStore store = ContentStores.open(folder.resolve("content").toUri().toString())) {
      HttpServer proxy = proxy(stack);
      try {
        Process worker = worker(stack, proxy, recording);
        try {
          Map<String, Predicted> answers = ask(stack, store);

          assertThat(captured).hasSize(1);
          String body = new String(captured.getFirst(), StandardCharsets.UTF_8);
          assertThat(body)
              .doesNotContain("Xaverius", "Quandt", "48213", "DE89", "3704")
              .contains("Total due 119.00 EUR");
          // The one without a budget has the same words, so its refusal the same hash.
          assertThat(onArrival.get(Ids.sha256(captured.getFirst())))
              .filteredOn(entry -> entry.getMoment() == EgressMoment.ASKED)
              .singleElement()
              .satisfies(entry -> {
                assertThat(entry.getDocumentId()).isEqualTo("open");
                assertThat(entry.getSize()).isEqualTo(captured.getFirst().length);
              });

          Prediction read = (Prediction) answers.get("open").getOutcome();
          assertThat(read.getFields().getFirst().getValue()).isEqualTo("Xaverius Quandt");
          assertThat(reason(answers, "restricted")).isEqualTo(Reason.EGRESS_DENIED);
          assertThat(reason(answers, "scan")).isEqualTo(Reason.EGRESS_DENIED);
          assertThat(reason(answers, "latin")).isEqualTo(Reason.EGRESS_DENIED);
          assertThat(reason(answers, "strangers")).isEqualTo(Reason.EGRESS_DENIED);
          assertThat(reason(answers, "dear")).isEqualTo(Reason.BUDGET_EXHAUSTED);

          Map<String, List<EgressMoment>> moments = new HashMap<>();
          entries(stack)
              .forEach(entry ->
                  moments
                      .computeIfAbsent(entry.getDocumentId(), id -> new ArrayList<>())
                      .add(entry.getMoment()));
          assertThat(moments.remove("open"))
              .containsExactly(EgressMoment.ASKED, EgressMoment.ANSWERED);
          assertThat(moments).containsOnlyKeys("scan", "latin", "strangers", "dear");
          assertThat(moments.values())
              .allSatisfy(each -> assertThat(each).containsExactly(EgressMoment.DENIED));
        } finally {
          worker.getOutputStream().close();
          if (!worker.waitFor(60, TimeUnit.SECONDS)) {
            worker.destroyForcibly();
          }
        }
        assertThat(worker.exitValue()).as(Files.readString(folder.resolve("worker.log"))).isZero();
        Set<Integer> allowed =
            Set.of(
                Integer.parseInt(stack.bootstrapServers().replaceFirst(".*:", "")),
                URI.create(stack.registryUrl()).getPort(),
                proxy.getAddress().getPort());
        assertThat(written(recording)).isEqualTo(new TreeSet<>(allowed));
      } finally {
        proxy.stop(0);
      }
    }
  }

  private Process worker(LocalStack stack, HttpServer proxy, Path recording) throws IOException {
    Path config = folder.resolve("frontier.yaml");
    Files.writeString(
        config,
        """
        servers:
          - name: alpha
            url: https://models.example/v1
            region: eu-west
            model: large
            prices: {input: 3, output: 15}
        contentStore: %s
        kafka:
          bootstrap.servers: %s
          schema.registry.url: %s
        """
            .formatted(
                folder.resolve("content").toUri(), stack.bootstrapServers(), stack.registryUrl()));
    Path policy = Files.writeString(folder.resolve("egress.yaml"), POLICY);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + proxy.getAddress().getPort(),
                FrontierProcess.class.getName(),
                config.toString(),
                policy.toString(),
                recording.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private HttpServer proxy(LocalStack stack) throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    proxy.createContext("/", exchange -> capture(stack, exchange));
    proxy.start();
    return proxy;
  }

  private void capture(LocalStack stack, HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    captured.add(body);
    String sha256 = Ids.sha256(body);
    onArrival.put(
        sha256, entries(stack).stream().filter(entry -> sha256.equals(entry.getSha256())).toList());
    Matcher seller = SELLER.matcher(new String(body, StandardCharsets.UTF_8));
    String found = seller.find() ? seller.group(1) : "none";
    byte[] answer =
        """
        {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant",
          "content": "{\\"seller\\": {\\"value\\": \\"%s\\", \\"page\\": 1, \\"quote\\": \\"Seller: %s\\"}}"}}],
         "usage": {"prompt_tokens": 100, "completion_tokens": 20}}\
        """
            .formatted(found, found)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    try (var out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }

  private Map<String, Predicted> ask(LocalStack stack, ContentStore store) throws Exception {
    ParsedContent plain = Documents.of(INVOICE);
    ParsedContent scan = Documents.of(PageSource.OCR, INVOICE);
    Page unclear = Page.newBuilder(scan.getPages().getFirst()).setOcrConfidence(0.4f).build();
    ParsedContent bad =
        new ParsedContent(scan.getText(), List.of(unclear), scan.getWords(), List.of(), Map.of());
    ParsedContent latin =
        Documents.of("Seller: Hinc illae lacrimae haec illa est misericordia tua quousque tandem");
    List<FrontierEscalation> tasks =
        List.of(
            task(store, "restricted", "acme", DataClass.RESTRICTED, plain),
            task(store, "scan", "acme", DataClass.INTERNAL, bad),
            task(store, "latin", "acme", DataClass.INTERNAL, latin),
            task(store, "strangers", "strangers", DataClass.PUBLIC, plain),
            task(store, "dear", "poor", DataClass.INTERNAL, plain),
            task(store, "open", "acme", DataClass.INTERNAL, plain));
    try (var producer =
            new KafkaProducer<>(
                stack.clientConfig(), new StringSerializer(), new ByteArraySerializer());
        var serializer = RegistrySerdes.<FrontierEscalation>serializer(stack.clientConfig())) {
      for (FrontierEscalation task : tasks) {
        String topic = Topics.FRONTIER.name();
        producer
            .send(
                new ProducerRecord<>(
                    topic, task.getDocumentId(), serializer.serialize(topic, task)))
            .get();
      }
    }
    Map<String, Predicted> answers = new HashMap<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (answers.size() < tasks.size()) {
      assertThat(System.nanoTime()).as(() -> answers.keySet() + "\n" + log()).isLessThan(end);
      all(stack, Topics.ANSWERED, Predicted.class)
          .forEach(answer -> answers.put(answer.getDocumentId(), answer));
    }
    return answers;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("worker.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static FrontierEscalation task(
      ContentStore store, String id, String tenant, DataClass dataClass, ParsedContent content)
      throws Exception {
    return FrontierEscalation.newBuilder()
        .setTaskId(id + "/escalate/1")
        .setDocumentId(id)
        .setTenant(tenant)
        .setDataClass(dataClass)
        .setDocumentType("invoice")
        .setFields(List.of("seller"))
        .setDoubts(List.of())
        .setContent(ParsedContents.store(store, new Owner(tenant, id), content))
        .setPrediction(Documents.soFar("invoice"))
        .setRequestedAt(Entries.NOON)
        .build();
  }

  private static Reason reason(Map<String, Predicted> answers, String document) {
    return ((StageFailure) answers.get(document).getOutcome()).getReason();
  }

  private static List<EgressEntry> entries(LocalStack stack) {
    return all(stack, Topics.EGRESS, EgressEntry.class);
  }

  private static <T extends SpecificRecord> List<T> all(
      LocalStack stack, TopicSpec topic, Class<T> type) {
    List<T> found = new ArrayList<>();
    try (var consumer =
            new KafkaConsumer<>(
                stack.clientConfig(), new StringDeserializer(), new ByteArrayDeserializer());
        var reader = RegistrySerdes.deserializer(type, stack.clientConfig())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> found.add(reader.deserialize(record.topic(), record.value())));
      }
    }
    return found;
  }

  /** The ports of all sockets that the process wrote to, on whatever host. */
  private static TreeSet<Integer> written(Path recording) throws IOException {
    TreeSet<Integer> ports = new TreeSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (event.getEventType().getName().equals("jdk.SocketWrite")) {
        assertThat(InetAddress.getByName(event.getString("address")).isLoopbackAddress())
            .as(() -> event.getString("address"))
            .isTrue();
        ports.add(event.getInt("port"));
      }
    }
    return ports;
  }
}
