package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ConfigNode;
import io.sluice.local.TrytonServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real ERP behind the demo: Tryton, and a Connect worker that brings it the invoices. */
final class DemoErp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final TrytonServer tryton;
  private final ConnectRoom connect;

  private DemoErp(TrytonServer tryton, ConnectRoom connect) {
    this.tryton = tryton;
    this.connect = connect;
  }

  /**
   * Starts both.
   *
   * @throws UsageException if Tryton is not installed
   */
  static DemoErp start(Path folder, Connection connection) throws Exception {
    if (!TrytonServer.isInstalled()) {
      throw new UsageException("--with-erp: " + TrytonServer.MISSING);
    }
    Path home = Files.createTempDirectory(folder, "erp-");
    TrytonServer tryton = TrytonServer.start(home);
    try {
      return new DemoErp(tryton, ConnectRoom.start(worker(home, connection, tryton)));
    } catch (Exception e) {
      tryton.close();
      throw e;
    }
  }

  /** The integrators' connector and mapping, with this demo's addresses. */
  private static ConfigNode worker(Path home, Connection connection, TrytonServer tryton)
      throws IOException {
    Path examples = Path.of(System.getProperty("sluice.root", "."), "infra/docs/examples/tryton");
    Path secret =
        Files.createFile(
            home.resolve("secret.properties"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "password=" + tryton.password());
    ObjectNode sink = (ObjectNode) JSON.readTree(examples.resolve("sink.json").toFile());
    ((ObjectNode) sink.path("config"))
        .put("target.url", tryton.url())
        .put("target.database", TrytonServer.DATABASE)
        .put("auth.user", TrytonServer.USER)
        .put("auth.password", "${file:" + secret + ":password}")
        .put("mappings", examples.resolve("invoice.yaml").toString())
        .put("errors.deadletterqueue.topic.replication.factor", "1");
    Path file = Files.writeString(home.resolve("sink.json"), sink.toString());
    return ConfigNode.of(
        "the demo's Connect worker",
        Map.of(
            "kafka",
            Map.of(
                "bootstrap.servers", connection.bootstrapServers(),
                "schema.registry.url", connection.registryUrl()),
            "port",
            0,
            "state",
            home.toString(),
            "connectors",
            List.of(file.toString())));
  }

  /** What to tell people who want to look. */
  Map<String, String> addresses() {
    return Map.of(
        "ERP",
        "%s (database %s, user %s, password %s)"
            .formatted(tryton.url(), TrytonServer.DATABASE, TrytonServer.USER, tryton.password()),
        "Kafka Connect",
        connect.address().toString());
  }

  /** Waits for the invoices of these documents and describes what the ERP has, one line each. */
  List<String> invoices(Set<String> documents) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    JsonNode found = search();
    while (found.size() < documents.size() && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE);
      found = search();
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode one : found) {
      lines.add(
          "%s from %s: %s %s, of which tax %s; lines: %d; %s"
              .formatted(
                  one.path("reference").asText(),
                  one.path("party.").path("rec_name").asText(),
                  one.path("total_amount").path("decimal").asText(),
                  one.path("currency.").path("code").asText(),
                  one.path("tax_amount").path("decimal").asText(),
                  one.path("lines").size(),
                  one.path("state").asText()));
    }
    for (int i = found.size(); i < documents.size(); i++) {
      lines.add("one is missing: see the topic sluice-tryton.dead-letters");
    }
    return lines;
  }

  private JsonNode search() throws IOException, InterruptedException {
    JsonNode session =
        call(
            "common.db.login",
            "[\"%s\", {\"password\": \"%s\"}]".formatted(TrytonServer.USER, tryton.password()),
            "");
    String token =
        TrytonServer.USER + ":" + session.path(0).asText() + ":" + session.path(1).asText();
    return call(
        "model.account.invoice.search_read",
        """
        [[["description", "like", "sluice:%"]], 0, null, [["id", "ASC"]],
         ["reference", "party.rec_name", "currency.code", "total_amount", "tax_amount", "lines", "state"], {}]
        """,
        "Session " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
  }

  private JsonNode call(String method, String params, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(tryton.url() + "/" + TrytonServer.DATABASE + "/"))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\": 1, \"method\": \"%s\", \"params\": %s}".formatted(method, params)));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      String body = client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
      return JSON.readTree(body).path("result");
    }
  }

  @Override
  public void close() {
    connect.close();
    tryton.close();
  }
}
