package io.sluice.worker;

import java.util.Locale;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The pool on Kafka's own image; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
final class WorkerPoolContainerTest extends WorkerPoolContract {
  @Container private static final KafkaContainer KAFKA = container();

  // The annotation's extension starts and stops it.
  @SuppressWarnings("resource")
  private static KafkaContainer container() {
    KafkaContainer container = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"));
    TestBroker.SHARE_GROUPS.forEach((name, value) ->
        container.withEnv("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return container;
  }

  @Override
  String bootstrapServers() {
    return KAFKA.getBootstrapServers();
  }
}
