package io.sluice.connectors;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a file sink can be told. Every value is checked when the connector is configured, and again
 * where a task starts, which may be another machine with another disk.
 */
final class RecordFileSinkConfig extends AbstractConfig {
  static final String FOLDER = "folder";
  static final String INDENT = "json.indent";

  private static final String GROUP = "Files";

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              FOLDER,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              RecordFileSinkConfig::requireWritableFolder,
              Importance.HIGH,
              "Where the files go: an existing folder, as an absolute path, that the worker may write to."
                  + " Every worker must see the same folder under this path. A record becomes"
                  + " <folder>/<documentType>/<documentId>.json.",
              GROUP,
              1,
              Width.LONG,
              "Folder")
          .define(
              INDENT,
              Type.BOOLEAN,
              true,
              Importance.LOW,
              "true: one field a line, for people. false: one line a file, for programs.",
              GROUP,
              2,
              Width.SHORT,
              "Indented JSON");

  RecordFileSinkConfig(Map<String, String> values) {
    super(DEFINITION, values);
  }

  Path folder() {
    return Path.of(getString(FOLDER));
  }

  boolean indent() {
    return getBoolean(INDENT);
  }

  private static void requireWritableFolder(String name, Object value) {
    // A missing value is reported by its absence; one message for it is enough.
    if (value == null) {
      return;
    }
    Path folder;
    try {
      folder = Path.of(value.toString());
    } catch (InvalidPathException e) {
      throw new ConfigException(name, value, "not a path: " + e.getReason());
    }
    if (!folder.isAbsolute()) {
      throw new ConfigException(
          name, value, "must be an absolute path, such as /var/lib/sluice/records");
    }
    if (!Files.isDirectory(folder)) {
      throw new ConfigException(
          name, value, "must be an existing folder; create it on every worker, or mount it there");
    }
    if (!Files.isWritable(folder)) {
      throw new ConfigException(
          name,
          value,
          "must be writable for the worker's user, " + System.getProperty("user.name"));
    }
  }
}
