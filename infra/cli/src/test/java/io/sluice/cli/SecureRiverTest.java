package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.Room.Running;
import io.sluice.config.Configs;
import io.sluice.content.ContentStores;
import io.sluice.desk.access.Passwords;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.http.Access;
import io.sluice.http.HttpConfig;
import io.sluice.http.HttpTls;
import io.sluice.local.EmbeddedRegistry;
import io.sluice.schemas.Groups;
import io.sluice.schemas.RegistryClient;
import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.RegistryException;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Role;
import io.sluice.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole river with everything locked: each room is somebody, and may do what it needs. */
class SecureRiverTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String TOKEN = "http-secret-of-this-test";

  @TempDir Path folder;

  @Test
  void documentsGoDownTheRiverWithEachRoomUnderItsOwnNameAndNoSecretIsSaid() throws Exception {
    List<String> secrets = SecureCluster.secrets();
    secrets.add(TOKEN);
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try (CapturedLog log = new CapturedLog()) {
      try {
        SecureCluster cluster = SecureCluster.start(folder);
        open.push(cluster);
        grantConnectItsSink(cluster);
        Running streams =
            start(
                open,
                Room.STREAMS_APP,
                yaml(cluster, Role.STREAMS_APP)
                    + "bundle: %s\nstateDir: %s\nhttp:\n".formatted(bundle(), folder.resolve("st"))
                    + https("  "));
        Running extractors =
            start(
                open,
                Room.EXTRACTORS,
                yaml(cluster, Role.EXTRACTORS) + store() + workers() + "health:\n" + https("  "));
        start(
            open,
            Room.MODEL_WORKERS,
            yaml(cluster, Role.MODEL_WORKERS) + store() + workers() + "bundle: " + bundle() + "\n");
        Running connect =
            start(open, Room.CONNECT, yaml(cluster, Role.CONNECT) + sink() + https(""));
        Running desk =
            start(open, Room.REVIEW_DESK, yaml(cluster, Role.REVIEWERS) + store() + desk());
        Running intake =
            start(open, Room.INTAKE, yaml(cluster, Role.UPSTREAM) + store() + https(""));

        Set<String> sent = new TreeSet<>();
        for (String sample : List.of("06-e-invoice.pdf", "02-nda.docx")) {
          sent.add(handIn(intake.address(), sample));
        }
        Set<String> reviewed = new TreeSet<>();
        assertThat(completed(cluster, sent, reviewed)).isEqualTo(sent);
        assertThat(reviewed).as("a person has decided on one at least").isNotEmpty();
        awaitFiles(sent.size());

        for (Running room : List.of(streams, extractors, connect, intake)) {
          assertThat(get(room.address(), "/metrics", "").statusCode()).isEqualTo(401);
          assertThat(get(room.address(), "/connectors", "Bearer wrong").statusCode())
              .isEqualTo(401);
        }
        HttpResponse<String> metrics = get(streams.address(), "/metrics", "Bearer " + TOKEN);
        assertThat(metrics.statusCode()).isEqualTo(200);
        HttpResponse<String> connectors =
            get(connect.address(), "/connectors/files/config", "Bearer " + TOKEN);
        assertThat(connectors.body()).contains("RecordFileSinkConnector");
        assertThat(connectors.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get(connect.address(), "/health", "").statusCode()).isEqualTo(200);
        assertThat(get(streams.address(), "/health/ready", "").statusCode()).isEqualTo(200);
        assertThat(get(desk.address(), "/health/ready", "").statusCode()).isEqualTo(200);
        assertThat(get(desk.address(), "/api/queue", "Bearer " + TOKEN).statusCode())
            .as("the desk asks for people, not for tokens")
            .isEqualTo(401);
        assertThat(metrics.body() + connectors.body()).doesNotContain(secrets);
      } finally {
        while (!open.isEmpty()) {
          open.pop().close();
        }
      }
      assertThat(log.text()).contains("ProducerConfig values").doesNotContain(secrets);
    }
  }

  @Test
  void aRegistryThatAsksForCertificatesTakesThemAndNothingElse() throws Exception {
    Certificates certificates = new Certificates(folder);
    HttpTls tls =
        new HttpTls(
            certificates.of("registry"),
            Certificates.PASSWORD,
            Optional.of(certificates.trust()),
            Certificates.PASSWORD);
    HttpConfig config = new HttpConfig("127.0.0.1", 0, Optional.of(tls), Access.OPEN);
    try (var registry = EmbeddedRegistry.start(folder.resolve("registry"), config)) {
      Map<String, Object> client = new HashMap<>();
      client.put(RegistryConfig.URL, registry.url());
      client.put(RegistryConfig.MAX_RETRIES, "0");
      String prefix = RegistryConfig.SSL_PREFIX;
      client.put(prefix + "truststore.type", "PKCS12");
      client.put(prefix + "truststore.location", certificates.trust().toString());
      client.put(prefix + "truststore.password", Certificates.PASSWORD);
      assertThatThrownBy(() -> register(client)).isInstanceOf(RegistryException.class);
      client.put(prefix + "keystore.type", "PKCS12");
      client.put(prefix + "keystore.location", certificates.of("extractors").toString());
      client.put(prefix + "keystore.password", Certificates.PASSWORD);
      assertThat(register(client)).isPositive();
      client.put(
          prefix + "keystore.location",
          new Certificates(Files.createDirectories(folder.resolve("strangers")))
              .of("extractors")
              .toString());
      assertThatThrownBy(() -> register(client)).isInstanceOf(RegistryException.class);
    }
  }

  private static int register(Map<String, Object> client) {
    return new RegistryClient(RegistryConfig.from(client))
        .register("x-value", ReviewDecided.getClassSchema());
  }

  /** A worker of Connect does what its connectors do: this one is a sink, too. */
  private void grantConnectItsSink(SecureCluster cluster) throws Exception {
    Path roles =
        Files.writeString(
            folder.resolve("roles.yaml"),
            "sinks: User:sluice-connect\nconnect: User:sluice-connect\n");
    Path admin = cluster.clientConfig("admin", cluster.admin());
    SecureCluster.sluice(
        "topics acls --principals %s --apply --bootstrap-servers %s --client-config %s"
            .formatted(roles, cluster.admin().get("bootstrap.servers"), admin));
  }

  private static Running start(Deque<AutoCloseable> open, Room room, String yaml) throws Exception {
    Running running = room.start(Configs.parse(room + ".yaml", yaml));
    open.push(running);
    return running;
  }

  /** The {@code kafka} section of a role; its secrets are in files, one way or the other. */
  private String yaml(SecureCluster cluster, Role role) throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), Certificates.PASSWORD + "\n");
    Path passwords =
        Files.writeString(
            folder.resolve(role.label() + "-passwords.properties"),
            "kafka=%s\nregistry=%s\n"
                .formatted(SecureCluster.password(role), SecureCluster.registryPassword(role)));
    return cluster.client(role).entrySet().stream()
        .map(property ->
            "  %s: '%s'\n"
                .formatted(
                    property.getKey(),
                    property
                        .getValue()
                        .toString()
                        .replace(Certificates.PASSWORD, "${file:" + keys + "}")
                        .replace(SecureCluster.password(role), "${file:" + passwords + ":kafka}")
                        .replace(
                            SecureCluster.registryPassword(role),
                            "${file:" + passwords + ":registry}")))
        .collect(Collectors.joining("", "kafka:\n", ""));
  }

  private String store() {
    return "contentStore: " + ContentStores.uriOf(folder.resolve("content")) + "\n";
  }

  private static String workers() {
    return "concurrency:\n  workers: 1\n";
  }

  private static Path bundle() {
    return Path.of(System.getProperty("sluice.root"), "model-workers/bundles/micro-1");
  }

  /** On every interface, with TLS and a token. */
  private String https(String indent) throws Exception {
    Path token = Files.writeString(folder.resolve("http-token"), TOKEN);
    return """
    host: 0.0.0.0
    port: 0
    tls:
      keystore: %s
      password: ${file:%s}
    auth:
      token: ${file:%s}
    """
        .formatted(folder.resolve("registry.p12"), folder.resolve("keys"), token)
        .indent(indent.length());
  }

  /** With people of its own, and TLS. */
  private String desk() throws Exception {
    Path users =
        Files.writeString(
            folder.resolve("users.yaml"),
            "users:\n  ada: {password: \"" + Passwords.hash(TOKEN) + "\", tenants: [default]}\n");
    return "users: %s\nhttp:\n  publicUrl: https://desk.example\n".formatted(users)
        + https("  ").replaceFirst("(?s)  auth:.*", "");
  }

  private String sink() throws Exception {
    Path files = Files.createDirectories(folder.resolve("records"));
    Path connector =
        Files.writeString(
            folder.resolve("files.json"),
            """
            {"name": "files", "config": {"connector.class": "RecordFileSinkConnector",
              "topics": "%s", "folder": "%s"}}
            """
                .formatted(Topics.COMPLETED.name(), files));
    return """
    mode: distributed
    connectors: %s
    worker:
      config.storage.replication.factor: 1
      offset.storage.replication.factor: 1
      offset.storage.partitions: 1
      status.storage.replication.factor: 1
      status.storage.partitions: 1
    """
        .formatted(connector);
  }

  private String handIn(URI intake, String sample) throws Exception {
    byte[] bytes =
        Files.readAllBytes(Path.of(System.getProperty("sluice.root"), "infra/samples", sample));
    String head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + sample + "\"\r\n\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(local(intake, "/documents"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(
                HttpRequest.BodyPublishers.ofByteArrays(
                    List.of(head.getBytes(), bytes, "\r\n--b--\r\n".getBytes())))
            .build();
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.body().replaceAll("(?s).*\"documentId\":\"([^\"]+)\".*", "$1");
  }

  /** A sink reads what is completed; a reviewer accepts what is in doubt. */
  private static Set<String> completed(
      SecureCluster cluster, Set<String> wanted, Set<String> reviewed) throws Exception {
    Map<String, Object> reviewer = cluster.client(Role.REVIEWERS);
    Set<String> completed = new TreeSet<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    try (var results =
            new KafkaConsumer<>(
                consumer(cluster.client(Role.SINKS), Groups.SINKS),
                new StringDeserializer(),
                RegistrySerdes.deserializer(DocumentCompleted.class, cluster.client(Role.SINKS)));
        var reviews =
            new KafkaConsumer<>(
                consumer(reviewer, Groups.REVIEWERS),
                new StringDeserializer(),
                RegistrySerdes.deserializer(ReviewRequested.class, reviewer));
        var decisions =
            new KafkaProducer<String, ReviewDecided>(
                reviewer, new StringSerializer(), RegistrySerdes.serializer(reviewer))) {
      results.subscribe(List.of(Topics.COMPLETED.name()));
      reviews.subscribe(List.of(Topics.REVIEWS_REQUESTED.name()));
      while (!completed.equals(wanted) && Instant.now().isBefore(deadline)) {
        results.poll(Duration.ofMillis(200)).forEach(record -> completed.add(record.key()));
        for (var review : reviews.poll(Duration.ofMillis(200))) {
          reviewed.add(review.key());
          decisions.send(
              new ProducerRecord<>(
                  Topics.REVIEWS_DECIDED.name(), review.key(), accept(review.value())));
        }
      }
    }
    return completed;
  }

  private static ReviewDecided accept(ReviewRequested review) {
    return ReviewDecided.newBuilder()
        .setTaskId(review.getTaskId())
        .setDocumentId(review.getDocumentId())
        .setVerdict(Verdict.ACCEPT)
        .setReviewer("ann")
        .setDecidedAt(Instant.now())
        .build();
  }

  private static Map<String, Object> consumer(Map<String, Object> client, String group) {
    Map<String, Object> all = new HashMap<>(client);
    all.put("group.id", group + "-of-the-test");
    all.put("auto.offset.reset", "earliest");
    all.put("isolation.level", "read_committed");
    return all;
  }

  private void awaitFiles(int count) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    Path records = folder.resolve("records");
    long found = 0;
    try (WatchService watch = records.getFileSystem().newWatchService()) {
      records.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (found < count && Instant.now().isBefore(deadline)) {
        try (var files = Files.walk(records)) {
          found = files.filter(file -> file.toString().endsWith(".json")).count();
        }
        WatchKey changed = found < count ? watch.poll(1, TimeUnit.SECONDS) : null;
        if (changed != null) {
          changed.reset();
        }
      }
    }
    assertThat(found).as("records that Connect has written").isEqualTo(count);
  }

  private HttpResponse<String> get(URI server, String path, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(local(server, path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request.build());
  }

  /** The certificate is for 127.0.0.1; what is bound is every interface. */
  private static URI local(URI server, String path) {
    return URI.create("https://127.0.0.1:" + server.getPort() + path);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    KeyStore trust =
        KeyStore.getInstance(
            folder.resolve("trust.p12").toFile(), Certificates.PASSWORD.toCharArray());
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
