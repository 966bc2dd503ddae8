package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentReceived;
import io.sluice.events.Doubt;
import io.sluice.events.InlineContent;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.local.LocalStack;
import io.sluice.schemas.AvroTrust;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of infra/docs/examples do what the how-tos say, and the how-tos quote them. */
class HowToTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Path EXAMPLES = ROOT.resolve("infra/docs/examples");
  private static final Pattern QUOTE =
      Pattern.compile("<!-- from \\.\\./examples/(\\S+) -->\\n```\\w*\\n(.*?)```", Pattern.DOTALL);
  private static final String NEEDS =
      "needs Python with confluent_kafka, avro and requests"
          + " (Debian: python3-confluent-kafka, python3-avro, python3-requests)";

  @TempDir static Path disk;
  private static LocalStack stack;

  @BeforeAll
  static void start() {
    AvroTrust.grant();
    stack = LocalStack.startTemporary();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void aJavaProgramPublishesSmallAndLargeDocuments() throws Exception {
    publishesSmallAndLarge("java-tenant", java("PublishDocument.java"), "");
  }

  @Test
  void aPythonProgramPublishesTheSameRecords() throws Exception {
    assumeTrue(hasPythonPackages(), NEEDS);
    publishesSmallAndLarge(
        "python-tenant",
        List.of("/usr/bin/python3", EXAMPLES.resolve("publish_document.py").toString()),
        ROOT.resolve("schemas/versions/DocumentReceived/v1.avsc").toString());
  }

  @Test
  void aConsumerReadsCompletedRecords() throws Exception {
    DocumentCompleted completed = Samples.completed("doc-1", "invoice", 2);
    try (var producer =
        new KafkaProducer<String, DocumentCompleted>(
            stack.clientConfig(),
            new StringSerializer(),
            RegistrySerdes.serializer(stack.clientConfig()))) {
      producer.send(new ProducerRecord<>(Topics.COMPLETED.name(), "doc-1", completed)).get();
    }
    List<String> command = new ArrayList<>(java("ReadCompleted.java"));
    command.addAll(List.of(stack.bootstrapServers(), stack.registryUrl(), "readers"));
    Process process = started(command);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("doc-1 revision 2: invoice");
      assertThat(lines.readLine()).isEqualTo("  total = 119.00 (0.97)");
    } finally {
      process.destroy();
    }
  }

  @Test
  void aPythonProgramTakesTheOldestReviewThatItMayAndDecidesIt() throws Exception {
    assumeTrue(hasPythonPackages(), NEEDS);
    Instant now = Instant.now();
    int partitions;
    try (var requests = HowToTest.<ReviewRequested>producer();
        var decisions = HowToTest.<ReviewDecided>producer()) {
      send(requests, Topics.REVIEWS_REQUESTED, review("done", now.minusSeconds(90)).build());
      send(
          requests,
          Topics.REVIEWS_REQUESTED,
          review("seen", now.minusSeconds(80)).setNotBy(List.of("Ada ")).build());
      send(
          requests,
          Topics.REVIEWS_REQUESTED,
          review("audit", now.minusSeconds(70)).setPurpose(ReviewPurpose.AUDIT).build());
      send(requests, Topics.REVIEWS_REQUESTED, review("open", now.minusSeconds(60)).build());
      send(requests, Topics.REVIEWS_REQUESTED, review("young", now).build());
      send(
          decisions,
          Topics.REVIEWS_DECIDED,
          ReviewDecided.newBuilder()
              .setTaskId("done/review/1")
              .setDocumentId("done")
              .setVerdict(Verdict.ACCEPT)
              .setReviewer("bob")
              .setDecidedAt(now)
              .build());
      partitions = decisions.partitionsFor(Topics.REVIEWS_DECIDED.name()).size();
    }
    List<String> command =
        List.of(
            "/usr/bin/python3",
            EXAMPLES.resolve("review_client.py").toString(),
            stack.bootstrapServers(),
            stack.registryUrl(),
            ROOT.resolve("schemas/versions/ReviewDecided/v2.avsc").toString(),
            "ada",
            "correct",
            "total=119.00",
            "due=");
    Process process = started(command);
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    assertThat(printed)
        .startsWith("DOUBT open open.pdf (invoice)\n  total: 118.00 ≠ 100.00 + 19.00")
        .endsWith("decided: {\"total\": \"119.00\", \"due\": null} CORRECT");

    ConsumerRecord<String, ReviewDecided> answer = decisionOf("ada");
    assertThat(answer.key()).isEqualTo("open");
    assertThat(answer.value().getTaskId()).isEqualTo("open/review/1");
    assertThat(answer.value().getVerdict()).isEqualTo(Verdict.CORRECT);
    assertThat(answer.value().getFields())
        .containsEntry("total", "119.00")
        .containsEntry("due", null);
    byte[] key = "open".getBytes(StandardCharsets.UTF_8);
    assertThat(answer.partition())
        .as("where Java's producers put it")
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
  }

  private static ReviewRequested.Builder review(String id, Instant at) {
    ContentReference nothing = new ContentReference("file:/nothing", "0".repeat(64), 0L);
    return ReviewRequested.newBuilder()
        .setTaskId(id + "/review/1")
        .setDocumentId(id)
        .setTenant("acme")
        .setDataClass(DataClass.INTERNAL)
        .setFileName(id + ".pdf")
        .setDocumentType("invoice")
        .setDoubts(List.of(new Doubt("total", "VALIDATOR_FAILED", "118.00 ≠ 100.00 + 19.00")))
        .setOriginal(nothing)
        .setContent(nothing)
        .setRequestedAt(at);
  }

  private static <T extends SpecificRecord> KafkaProducer<String, T> producer() {
    return new KafkaProducer<>(
        stack.clientConfig(),
        new StringSerializer(),
        RegistrySerdes.<T>serializer(stack.clientConfig()));
  }

  private static <T extends SpecificRecord> void send(
      KafkaProducer<String, T> producer, TopicSpec topic, T record) throws Exception {
    String id = String.valueOf(record.get(record.getSchema().getField("documentId").pos()));
    producer.send(new ProducerRecord<>(topic.name(), id, record)).get();
  }

  private static ConsumerRecord<String, ReviewDecided> decisionOf(String reviewer) {
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put("group.id", "decisions");
    config.put("auto.offset.reset", "earliest");
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    try (var consumer =
        new KafkaConsumer<String, ReviewDecided>(
            config,
            new StringDeserializer(),
            RegistrySerdes.deserializer(ReviewDecided.class, stack.clientConfig()))) {
      consumer.subscribe(List.of(Topics.REVIEWS_DECIDED.name()));
      while (Instant.now().isBefore(end)) {
        for (var one : consumer.poll(Duration.ofMillis(200))) {
          if (one.value().getReviewer().equals(reviewer)) {
            return one;
          }
        }
      }
    }
    throw new AssertionError("no decision by " + reviewer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"upstream.md", "integrators.md", "review-protocol.md"})
  void everyQuoteStandsInTheExample(String name) throws IOException {
    String page = Files.readString(ROOT.resolve("infra/docs/howto").resolve(name));
    List<MatchResult> quotes = QUOTE.matcher(page).results().toList();
    assertThat(quotes).isNotEmpty();
    for (MatchResult quote : quotes) {
      assertThat(unindented(Files.readString(EXAMPLES.resolve(quote.group(1)))))
          .contains(unindented(quote.group(2)));
    }
  }

  private static void publishesSmallAndLarge(String tenant, List<String> program, String schema)
      throws Exception {
    Path folder = Files.createDirectories(disk.resolve(tenant));
    byte[] small = tenant.getBytes(StandardCharsets.UTF_8);
    byte[] large = Arrays.copyOf(small, 3 << 20);
    Path store = folder.resolve("store");
    List<String> printed = new ArrayList<>();
    for (byte[] content : List.of(small, large)) {
      Path file = Files.write(folder.resolve("bill " + content.length + ".pdf"), content);
      List<String> command = new ArrayList<>(program);
      command.addAll(List.of(stack.bootstrapServers(), stack.registryUrl()));
      command.addAll(
          schema.isEmpty()
              ? List.of(ContentStores.uriOf(store))
              : List.of(schema, store.toString()));
      command.addAll(List.of(tenant, file.toString()));
      Process process = started(command);
      printed.add(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
      assertThat(process.waitFor()).isZero();
    }

    List<ConsumerRecord<String, DocumentReceived>> read = received(tenant, 2);
    assertThat(read).extracting(ConsumerRecord::key).containsExactlyInAnyOrderElementsOf(printed);
    try (ContentStore opened = ContentStores.open(ContentStores.uriOf(store))) {
      for (ConsumerRecord<String, DocumentReceived> one : read) {
        DocumentReceived received = one.value();
        boolean inline = received.getContent() instanceof InlineContent;
        byte[] expected = inline ? small : large;
        byte[] actual =
            received.getContent() instanceof ContentReference reference
                ? opened.get(reference)
                : bytes(((InlineContent) received.getContent()).getData());
        assertThat(actual).isEqualTo(expected);
        assertThat(received.getSha256()).isEqualTo(Ids.sha256(expected));
        assertThat(one.key()).isEqualTo(Ids.document(tenant, received.getSha256()));
        assertThat(received.getDocumentId()).isEqualTo(one.key());
        assertThat(received.getFileName()).isEqualTo("bill " + expected.length + ".pdf");
        assertThat(received.getReceivedAt())
            .isBetween(Instant.now().minusSeconds(120), Instant.now());
      }
    }
    assertThat(read.stream().filter(one -> one.value().getContent() instanceof InlineContent))
        .hasSize(1);
  }

  private static List<ConsumerRecord<String, DocumentReceived>> received(String tenant, int count) {
    TopicSpec topic = Topics.RECEIVED;
    Map<String, Object> config = new HashMap<>(stack.clientConfig());
    config.put("group.id", tenant);
    config.put("auto.offset.reset", "earliest");
    List<ConsumerRecord<String, DocumentReceived>> found = new ArrayList<>();
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    try (var consumer =
        new KafkaConsumer<String, DocumentReceived>(
            config,
            new StringDeserializer(),
            RegistrySerdes.deserializer(DocumentReceived.class, stack.clientConfig()))) {
      consumer.subscribe(List.of(topic.name()));
      while (found.size() < count && Instant.now().isBefore(end)) {
        for (var one : consumer.poll(Duration.ofMillis(200))) {
          if (one.value().getTenant().equals(tenant)) {
            found.add(one);
          }
        }
      }
    }
    assertThat(found).hasSize(count);
    return found;
  }

  private static List<String> java(String example) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        EXAMPLES.resolve(example).toString());
  }

  private static boolean hasPythonPackages() throws InterruptedException {
    try {
      return started(List.of("/usr/bin/python3", "-c", "import avro, confluent_kafka, requests"))
              .waitFor()
          == 0;
    } catch (IOException e) {
      // No Python at all: the same answer as Python without the packages.
      return false;
    }
  }

  private static Process started(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String unindented(String text) {
    return String.join("\n", text.lines().map(String::strip).toList());
  }
}
