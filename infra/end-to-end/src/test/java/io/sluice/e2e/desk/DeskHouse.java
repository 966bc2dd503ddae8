package io.sluice.e2e.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.Ending;
import io.sluice.cli.Endings;
import io.sluice.cli.Input;
import io.sluice.cli.River;
import io.sluice.cli.RunOptions;
import io.sluice.cli.Upstream;
import io.sluice.config.Configs;
import io.sluice.desk.DeskConfig;
import io.sluice.desk.ReviewDesk;
import io.sluice.desk.access.Passwords;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/** All of Sluice with a review desk, for two reviewers: ada and bob. */
final class DeskHouse implements AutoCloseable {
  static final String PASSWORD = "a password for tests";

  private static final Path SAMPLES =
      Path.of(System.getProperty("sluice.root", "../.."), "infra", "samples");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final River river;
  private final int port;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private ReviewDesk desk;

  DeskHouse(Path folder) throws Exception {
    this.folder = folder;
    this.river = River.embedded(folder.resolve("river"), RunOptions.of(1));
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    String hash = Passwords.hash(PASSWORD);
    Files.writeString(
        folder.resolve("users.yaml"),
        """
        users:
          ada: {name: Ada Lovelace, password: "%s", roles: [reviewer, auditor, lead], skills: ["*"], tenants: ["*"], personal: true}
          bob: {name: Bob Kahn, password: "%s", roles: [reviewer, auditor], skills: ["*"], tenants: ["*"], personal: true}
        """
            .formatted(hash, hash));
    this.desk = start();
  }

  private ReviewDesk start() {
    String config =
        """
        kafka: {bootstrap.servers: "%s", schema.registry.url: "%s"}
        contentStore: "%s"
        http: {port: %d}
        users: %s
        """
            .formatted(
                river.connection().bootstrapServers(),
                river.connection().registryUrl(),
                river.connection().contentStore(),
                port,
                folder.resolve("users.yaml"));
    return ReviewDesk.start(DeskConfig.from(Configs.parse("desk", config)), null, clock());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.now().plus(ahead.get());
      }
    };
  }

  /** Lets time pass for the desk. */
  void pass(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  void stopDesk() {
    desk.close();
  }

  /** At the same address. */
  void startDesk() {
    desk = start();
  }

  URI address() {
    return desk.address();
  }

  River river() {
    return river;
  }

  /** Sends samples, each with bytes of its own, and waits until they are in review. */
  void review(Map<String, String> sampleById) throws Exception {
    try (Upstream upstream = new Upstream(river.connection(), "acme", DataClass.INTERNAL)) {
      for (Map.Entry<String, String> one : sampleById.entrySet()) {
        upstream.publish(
            new Input(one.getKey(), sample(one.getKey(), one.getValue()), one.getValue()));
      }
    }
    Set<String> waiting = new HashSet<>(sampleById.keySet());
    try (Endings endings = new Endings(river.connection())) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (!waiting.isEmpty() && Instant.now().isBefore(deadline)) {
        for (Ending ending : endings.poll(Duration.ofMillis(200))) {
          if (ending.route() == Ending.Route.REVIEW) {
            waiting.remove(ending.documentId());
          }
        }
      }
    }
    assertThat(waiting).as("not in review yet").isEmpty();
  }

  /** What follows the last byte of these formats means nothing. */
  private Path sample(String id, String name) throws IOException {
    Path copy = folder.resolve(id + "-" + name);
    Files.copy(SAMPLES.resolve(name), copy);
    if (id.equals("packet")) {
      try (PDDocument twice = Loader.loadPDF(Files.readAllBytes(copy))) {
        twice.importPage(twice.getPage(0));
        twice.save(copy.toFile());
      }
    } else if (!name.endsWith(".docx")) {
      Files.writeString(copy, "\n% " + id + "\n", StandardOpenOption.APPEND);
    }
    return copy;
  }

  /** The completed record of a document, once it is there. */
  DocumentCompleted completed(String documentId) {
    return first(Topics.COMPLETED, DocumentCompleted.class, documentId, completed -> true);
  }

  /** The status of a document, once it has come to a stage. */
  DocumentStatus status(String documentId, LifeStage stage) {
    return first(
        Topics.STATUS, DocumentStatus.class, documentId, status -> status.getStage() == stage);
  }

  private <T extends SpecificRecord> T first(
      TopicSpec topic, Class<T> type, String documentId, Predicate<T> wanted) {
    Map<String, Object> properties =
        river
            .connection()
            .properties(
                Map.of(
                    "group.id", "desk-page-test-" + topic.name() + documentId,
                    "auto.offset.reset", "earliest",
                    "isolation.level", "read_committed"));
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(
            properties,
            new StringDeserializer(),
            RegistrySerdes.of(type, properties).deserializer())) {
      consumer.subscribe(List.of(topic.name()));
      Instant deadline = Instant.now().plus(PATIENCE);
      while (Instant.now().isBefore(deadline)) {
        for (var found : consumer.poll(Duration.ofMillis(100))) {
          if (found.key().equals(documentId) && wanted.test(found.value())) {
            return found.value();
          }
        }
      }
    }
    throw new AssertionError("nothing of " + documentId + " came on " + topic.name());
  }

  @Override
  public void close() throws Exception {
    desk.close();
    river.close();
  }
}
