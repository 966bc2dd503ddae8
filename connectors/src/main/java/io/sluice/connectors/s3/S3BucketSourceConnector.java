package io.sluice.connectors.s3;

import io.sluice.connectors.PluginVersion;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Hands in the objects of a bucket as documents. The bucket is only read: which objects were handed
 * in is in Connect's offsets.
 */
public final class S3BucketSourceConnector extends SourceConnector {
  private Map<String, String> configuration = Map.of();

  /** For Connect, which calls {@link #start}. */
  public S3BucketSourceConnector() {}

  @Override
  public void start(Map<String, String> properties) {
    try {
      new S3BucketConfig(properties);
    } catch (ConfigException e) {
      throw new ConnectException("the bucket's source cannot start: " + e.getMessage(), e);
    }
    configuration = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return S3BucketSourceTask.class;
  }

  /** One: two would hand in each object twice. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(configuration);
  }

  @Override
  public Config validate(Map<String, String> properties) {
    Config config = super.validate(properties);
    String half = S3BucketConfig.halfOfCredentials(properties);
    if (half != null) {
      config.configValues().stream()
          .filter(one -> one.name().equals(S3BucketConfig.SECRET_KEY))
          .forEach(one -> one.addErrorMessage(half));
    }
    return config;
  }

  @Override
  public void stop() {
    // The task holds everything there is to release.
  }

  @Override
  public ConfigDef config() {
    return S3BucketConfig.DEFINITION;
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }
}
