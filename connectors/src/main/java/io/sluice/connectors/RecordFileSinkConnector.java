package io.sluice.connectors;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Writes every completed record as a file for people: {@code
 * <folder>/<documentType>/<documentId>.json}. The highest revision of a document wins, and a
 * document has one file, however often its record arrives.
 */
public final class RecordFileSinkConnector extends SinkConnector {
  private Map<String, String> configuration = Map.of();

  /** For Connect, which calls {@link #start}. */
  public RecordFileSinkConnector() {}

  @Override
  public void start(Map<String, String> properties) {
    try {
      new RecordFileSinkConfig(properties);
    } catch (ConfigException e) {
      throw new ConnectException("the file sink cannot start: " + e.getMessage(), e);
    }
    configuration = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return RecordFileSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, configuration);
  }

  @Override
  public void stop() {
    // The tasks hold everything there is to release.
  }

  @Override
  public ConfigDef config() {
    return RecordFileSinkConfig.DEFINITION;
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }
}
