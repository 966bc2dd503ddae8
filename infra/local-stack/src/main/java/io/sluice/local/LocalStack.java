package io.sluice.local;

import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.TopicProvisioner.Sizing;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * Kafka, a schema registry and the catalogue's topics in one process, on loopback ports. Nothing
 * else is needed to run all of Sluice. What was written stays in the folder for the next start.
 */
public final class LocalStack implements AutoCloseable {
  /**
   * Few partitions: each costs memory and start-up time, and all workers share this one machine.
   */
  private static final Sizing SIZING = new Sizing(2, Optional.of((short) 1));

  private static final Duration HEARD_WITHIN = Duration.ofSeconds(30);
  private static final Duration HEARD_EVERY = Duration.ofMillis(20);

  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final Runnable afterwards;

  /** Which ports clients find; 0 stands for any free one. */
  public record PortChoice(int kafka, int registry) {
    /** Any free ports. */
    public static final PortChoice FREE = new PortChoice(0, 0);
  }

  private LocalStack(EmbeddedKafka kafka, EmbeddedRegistry registry, Runnable afterwards) {
    this.kafka = kafka;
    this.registry = registry;
    this.afterwards = afterwards;
  }

  /** Starts on free ports; see {@link #start(Path, PortChoice)}. */
  public static LocalStack start(Path folder) {
    return start(folder, PortChoice.FREE);
  }

  /**
   * Starts everything and returns once records are taken.
   *
   * @param folder where the data is or will be; created if need be
   * @throws IllegalStateException if the folder is in use or holds something else
   */
  public static LocalStack start(Path folder, PortChoice ports) {
    return start(folder, ports, () -> {});
  }

  /** Starts in a temporary folder that goes when the stack is closed; for tests. */
  public static LocalStack startTemporary() {
    try {
      Path folder = Files.createTempDirectory("sluice-local-");
      return start(folder, PortChoice.FREE, () -> delete(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a temporary folder", e);
    }
  }

  private static LocalStack start(Path folder, PortChoice ports, Runnable afterwards) {
    EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), ports.kafka());
    EmbeddedRegistry registry;
    try {
      registry = EmbeddedRegistry.start(folder.resolve("registry"), ports.registry());
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
    LocalStack stack = new LocalStack(kafka, registry, afterwards);
    try (Admin admin = Admin.create(stack.clientConfig())) {
      TopicProvisioner provisioner = new TopicProvisioner(admin, SIZING);
      provisioner.create(Topics.all());
      awaitAll(provisioner);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** A topic is created once the controller says so, but there once the broker has heard of it. */
  private static void awaitAll(TopicProvisioner topics) {
    long deadline = System.nanoTime() + HEARD_WITHIN.toNanos();
    while (topics.describe(Topics.all()).stream().anyMatch(state -> !state.exists())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the broker has not heard of its new topics within " + HEARD_WITHIN);
      }
      LockSupport.parkNanos(HEARD_EVERY.toNanos());
    }
  }

  /** Where Kafka clients connect. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Base URL of the schema registry. */
  public String registryUrl() {
    return registry.url();
  }

  /**
   * What a client needs to know to reach both: {@code bootstrap.servers} and {@code
   * schema.registry.url}.
   */
  public Map<String, Object> clientConfig() {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers(),
        RegistryConfig.URL,
        registryUrl());
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
    afterwards.run();
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the temporary folder " + folder, e);
    }
  }
}
