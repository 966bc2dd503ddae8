package io.sluice.cli;

import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the topics are: on a cluster, or in the folder of an embedded run. */
final class Servers {
  private static final String BOOTSTRAP = "bootstrap.servers";

  @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,…", description = "The cluster.")
  @Nullable String servers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Its schema registry. Default: schema.registry.url of the client properties.")
  @Nullable String registry;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = "Properties of Kafka's and the registry's clients, for instance security.")
  @Nullable Path clientConfig;

  /**
   * What clients need to know.
   *
   * @param properties of Kafka's clients and the registry's
   * @param open what must be closed afterwards
   */
  record Reached(Map<String, Object> properties, AutoCloseable open) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      open.close();
    }
  }

  /** Whether a cluster is named. */
  boolean named() {
    return servers != null || clientConfig != null;
  }

  /**
   * Reaches the cluster; or starts the broker and the registry of a folder, and nothing else.
   *
   * @param state the folder of an embedded run; null for a cluster
   * @throws UsageException unless exactly one of both is named
   */
  Reached reach(@Nullable Path state) {
    checkEither(state);
    if (state != null) {
      LocalStack stack = LocalStack.start(topicsOf(state));
      return new Reached(stack.clientConfig(), stack);
    }
    Map<String, Object> properties =
        clientConfig == null ? new HashMap<>() : TopicsCommand.Cluster.read(clientConfig);
    if (servers != null) {
      properties.put(BOOTSTRAP, servers);
    }
    if (registry != null) {
      properties.put(RegistryConfig.URL, registry);
    }
    if (!properties.containsKey(BOOTSTRAP) || !properties.containsKey(RegistryConfig.URL)) {
      throw new UsageException(
          "a cluster and its schema registry are needed: --bootstrap-servers broker:9092"
              + " --schema-registry http://registry:8081, or both in --client-config");
    }
    return new Reached(properties, () -> {});
  }

  void checkEither(@Nullable Path state) {
    if (named() == (state != null)) {
      throw new UsageException(
          "name a cluster with --bootstrap-servers, or the folder of an embedded run with --state");
    }
  }

  /** Where an embedded run keeps its topics. */
  static Path topicsOf(Path state) {
    Path topics = state.toAbsolutePath().normalize().resolve("stack");
    if (!Files.isDirectory(topics)) {
      throw new UsageException(
          "no run has left its topics in " + state + ": name the --state of the run");
    }
    return topics;
  }
}
