package io.sluice.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka node's data folder, which must be formatted once. */
final class NodeFolder {
  private NodeFolder() {}

  /** Formats an empty folder; refuses one that something else has filled. */
  static void prepare(Path data, int number, String clusterId) {
    try {
      Files.createDirectories(data);
      if (!isFormatted(data, number)) {
        format(data, number, clusterId);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + data + ": " + e, e);
    }
  }

  private static boolean isFormatted(Path data, int number) throws IOException {
    Path meta = data.resolve("meta.properties");
    if (Files.exists(meta)) {
      Properties properties = new Properties();
      try (var reader = Files.newBufferedReader(meta, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      String node = properties.getProperty("node.id", "unknown");
      if (!node.equals(Integer.toString(number)) || properties.getProperty("cluster.id") == null) {
        throw new IllegalStateException(
            "the folder %s holds the data of another Kafka node (node.id %s, wanted %s); name another folder"
                .formatted(data, node, number));
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

  private static void format(Path data, int number, String clusterId) throws IOException {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setClusterId(clusterId)
          .setNodeId(number)
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .run();
    } catch (Exception e) {
      throw new IOException("cannot format the folder " + data + " for Kafka: " + e, e);
    }
  }
}
