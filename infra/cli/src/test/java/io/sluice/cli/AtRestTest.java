package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.content.TenantKeyFolder;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.Reason;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real river, restarted in the middle, whose contents are encrypted: what lies on the disk, what
 * the audit says, and what is left of a document that was forgotten or lost its key.
 */
class AtRestTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SECRET = "Wisteria";

  @TempDir Path folder;

  @Test
  void contentsAreSealedTheAuditIsOneChainAndWhatIsForgottenIsGone() throws Exception {
    Path keys = folder.resolve("keys");
    assertThat(sluice("keys", "create", "acme", "--keys", keys.toString()).status()).isZero();
    assertThat(sluice("keys", "create", "brief", "--keys", keys.toString()).status()).isZero();
    RunOptions options = RunOptions.of(1);
    options.contentKeys = keys;
    Path checkpoint = folder.resolve("heads");
    Path state = folder.resolve("state");
    List<String> empty = List.of("empty-1", "empty-2");

    try (River river = River.embedded(state, options);
        Endings endings = new Endings(river.connection())) {
      // What is empty is rejected, and what is not ends in review or completed.
      publish(river, "acme", Map.of(empty.get(0), page(""), "letter", page(SECRET)));
      await(endings, List.of(empty.get(0), "letter"));
      assertThat(files(state))
          .as("original and what was read of it")
          .hasSizeGreaterThanOrEqualTo(2);
      for (Path file : files(state)) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      }

      aDocumentWhoseKeyIsGoneIsRejectedWithThatReason(river, endings, keys);
      Outcome verified = verify(river, checkpoint);
      assertThat(verified.status()).as(verified.text()).isZero();
      assertThat(Files.readString(checkpoint)).containsPattern("\n0 \\d+ 2 [0-9a-f]{64}");
    }

    try (River river = River.embedded(state, options);
        Endings endings = new Endings(river.connection())) {
      publish(river, "acme", Map.of(empty.get(1), page(" ")));
      await(endings, empty);
      Outcome verified = verify(river, checkpoint);
      assertThat(verified.status()).as("the chains go on: " + verified.text()).isZero();

      forgottenIsGone(river, state, empty.get(0));
      if (endings.all().get("letter").route() == Ending.Route.REVIEW) {
        Outcome refused = sluice(forget(river, "letter"));
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.text()).contains("still under way", "letter is in review");
      }
      assertThat(verify(river, checkpoint).status()).isZero();
    }
  }

  private void aDocumentWhoseKeyIsGoneIsRejectedWithThatReason(
      River river, Endings endings, Path keys) throws Exception {
    byte[] bytes = page(SECRET).getBytes(StandardCharsets.UTF_8);
    var content = DocumentReceived.newBuilder();
    try (ContentStore store = river.connection().contents().open()) {
      content.setContent(store.put(new Owner("brief", "keyless"), bytes));
    }
    assertThat(new TenantKeyFolder(keys).delete("brief")).isTrue();
    DocumentReceived document =
        content
            .setDocumentId("keyless")
            .setTenant("brief")
            .setSource("test")
            .setSha256(Ids.sha256(bytes))
            .setReceivedAt(Instant.now())
            .build();
    Map<String, Object> client = river.connection().properties(Map.of());
    try (var producer =
        new KafkaProducer<String, DocumentReceived>(
            client, new StringSerializer(), RegistrySerdes.<DocumentReceived>serializer(client))) {
      producer.send(new ProducerRecord<>(Topics.RECEIVED.name(), "keyless", document)).get();
    }
    await(endings, List.of("keyless"));
    Ending ending = endings.all().get("keyless");
    assertThat(ending.route()).isEqualTo(Ending.Route.REJECTED);
    assertThat(ending.reason()).isEqualTo(Reason.CONTENT_MISSING.name());
    assertThat(ending.why()).contains("a key of the tenant 'brief'", "was deleted");
  }

  private void forgottenIsGone(River river, Path state, String id) throws Exception {
    assertThat(files(state)).anyMatch(file -> file.toString().contains(id));
    assertThat(status(river, id)).isEqualTo(200);
    Outcome forgotten = sluice(forget(river, id));
    assertThat(forgotten.status()).as(forgotten.text()).isZero();
    assertThat(forgotten.text())
        .contains("gone: " + id + ", state and status (audit: partition ")
        .contains("gone: file:")
        .contains("sluice.documents.received.v1")
        .contains("-documents-changelog");
    assertThat(files(state)).noneMatch(file -> file.toString().contains(id));
    assertThat(status(river, id)).isEqualTo(404);
    assertThat(Family.of(river.connection(), id).known()).isEmpty();

    Outcome again = sluice(forget(river, id));
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.text()).contains("No status tells of " + id);
  }

  private static String[] forget(River river, String id) {
    return new String[] {
      "documents",
      "forget",
      id,
      "--bootstrap-servers",
      river.connection().bootstrapServers(),
      "--schema-registry",
      river.connection().registryUrl(),
      "--content-store",
      river.connection().contentStore(),
      "--by",
      "otto"
    };
  }

  private static Outcome verify(River river, Path checkpoint) {
    return sluice(
        "audit", "verify",
        "--bootstrap-servers", river.connection().bootstrapServers(),
        "--schema-registry", river.connection().registryUrl(),
        "--checkpoint", checkpoint.toString());
  }

  private record Outcome(int status, String text) {}

  private static Outcome sluice(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int status = Main.commandLine().execute(arguments);
      return new Outcome(status, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private void publish(River river, String tenant, Map<String, String> documents) throws Exception {
    try (Upstream upstream = new Upstream(river.connection(), tenant, DataClass.INTERNAL)) {
      for (var document : documents.entrySet()) {
        String name = document.getKey() + ".html";
        Path file = Files.writeString(folder.resolve(name), document.getValue());
        upstream.publish(new Input(document.getKey(), file, name));
      }
    }
  }

  private static String page(String text) {
    return "<html><body>"
        + (text.isBlank() ? text : "<p>Minutes of the " + text + " club, 3 March.</p>")
        + "</body></html>";
  }

  private static void await(Endings endings, List<String> ids) {
    BooleanSupplier ended = () -> endings.all().keySet().containsAll(ids);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!ended.getAsBoolean() && Instant.now().isBefore(deadline)) {
      endings.poll(Duration.ofMillis(200));
    }
    assertThat(endings.all().keySet()).containsAll(ids);
  }

  private static List<Path> files(Path state) throws Exception {
    try (Stream<Path> files = Files.walk(state.resolve("content"))) {
      return new ArrayList<>(files.filter(Files::isRegularFile).toList());
    }
  }

  private static int status(River river, String id) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(river.statusOf(id))).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
