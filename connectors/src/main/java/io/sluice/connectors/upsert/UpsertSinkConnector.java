package io.sluice.connectors.upsert;

import io.sluice.connectors.PluginVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings completed records into an ERP or a CRM over HTTP: one object a document, however often its
 * record arrives, at its latest revision. What the target refuses goes to the dead letters with the
 * target's own message.
 */
public final class UpsertSinkConnector extends SinkConnector {
  private static final Logger LOG = LoggerFactory.getLogger(UpsertSinkConnector.class);

  private Map<String, String> configuration = Map.of();
  private boolean createsWhatItLooksUp;

  /** For Connect, which calls {@link #start}. */
  public UpsertSinkConnector() {}

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config config = super.validate(connectorConfigs);
    UpsertSinkChecks.check(config.configValues());
    return config;
  }

  @Override
  public void start(Map<String, String> properties) {
    String problems =
        validate(properties).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .collect(Collectors.joining("\n  "));
    if (!problems.isEmpty()) {
      throw new ConnectException("the upsert sink cannot start:\n  " + problems);
    }
    UpsertSinkConfig config = new UpsertSinkConfig(properties);
    createsWhatItLooksUp =
        config.mappings().values().stream().anyMatch(mapping -> mapping.createsWhatItLooksUp());
    configuration = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return UpsertSinkTask.class;
  }

  /**
   * As many tasks as allowed; one, where lookups create what they do not find: two tasks that meet
   * a new supplier at the same time would create it twice.
   */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    if (createsWhatItLooksUp && maxTasks > 1) {
      LOG.info("one task instead of {}: a mapping creates what it does not find", maxTasks);
    }
    return Collections.nCopies(createsWhatItLooksUp ? 1 : maxTasks, configuration);
  }

  @Override
  public void stop() {
    // The tasks hold everything there is to release.
  }

  @Override
  public ConfigDef config() {
    return UpsertSinkSettings.DEFINITION;
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }
}
