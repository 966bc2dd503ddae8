package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class StreamsAppConfigTest {
  private static final String KAFKA =
      "kafka: {bootstrap.servers: 'a:1', schema.registry.url: 'http://a:2'}\n";

  @Test
  void onlyKafkaAndTheRegistryMustBeNamed() {
    StreamsAppConfig config = read(KAFKA);
    assertThat(config.pools()).isEmpty();
    assertThat(config.ladder()).isEmpty();
    assertThat(config.gate()).isEmpty();
    assertThat(config.firstPool()).isEqualTo(Pool.CPU);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.http().server().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void largerModelsAreAskedAsALadderFileHasItOrNotAtAll() {
    assertThat(read(KAFKA + "ladder: my.yaml\nllm: {enabled: true}").pools())
        .containsExactly(LargerPool.LLM);
    assertThatThrownBy(() -> read(KAFKA + "frontier: {enabled: true}"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> assertThat(e.problems()).anyMatch(p -> p.contains("sluice ladder --out")));
  }

  @Test
  void aBundleIsAFolderWithAGateFile() {
    assertThat(read(KAFKA + "bundle: bundles/micro").gate())
        .contains(Path.of("bundles/micro/gate.yaml"));
    assertThat(read(KAFKA + "gate: my.yaml").gate()).contains(Path.of("my.yaml"));
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThatThrownBy(() ->
            read(
                "{gate: a, bundle: b, deadlines: {parse: soon, infer: 0s}, threads: 0, frontir: {}}"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.startsWith("kafka.bootstrap.servers: missing"))
                    .anyMatch(p -> p.startsWith("kafka.schema.registry.url: missing"))
                    .anyMatch(p -> p.contains("either bundle or gate"))
                    .anyMatch(p -> p.startsWith("deadlines.parse: soon"))
                    .anyMatch(p -> p.startsWith("deadlines.infer"))
                    .anyMatch(p -> p.startsWith("threads: 0"))
                    .anyMatch(p -> p.startsWith("frontir")));
  }

  @Test
  void anOperatorMayTuneKafkaButNotWeakenTheGuarantee() {
    Properties properties =
        StreamsProperties.of(
            read(
                "kafka: {bootstrap.servers: 'a:1', schema.registry.url: 'http://a:2',"
                    + " processing.guarantee: at_least_once, producer.linger.ms: '50'}"));
    assertThat(properties.get("producer.linger.ms")).isEqualTo("50");
    assertThat(properties.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(new StreamsConfig(properties)).isNotNull();
  }

  @Test
  void aDeadThreadIsReplacedABoundedNumberOfTimes() {
    Restarts restarts = new Restarts(2);
    var cause = new IllegalStateException("for the test");
    assertThat(restarts.handle(cause)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(restarts.handle(cause)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(restarts.handle(cause)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  private static StreamsAppConfig read(String yaml) {
    ConfigNode node = Configs.parse("streams-app.yaml", yaml);
    StreamsAppConfig config = StreamsAppConfig.from(node);
    node.finish();
    return config;
  }
}
