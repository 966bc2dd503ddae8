package io.sluice.cli;

import io.sluice.content.ContentStores;
import io.sluice.local.LocalStack;
import io.sluice.schemas.RegistryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How operators reach a Sluice: a cluster's, or the folder of an embedded run. */
final class House {
  private static final String NO_CONTENTS = "none:";

  @Mixin Servers servers;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The folder of an embedded run, instead of a cluster.")
  @Nullable Path state;

  // picocli sets the mixin before anything else.
  @SuppressWarnings("NullAway.Init")
  House() {}

  /** Where Sluice is; closing it ends what was started to get there. */
  record Open(Connection connection, AutoCloseable started) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      started.close();
    }
  }

  /** The topics alone; contents are not reached. */
  Open topics() {
    return topics(servers, state);
  }

  /**
   * The topics alone, of the cluster or of the folder.
   *
   * @throws UsageException unless exactly one of both is named
   */
  static Open topics(Servers servers, @Nullable Path state) {
    servers.checkEither(state);
    if (state == null) {
      return cluster(servers, NO_CONTENTS);
    }
    LocalStack stack = LocalStack.start(topicsIn(state));
    return new Open(
        new Connection(stack.bootstrapServers(), stack.registryUrl(), NO_CONTENTS, Map.of()),
        stack);
  }

  /** All of it, at work: a cluster's processes, or those of the embedded run, started here. */
  Open atWork(@Nullable String contentStore) throws Exception {
    servers.checkEither(state);
    if (state == null) {
      if (contentStore == null) {
        throw new UsageException("where are the contents? --content-store file:/folder");
      }
      ContentStores.open(contentStore).close();
      return cluster(servers, contentStore);
    }
    return embedded(state, RunOptions.of(1));
  }

  /** All stages of an embedded run, at work in this process. */
  static Open embedded(Path state, RunOptions options) throws Exception {
    topicsIn(state);
    River river = River.embedded(state.toAbsolutePath().normalize(), options);
    return new Open(river.connection(), river);
  }

  private static Open cluster(Servers servers, String contentStore) {
    Map<String, String> client = servers.properties();
    return new Open(
        new Connection(
            client.getOrDefault(Servers.BOOTSTRAP, ""),
            client.getOrDefault(RegistryConfig.URL, ""),
            contentStore,
            client),
        () -> {});
  }

  /** Where an embedded run keeps its topics. */
  private static Path topicsIn(Path state) {
    Path topics = state.toAbsolutePath().normalize().resolve("stack");
    if (!Files.isDirectory(topics)) {
      throw new UsageException(
          "no run has left its topics in " + state + ": name the --state of the run");
    }
    return topics;
  }
}
