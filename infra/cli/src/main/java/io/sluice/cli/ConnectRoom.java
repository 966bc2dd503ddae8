package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.FileSecrets;
import io.sluice.http.HttpConfig;
import io.sluice.schemas.Groups;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka Connect worker with Sluice's connectors. Keys: {@code mode} (standalone or distributed),
 * {@code kafka}, {@code host}, {@code port}, {@code tls}, {@code auth}, {@code state} (a folder,
 * for standalone), {@code plugins} (folders with further plugins), {@code connectors} (JSON files
 * as in {@code POST /connectors}) and {@code worker} (any of Connect's own settings).
 */
final class ConnectRoom implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int CONFLICT = 409;
  private static final int PORT = 8083;
  private static final List<String> REGISTRY =
      List.of("schema.registry.", "basic.auth.", "bearer.auth.");

  enum Mode {
    STANDALONE,
    DISTRIBUTED
  }

  /** A connector's name and its settings. */
  private record Connector(String name, JsonNode config) {}

  private final Connect<?> worker;
  private final ConnectGuard.Pass guard;

  private ConnectRoom(Connect<?> worker, ConnectGuard.Pass guard) {
    this.worker = worker;
    this.guard = guard;
  }

  /**
   * Starts a worker and its connectors.
   *
   * @throws ConfigException naming every problem; those of connectors are found by the connectors
   */
  static ConnectRoom start(ConfigNode node) throws Exception {
    Mode mode = node.choice("mode", Mode.STANDALONE);
    HttpConfig http = HttpConfig.from(node, PORT);
    Map<String, String> properties = properties(node, mode);
    List<Connector> connectors = new ArrayList<>();
    for (String file : node.strings("connectors", List.of())) {
      Connector connector = read(node, Path.of(file));
      if (connector != null) {
        connectors.add(connector);
      }
    }
    Map<String, String> worker = node.map("worker");
    for (String guarded : List.of("listeners", "admin.listeners", "rest.extension.classes")) {
      if (worker.containsKey(guarded)) {
        node.problem(
            "worker." + guarded,
            "set",
            "host, port, tls and auth say who may come in",
            "port: 8083");
      }
    }
    node.finish();
    ConnectGuard.Pass pass = ConnectGuard.admit(http, mode == Mode.DISTRIBUTED);
    properties.putAll(ConnectGuard.settings(http, pass));
    properties.putAll(worker);
    ConnectRoom room;
    try {
      room =
          new ConnectRoom(
              mode == Mode.STANDALONE
                  ? new ConnectStandalone().startConnect(properties)
                  : new ConnectDistributed().startConnect(properties),
              pass);
    } catch (RuntimeException e) {
      pass.close();
      throw e;
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (Connector connector : connectors) {
        room.configure(client, connector);
      }
    } catch (Exception e) {
      room.close();
      throw e;
    }
    return room;
  }

  private static Map<String, String> properties(ConfigNode node, Mode mode) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    all.put("value.converter", "io.sluice.connectors.SluiceAvroConverter");
    Map<String, String> kafka = node.map("kafka");
    if (!kafka.containsKey("bootstrap.servers")) {
      node.problem("kafka.bootstrap.servers", "missing", "the cluster", "broker:9092");
    }
    kafka.forEach((name, value) -> {
      if (REGISTRY.stream().anyMatch(name::startsWith)) {
        all.put("value.converter." + name, value);
      } else {
        all.put(name, value);
        List.of("consumer.", "producer.", "admin.").forEach(who -> all.put(who + name, value));
      }
    });
    // Sluice writes in transactions: read only what was decided for good.
    all.put("consumer.isolation.level", "read_committed");
    all.put("consumer.auto.offset.reset", "earliest");
    all.put("plugin.discovery", "service_load");
    // Connect scans the working directory for an empty path, so none is given.
    List<String> plugins = node.strings("plugins", List.of());
    if (!plugins.isEmpty()) {
      all.put("plugin.path", String.join(",", plugins));
    }
    // Connectors refer to secrets as all configuration does.
    all.put("config.providers", "file,env");
    all.put("config.providers.file.class", FileSecrets.class.getName());
    all.put("config.providers.env.class", EnvVarConfigProvider.class.getName());
    if (mode == Mode.STANDALONE) {
      all.put("offset.storage.file.filename", Path.of(node.string("state"), "offsets").toString());
    } else {
      all.put("group.id", Groups.CONNECT);
      all.put("config.storage.topic", Groups.CONNECT + "-configs");
      all.put("offset.storage.topic", Groups.CONNECT + "-offsets");
      all.put("status.storage.topic", Groups.CONNECT + "-status");
    }
    return all;
  }

  private static @Nullable Connector read(ConfigNode node, Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      if (json.path("name").isTextual() && json.path("config").isObject()) {
        return new Connector(json.path("name").textValue(), json.path("config"));
      }
      node.problem(
          "connectors",
          file,
          "a JSON object with name and config",
          "{\"name\": …, \"config\": {…}}");
    } catch (JsonProcessingException e) {
      // Without what stands there, which may be a secret.
      node.problem(
          "connectors",
          file,
          "JSON (it is not from line %d on)".formatted(e.getLocation().getLineNr()),
          "sink.json");
    } catch (IOException e) {
      node.problem("connectors", file, "a JSON file that can be read: " + e, "sink.json");
    }
    return null;
  }

  /** While a distributed worker joins its group, it answers 409: that passes. */
  private void configure(HttpClient client, Connector connector)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      guard.own(address()).resolve("/connectors/" + connector.name() + "/config"))
                  .header("Authorization", "Bearer " + guard.token())
                  .header("Content-Type", "application/json")
                  .timeout(PATIENCE)
                  .PUT(HttpRequest.BodyPublishers.ofString(connector.config().toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() < 300) {
        return;
      }
      boolean passing = answer.statusCode() == CONFLICT || answer.statusCode() >= 500;
      if (!passing || Instant.now().isAfter(deadline)) {
        String message = JSON.readTree(answer.body()).path("message").asText(answer.body());
        throw new ConfigException(
            "connector " + connector.name(), message.lines().map(String::strip).toList());
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Where its REST interface answers. */
  URI address() {
    return worker.rest().advertisedUrl();
  }

  @Override
  public void close() {
    worker.stop();
    worker.awaitStop();
    guard.close();
  }
}
