package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelWorkersConfigTest {
  @Test
  void aBundleAndAContentStoreSuffice() {
    ConfigNode node =
        Configs.parse(
            "models.yaml",
            """
            bundle: bundles/micro-1
            contentStore: file:/var/lib/sluice
            kafka: {bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081"}
            """);

    ModelWorkersConfig config = ModelWorkersConfig.from(node);
    node.finish();

    assertThat(config.pool()).isEqualTo(Device.CPU);
    assertThat(config.bundle()).isEqualTo(Path.of("bundles/micro-1"));
    assertThat(config.types()).isEmpty();
    assertThat(config.worker().groupId()).isEqualTo("sluice-inference-cpu");
    assertThat(config.worker().concurrency().workers())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    ConfigNode node = Configs.parse("models.yaml", "pool: tpu\nbundel: x\n");

    assertThatThrownBy(
            () -> {
              ModelWorkersConfig.from(node);
              node.finish();
            })
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "pool: tpu", "cpu, gpu", "bundle: missing", "contentStore", "bundel: unknown key");
  }
}
