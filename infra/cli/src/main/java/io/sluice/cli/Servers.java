package io.sluice.cli;

import io.sluice.schemas.RegistryConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A cluster and its schema registry, as a command line names them. */
final class Servers {
  static final String BOOTSTRAP = "bootstrap.servers";

  @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,…", description = "The cluster.")
  @Nullable String servers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "The schema registry, unless --client-config names it.")
  @Nullable String registry;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = "Properties of Kafka's and the registry's clients, for instance security.")
  @Nullable Path clientConfig;

  /**
   * Properties of Kafka's clients and the registry's.
   *
   * @throws UsageException if they do not say where both are
   */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    if (clientConfig != null) {
      TopicsCommand.Cluster.read(clientConfig)
          .forEach((name, value) -> properties.put(name, String.valueOf(value)));
    }
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
    return properties;
  }

  /** A cluster, or the folder of an embedded run: one of both. */
  void checkEither(@Nullable Path state) {
    boolean named = servers != null || clientConfig != null;
    if (named == (state != null)) {
      throw new UsageException(
          "name a cluster with --bootstrap-servers, or the folder of an embedded run with --state");
    }
  }
}
