package io.sluice.connectors.folder;

import io.sluice.connectors.HandIn;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** What a watched folder can be told. */
final class WatchedFolderConfig extends AbstractConfig {
  static final String FOLDER = "folder";
  static final String STABLE = "stable.ms";
  static final String INTERVAL = "poll.interval.ms";
  static final String BATCH = "batch.size";

  static final ConfigDef DEFINITION =
      HandIn.define(new ConfigDef(), "folder")
          .define(
              FOLDER,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              WatchedFolderConfig::requireWritableFolder,
              Importance.HIGH,
              "An existing folder, as an absolute path, that the worker may write to. Files that"
                  + " were handed in move to its subfolder done, others to failed.")
          .define(
              STABLE,
              Type.LONG,
              2_000L,
              Range.between(0, 3_600_000),
              Importance.LOW,
              "How long a file must not have changed before it is read: whoever writes it must be"
                  + " done. Better: write under a hidden name or *.part, and rename.")
          .define(
              INTERVAL,
              Type.LONG,
              1_000L,
              Range.between(10, 3_600_000),
              Importance.LOW,
              "How often the folder is looked through.")
          .define(
              BATCH,
              Type.INT,
              50,
              Range.between(1, 10_000),
              Importance.LOW,
              "The most files that are on their way at a time.");

  WatchedFolderConfig(Map<String, String> values) {
    super(DEFINITION, values);
  }

  Path folder() {
    return Path.of(getString(FOLDER));
  }

  Duration duration(String name) {
    return Duration.ofMillis(getLong(name));
  }

  private static void requireWritableFolder(String name, Object value) {
    if (value == null) {
      return; // Its absence is reported already.
    }
    Path folder;
    try {
      folder = Path.of(value.toString());
    } catch (InvalidPathException e) {
      throw new ConfigException(name, value, "not a path: " + e.getReason());
    }
    if (!folder.isAbsolute() || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new ConfigException(
          name,
          value,
          "must be an absolute path of an existing folder that the worker's user, "
              + System.getProperty("user.name")
              + ", may write to");
    }
  }
}
