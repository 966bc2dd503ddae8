package io.sluice.cli;

import io.sluice.content.ContentStores;
import io.sluice.local.LocalStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How operators reach a Sluice: a cluster's, or the folder of an embedded run. */
final class House {
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
      description = "Kafka client properties, for instance security.")
  @Nullable Path clientConfig;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The folder of an embedded run, instead of a cluster.")
  @Nullable Path state;

  /** Where Sluice is; closing it ends what was started to get there. */
  record Open(Connection connection, AutoCloseable started) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      started.close();
    }
  }

  /** The topics alone; contents are not reached. */
  Open topics() throws Exception {
    if (state == null) {
      return cluster("none:");
    }
    LocalStack stack = LocalStack.start(state.toAbsolutePath().normalize().resolve("stack"));
    return new Open(
        new Connection(stack.bootstrapServers(), stack.registryUrl(), "none:", Map.of()), stack);
  }

  /** All of it, at work: a cluster's processes, or those of the embedded run, started here. */
  Open atWork(@Nullable String contentStore) throws Exception {
    if (state == null) {
      if (contentStore == null) {
        throw new UsageException("where are the contents? --content-store file:/folder");
      }
      ContentStores.open(contentStore).close();
      return cluster(contentStore);
    }
    RunOptions options = RunOptions.of(1);
    River river = River.embedded(state.toAbsolutePath().normalize(), options);
    return new Open(river.connection(), river);
  }

  private Open cluster(String contentStore) {
    Map<String, String> client = new HashMap<>();
    if (clientConfig != null) {
      TopicsCommand.Cluster.read(clientConfig)
          .forEach((name, value) -> client.put(name, String.valueOf(value)));
    }
    return new Open(
        new Connection(
            given(servers, client.get("bootstrap.servers"), "--bootstrap-servers HOST:PORT"),
            given(registry, client.get("schema.registry.url"), "--schema-registry URL"),
            contentStore,
            client),
        () -> {});
  }

  private static String given(@Nullable String option, @Nullable String inFile, String remedy) {
    if (option == null && inFile == null) {
      throw new UsageException("where is it? " + remedy + ", or --state DIR of an embedded run");
    }
    return option == null ? String.valueOf(inFile) : option;
  }
}
