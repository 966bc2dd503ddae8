package io.sluice.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * {@code ${file:…}} of {@link Secrets} for Kafka Connect: a whole file, or a key of a properties
 * file. Kafka's own provider knows the second only.
 */
public final class FileSecrets implements ConfigProvider {
  @Override
  public void configure(Map<String, ?> configs) {
    // Nothing to set.
  }

  @Override
  public ConfigData get(String path) {
    throw new ConfigException(
        "${file:" + path + ":}: name a key of the file, or nothing but the file");
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> found = new HashMap<>();
    for (String key : keys) {
      try {
        String value = path.isEmpty() ? Secrets.content(key, null) : Secrets.content(path, key);
        if (value == null) {
          throw new ConfigException("${file:" + path + ":" + key + "}: the file has no such key");
        }
        found.put(key, value);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(String.valueOf(e.getMessage()));
      }
    }
    return new ConfigData(found);
  }

  @Override
  public void close() {
    // Nothing stays open.
  }
}
