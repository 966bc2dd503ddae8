package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigNode;
import io.sluice.content.ContentStores;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected, mended, replayed, completed: on a real broker, with the real stages. */
class ReplayCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES =
      Path.of(System.getProperty("sluice.root"), "infra", "samples");
  private static final Input INVOICE = sample("e-invoice", "06-e-invoice.pdf");
  private static final Input DOUBTFUL = sample("doubtful", "01-station-invoice.pdf");

  @TempDir Path folder;

  @Test
  void whatWasSetAsideComesBackOnceAfterTheFixHoweverOftenItIsReplayed() throws Exception {
    failWithALimitThatIsTooLow();
    RunOptions options = RunOptions.of(1);
    try (River river = River.embedded(folder, options)) {
      Connection cluster = river.connection();
      assertThat(lines(cluster, "dead-letters", "list", "--json"))
          .extracting(line -> line.path("reason").asText() + " " + line.path("state").asText())
          .containsExactlyInAnyOrder("TOO_LARGE open", "TOO_LARGE open", "SET_ASIDE open");

      assertThat(
              lines(
                  cluster,
                  "dead-letters",
                  "replay",
                  "--reason",
                  "too_large",
                  "--dry-run",
                  "--json"))
          .hasSize(2)
          .allSatisfy(line -> assertThat(line.path("replayed").asBoolean()).isFalse());
      assertThat(
              lines(
                  cluster,
                  "dead-letters",
                  "replay",
                  "--reason",
                  "TOO_LARGE",
                  "--wait",
                  "240",
                  "--json"))
          .extracting(line -> line.path("documentId").asText() + " " + line.path("became").asText())
          .satisfiesExactlyInAnyOrder(
              became -> assertThat(became).startsWith("e-invoice completed"),
              became -> assertThat(became).startsWith("doubtful in review"));

      whoeverStartsAReplayEndsTheOthers(cluster);
      // The decision that came too early, now that there is something to decide.
      assertThat(lines(cluster, "dead-letters", "replay", "0:0", "--wait", "120", "--json"))
          .singleElement()
          .satisfies(line -> assertThat(line.path("became").asText()).startsWith("completed"));

      for (String again : List.of("e-invoice", "doubtful", "0:0")) {
        assertThat(lines(cluster, "dead-letters", "replay", again, "--json"))
            .singleElement()
            .satisfies(line -> assertThat(line.path("replayed").asBoolean()).isFalse());
      }
      assertThat(lines(cluster, "dead-letters", "list", "--json")).isEmpty();
      assertThat(lines(cluster, "dead-letters", "list", "--all", "--json")).hasSize(3);
      assertThat(completed(cluster)).containsExactlyInAnyOrder("e-invoice", "doubtful");
      assertThat(count(cluster, Topics.REVIEWS_DECIDED)).isEqualTo(2);

      assertThat(run(cluster, "documents", "show", "e-invoice").lines().map(String::strip))
          .first()
          .asString()
          .startsWith("e-invoice (06-e-invoice.pdf) of acme is completed as invoice");
      assertThat(lines(cluster, "documents", "show", "e-invoice", "--json"))
          .extracting(line -> line.path("what").asText())
          .filteredOn(what -> !what.equals("now"))
          .containsExactly(
              "received",
              "to be parsed",
              "parse failed",
              "rejected",
              "audited",
              "replayed",
              "to be parsed",
              "parsed",
              "to be read",
              "read",
              "completed",
              "audited");
    }
  }

  private static void whoeverStartsAReplayEndsTheOthers(Connection cluster) {
    Map<String, Object> properties = cluster.properties(Map.of());
    try (Replayer first = new Replayer(properties);
        TopicReader topics = new TopicReader(properties)) {
      List<WayBack> ways = new WaysBack(topics).of(new DeadLetters(topics).named(List.of("0:0")));
      assertThat(ways).hasOnlyElementsOfType(WayBack.PutBack.class);
      new Replayer(properties).close();
      assertThatThrownBy(() -> first.replay(ways))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another replay has begun");
    }
  }

  private void failWithALimitThatIsTooLow() throws Exception {
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"))) {
      Connection cluster =
          new Connection(
              stack.bootstrapServers(),
              stack.registryUrl(),
              ContentStores.uriOf(folder.resolve("content")),
              Map.of());
      Map<String, Object> kafka = Map.of("kafka", stack.clientConfig());
      try (var streams = start(Room.STREAMS_APP, kafka, Map.of("stateDir", folder + "/streams"));
          var extractors =
              start(
                  Room.EXTRACTORS,
                  kafka,
                  Map.of(
                      "contentStore", cluster.contentStore(),
                      "concurrency", Map.of("workers", 1),
                      "extractor", Map.of("limits", Map.of("bytes", "1kB"))));
          var upstream = new Upstream(cluster, "acme", DataClass.INTERNAL);
          var endings = new Endings(cluster)) {
        decideTooEarly(cluster);
        awaitDeadLetter(cluster);
        boolean ended =
            new Run(List.of(INVOICE, DOUBTFUL), upstream, endings, new Progress(System.err, false))
                .untilAllHaveEnded((input, ending) -> {}, () -> false);
        assertThat(ended).isTrue();
      }
    }
  }

  private static Room.Running start(
      Room room, Map<String, Object> kafka, Map<String, Object> settings) throws Exception {
    Map<String, Object> all = new HashMap<>(kafka);
    all.putAll(settings);
    return room.start(ConfigNode.of("test " + room, all));
  }

  private static void decideTooEarly(Connection cluster) {
    try (var producer =
        new KafkaProducer<String, ReviewDecided>(
            cluster.properties(Map.of()),
            new StringSerializer(),
            RegistrySerdes.<ReviewDecided>serializer(cluster.properties(Map.of())))) {
      producer.send(
          new ProducerRecord<>(
              Topics.REVIEWS_DECIDED.name(),
              DOUBTFUL.id(),
              ReviewDecided.newBuilder()
                  .setTaskId(DOUBTFUL.id() + "/replay-1/review/1")
                  .setDocumentId(DOUBTFUL.id())
                  .setVerdict(Verdict.CORRECT)
                  .setDocumentType("invoice")
                  .setReviewer("erika")
                  .setDecidedAt(Instant.now())
                  .build()));
    }
  }

  private static void awaitDeadLetter(Connection cluster) {
    Instant deadline = Instant.now().plusSeconds(120);
    while (count(cluster, Topics.DEAD_LETTERS) == 0) {
      assertThat(Instant.now()).as("the decision is set aside").isBefore(deadline);
    }
  }

  private static List<String> completed(Connection cluster) {
    List<String> ids = new ArrayList<>();
    try (TopicReader topics = new TopicReader(cluster.properties(Map.of()))) {
      topics.read(
          topics.partitions(Topics.COMPLETED),
          null,
          record -> ids.add(topics.value(record, DocumentCompleted.class).getDocumentId()));
    }
    return ids;
  }

  private static int count(Connection cluster, TopicSpec topic) {
    List<String> keys = new ArrayList<>();
    try (TopicReader topics = new TopicReader(cluster.properties(Map.of()))) {
      topics.read(
          topics.partitions(topic), null, record -> keys.add(TopicReader.text(record.key())));
    }
    return keys.size();
  }

  private static List<JsonNode> lines(Connection cluster, String... arguments) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run(cluster, arguments).lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** What the command prints. */
  private static String run(Connection cluster, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", cluster.bootstrapServers()));
    all.addAll(List.of("--schema-registry", cluster.registryUrl()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      assertThat(Main.commandLine().execute(all.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Input sample(String id, String file) {
    return new Input(id, SAMPLES.resolve(file), file);
  }
}
