package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkerPoolConfigTest {

  @Test
  void everyKeyIsRead() {
    ConfigNode node =
        Configs.parse(
            "test",
            """
            groupId: sluice-ocr
            concurrency: {workers: 3, inFlight: 8, recordsPerPoll: 2}
            retries:
              attempts: 6
              deliveries: 7
              backoff: {initial: 1s, max: 1m, jitter: 0.25}
            limits: {lock: 20s, task: 2m, drain: 10s}
            kafka: {bootstrap.servers: "broker:9092"}
            """);
    WorkerPoolConfig config = WorkerPoolConfig.from(node, "sluice-extractors", 2);
    node.finish();
    assertThat(config)
        .isEqualTo(
            new WorkerPoolConfig(
                "sluice-ocr",
                new WorkerPoolConfig.Concurrency(3, 8, 2),
                new WorkerPoolConfig.Retries(
                    6, 7, new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.25)),
                new WorkerPoolConfig.Limits(
                    Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofSeconds(10)),
                Map.of("bootstrap.servers", "broker:9092")));
  }

  @Test
  void anEmptyConfigurationIsTheDefaults() {
    ConfigNode node = ConfigNode.empty();
    assertThat(WorkerPoolConfig.from(node, "sluice-extractors", 2))
        .isEqualTo(WorkerPoolConfig.of("sluice-extractors", 2, Map.of()));
    node.finish();
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    ConfigNode node =
        Configs.parse(
            "test",
            """
            concurrency: {workers: 4, inFlight: 2}
            retries: {deliveries: 20, backoff: {initial: 10s, max: 1s}}
            limits: {lock: 1ms}
            lane: 3
            """);
    WorkerPoolConfig.from(node, "sluice-extractors", 2);
    assertThatThrownBy(node::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("concurrency.inFlight: 2 — not less than workers")
        .hasMessageContaining("retries.deliveries: 20 — a whole number from 1 to 8")
        .hasMessageContaining("retries.backoff.max: 1000ms — at least 10000ms")
        .hasMessageContaining("limits.lock: 1ms — at least 100ms")
        .hasMessageContaining("lane: unknown key");
  }

  @Test
  void poolsLimitOnDeliveriesLiesBelowKafkasBecauseThatOneIsSilent() {
    assertThat(WorkerPoolConfig.Retries.MOST_DELIVERIES).isLessThan(ShareGroup.DELIVERY_LIMIT);
  }

  @Test
  void consumersAreEnoughForWhatIsInFlight() {
    assertThat(new WorkerPoolConfig.Concurrency(4, 8, 1).consumers()).isEqualTo(8);
    assertThat(new WorkerPoolConfig.Concurrency(4, 9, 4).consumers()).isEqualTo(3);
  }
}
