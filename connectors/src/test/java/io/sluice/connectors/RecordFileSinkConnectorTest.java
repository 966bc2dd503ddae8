package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileSinkConnectorTest {
  @TempDir Path folder;
  private final RecordFileSinkConnector connector = new RecordFileSinkConnector();

  @Test
  void everyProblemIsToldBeforeTheFirstRecord() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(problems(Map.of()))
        .singleElement()
        .asString()
        .contains("Missing required configuration \"folder\"");
    assertThat(problems(Map.of("folder", "records", "json.indent", "perhaps"))).hasSize(2);
    assertThat(problems(Map.of("folder", folder.resolve("none").toString())))
        .singleElement()
        .asString()
        .contains("existing folder");
    assertThat(problems(Map.of("folder", file.toString())))
        .singleElement()
        .asString()
        .contains("existing folder");
    assertThat(problems(Map.of("folder", folder.toString()))).isEmpty();
  }

  @Test
  void aMissingFolderStopsTheConnectorWithItsName() {
    assertThatThrownBy(() -> connector.start(Map.of("folder", "/does/not/exist")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("/does/not/exist");
  }

  @Test
  void everyTaskGetsTheWholeConfiguration() {
    Map<String, String> config = Map.of("folder", folder.toString());
    connector.start(config);
    assertThat(connector.taskConfigs(3)).containsExactly(config, config, config);
    assertThat(connector.taskClass()).isEqualTo(RecordFileSinkTask.class);
  }

  @Test
  void theVersionIsTheModules() {
    assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  private List<String> problems(Map<String, String> config) {
    return connector.validate(config).configValues().stream()
        .map(ConfigValue::errorMessages)
        .flatMap(List::stream)
        .toList();
  }
}
