package io.sluice.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka node, broker and controller in one, inside this process: the real server, on loopback
 * ports. Its data stays in the folder and is found again by the next start.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int BIND_ATTEMPTS = 5;

  private final KafkaRaftServer server;
  private final FolderLock lock;
  private final String bootstrapServers;
  private final String tlsServers;

  private EmbeddedKafka(KafkaRaftServer server, FolderLock lock, int port, int tlsPort) {
    this.server = server;
    this.lock = lock;
    this.bootstrapServers = BrokerSettings.HOST + ":" + port;
    this.tlsServers = BrokerSettings.HOST + ":" + tlsPort;
  }

  /**
   * Starts a node and returns once it takes records.
   *
   * @param folder where its data is or will be; created if need be
   * @param port the clients' port, 0 for a free one
   * @throws IllegalStateException if the folder is in use or holds the data of another node
   */
  public static EmbeddedKafka start(Path folder, int port) {
    return start(folder, port, null);
  }

  /**
   * Starts a node that asks everybody who they are, on free ports.
   *
   * @throws IllegalStateException as {@link #start(Path, int)} does
   */
  public static EmbeddedKafka startSecure(Path folder, BrokerSecurity security) {
    return start(folder, 0, security);
  }

  private static EmbeddedKafka start(Path folder, int port, @Nullable BrokerSecurity security) {
    FolderLock lock = FolderLock.take(folder);
    try {
      Path data = folder.resolve("log");
      prepare(data, BrokerSettings.NODE_ID, Uuid.randomUuid().toString());
      return start(lock, data, port, security);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedKafka start(
      FolderLock lock, Path data, int port, @Nullable BrokerSecurity security) {
    for (int attempt = 1; ; attempt++) {
      int clients = Ports.choose(port);
      int tls = security == null ? clients : Ports.choose(0);
      int controller = Ports.choose(0);
      KafkaRaftServer server =
          server(
              security == null
                  ? BrokerSettings.of(data, clients, controller)
                  : BrokerSettings.secure(data, clients, tls, controller, security));
      try {
        server.startup();
        return new EmbeddedKafka(server, lock, clients, tls);
      } catch (RuntimeException e) {
        server.shutdown();
        server.awaitShutdown();
        // Between our choice of a free port and its use, another process may have taken it.
        if (!isTakenPort(e) || attempt == BIND_ATTEMPTS || port != 0) {
          throw new IllegalStateException(
              "the embedded Kafka in %s did not start: %s".formatted(data, rootCause(e)), e);
        }
      }
    }
  }

  /** Where clients connect, for instance {@code 127.0.0.1:41235}; of a secure node, with SCRAM. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where clients of a secure node connect with a certificate. */
  public String tlsServers() {
    return tlsServers;
  }

  /** Stops the node; what was acknowledged stays in the folder. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  private static KafkaRaftServer server(Properties settings) {
    return new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
  }

  /** Formats an empty folder; refuses one that something else has filled. */
  static void prepare(Path data, String nodeId, String clusterId) {
    try {
      Files.createDirectories(data);
      if (!isFormatted(data, nodeId)) {
        format(data, nodeId, clusterId);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + data + ": " + e, e);
    }
  }

  private static boolean isFormatted(Path data, String nodeId) throws IOException {
    Path meta = data.resolve("meta.properties");
    if (Files.exists(meta)) {
      Properties properties = new Properties();
      try (var reader = Files.newBufferedReader(meta, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      String node = properties.getProperty("node.id", "unknown");
      if (!node.equals(nodeId) || properties.getProperty("cluster.id") == null) {
        throw new IllegalStateException(
            "the folder %s holds the data of another Kafka node (node.id %s, wanted %s); name another folder"
                .formatted(data, node, nodeId));
      }
      return true;
    }
    try (Stream<Path> content = Files.list(data)) {
      if (content.findAny().isPresent()) {
        throw new IllegalStateException(
            "the folder %s is not empty and holds no Kafka node; name another folder or empty it"
                .formatted(data));
      }
    }
    return false;
  }

  private static void format(Path data, String nodeId, String clusterId) throws IOException {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setClusterId(clusterId)
          .setNodeId(Integer.parseInt(nodeId))
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .run();
    } catch (Exception e) {
      throw new IOException("cannot format the folder " + data + " for Kafka: " + e, e);
    }
  }

  private static boolean isTakenPort(Throwable failure) {
    return rootCause(failure) instanceof BindException
        || String.valueOf(rootCause(failure).getMessage()).contains("in use");
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
