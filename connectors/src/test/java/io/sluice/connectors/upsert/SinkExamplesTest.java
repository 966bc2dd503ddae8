package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the how-tos show is what the connector takes. */
class SinkExamplesTest {
  private static final Path DOCS = Path.of(System.getProperty("sluice.root"), "infra/docs");

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(DOCS.resolve("examples"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("invoice.yaml")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAConfigurationWithoutAProblemAndHasAPage(Path folder) throws IOException {
    JsonNode sink = new ObjectMapper().readTree(folder.resolve("sink.json").toFile());
    Map<String, String> config = new HashMap<>();
    sink.path("config")
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
    config.put("mappings", folder.resolve("invoice.yaml").toString());
    assertThat(new UpsertSinkConnector().validate(config).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    String name = folder.getFileName().toString();
    assertThat(Files.readString(DOCS.resolve("howto/sinks/" + name + ".md")))
        .contains("../../examples/" + name + "/invoice.yaml")
        .contains("../../examples/" + name + "/sink.json");
  }
}
