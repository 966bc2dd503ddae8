package io.sluice.cli;

import io.sluice.cli.Room.Running;
import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.content.ContentStores;
import io.sluice.local.LocalStack;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All of Sluice in this process: broker, registry, and one of each kind of process, on loopback.
 */
public final class River implements AutoCloseable {
  private static final String HEALTH = " (health, metrics)";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Connection connection;

  private River(Path folder, RunOptions options) throws Exception {
    LocalStack stack = LocalStack.start(folder.resolve("stack"));
    open.push(stack);
    connection =
        new Connection(
            stack.bootstrapServers(),
            stack.registryUrl(),
            new ContentConfig(
                ContentStores.uriOf(folder.resolve("content")),
                Optional.ofNullable(options.contentKeys).map(ContentStores::uriOf)),
            Map.of());
    addresses.put("Kafka", stack.bootstrapServers());
    addresses.put("schema registry", stack.registryUrl());
    addresses.put("contents", connection.contentStore());
    start(
        Room.STREAMS_APP,
        options,
        Map.of(
            "bundle", options.bundleFolder().toString(),
            "stateDir", folder.resolve("streams").toString()));
    start(Room.EXTRACTORS, options, Map.of("concurrency", Map.of("workers", options.workers)));
    start(
        Room.MODEL_WORKERS,
        options,
        Map.of(
            "bundle", options.bundleFolder().toString(),
            "signals", signals(folder).toString(),
            "concurrency", Map.of("workers", options.workers)));
  }

  /** Where the model workers of a river in this folder write from what confidences were made. */
  static Path signals(Path folder) {
    return folder.resolve("signals.jsonl");
  }

  /** Starts everything; what was started is closed again if one part fails. */
  public static River embedded(Path folder, RunOptions options) throws Exception {
    return new River(folder, options);
  }

  private void start(Room room, RunOptions options, Map<String, Object> settings) throws Exception {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(
        "kafka",
        Map.of(
            "bootstrap.servers", connection.bootstrapServers(),
            "schema.registry.url", connection.registryUrl()));
    if (room != Room.STREAMS_APP) {
      all.put("contentStore", connection.contentStore());
      connection
          .contents()
          .keys()
          .ifPresent(keys -> all.put("contentEncryption", Map.of("keys", keys)));
    }
    if (options.types != null && room != Room.EXTRACTORS) {
      all.put("types", options.types.toString());
    }
    try {
      Running running = room.start(ConfigNode.of("embedded " + room, all));
      open.push(running);
      addresses.put(room + HEALTH, running.address().toString());
    } catch (Exception e) {
      try {
        close();
      } catch (Exception closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  public Connection connection() {
    return connection;
  }

  /** What runs where, for people. */
  public Map<String, String> addresses() {
    return addresses;
  }

  /** Where the streams app tells a document's status. */
  String statusOf(String documentId) {
    return addresses.get(Room.STREAMS_APP + HEALTH) + "/documents/" + documentId;
  }

  /** Closes the workers first and the broker last. */
  @Override
  public void close() throws Exception {
    Exception failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
