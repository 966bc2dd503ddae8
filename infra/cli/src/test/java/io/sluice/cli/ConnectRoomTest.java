package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.local.LocalStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectRoomTest {
  @TempDir Path folder;

  @Test
  void aWorkerRunsWithItsConnectorsAndABrokenOneIsNamedWithAllItsProblems() throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Path good =
        connector(
            "files",
            "\"connector.class\": \"RecordFileSinkConnector\", \"folder\": \"" + files + "\"");
    Path broken =
        connector(
            "books",
            "\"connector.class\": \"UpsertSinkConnector\", \"profile\": \"tryton\","
                + " \"target.url\": \"erp\", \"mappings\": \"/not/there.yaml\"");
    try (LocalStack stack = LocalStack.startTemporary()) {
      try (ConnectRoom room = ConnectRoom.start(config(stack, List.of(good.toString())))) {
        assertThat(get(room.address().resolve("/connectors"))).isEqualTo("[\"files\"]");
        assertThat(get(room.address().resolve("/connector-plugins")))
            .contains("io.sluice.connectors.upsert.UpsertSinkConnector");
      }
      assertThatThrownBy(() -> ConnectRoom.start(config(stack, List.of(broken.toString()))))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("connector books")
          .hasMessageContaining("target.url must be a URL")
          .hasMessageContaining("target.database is missing")
          .hasMessageContaining("/not/there.yaml");
    }
  }

  @Test
  void everyProblemOfTheWorkersConfigurationIsToldBeforeItStarts() {
    ConfigNode node =
        ConfigNode.of(
            "connect.yaml",
            Map.of("mode", "alone", "connectors", List.of("/not/there.json"), "colour", "blue"));
    assertThatThrownBy(() -> ConnectRoom.start(node))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mode: alone — one of standalone, distributed")
        .hasMessageContaining("kafka.bootstrap.servers: missing")
        .hasMessageContaining("state: missing")
        .hasMessageContaining("/not/there.json")
        .hasMessageContaining("colour: unknown key");
  }

  private Path connector(String name, String config) throws Exception {
    return Files.writeString(
        folder.resolve(name + ".json"),
        "{\"name\": \"%s\", \"config\": {\"topics\": \"sluice.documents.completed.v1\", %s}}"
            .formatted(name, config));
  }

  private ConfigNode config(LocalStack stack, List<String> connectors) {
    return ConfigNode.of(
        "connect.yaml",
        Map.of(
            "kafka",
            Map.of(
                "bootstrap.servers", stack.bootstrapServers(),
                "schema.registry.url", stack.registryUrl()),
            "port",
            0,
            "state",
            folder.toString(),
            "connectors",
            connectors));
  }

  private static String get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
