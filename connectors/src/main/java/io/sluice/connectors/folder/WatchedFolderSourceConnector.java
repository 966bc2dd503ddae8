package io.sluice.connectors.folder;

import io.sluice.connectors.PluginVersion;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Hands in the files of a folder as documents. A file moves to {@code done} once Kafka has it; a
 * crash in between hands it in again, as the same document.
 */
public final class WatchedFolderSourceConnector extends SourceConnector {
  private Map<String, String> configuration = Map.of();

  /** For Connect, which calls {@link #start}. */
  public WatchedFolderSourceConnector() {}

  @Override
  public void start(Map<String, String> properties) {
    try {
      new WatchedFolderConfig(properties);
    } catch (ConfigException e) {
      throw new ConnectException("the watched folder cannot start: " + e.getMessage(), e);
    }
    configuration = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return WatchedFolderSourceTask.class;
  }

  /** One: two would hand in each file twice. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(configuration);
  }

  @Override
  public void stop() {
    // The task holds everything there is to release.
  }

  @Override
  public ConfigDef config() {
    return WatchedFolderConfig.DEFINITION;
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }
}
