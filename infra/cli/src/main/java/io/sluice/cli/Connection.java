package io.sluice.cli;

import io.sluice.config.Secrets;
import io.sluice.content.ContentConfig;
import io.sluice.schemas.RegistryConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * Where Sluice runs: a broker, a registry and a content store.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param registryUrl Confluent's {@code schema.registry.url}
 * @param contents the content store that all processes share
 * @param client further properties for Kafka's clients and the registry's, for instance security
 */
public record Connection(
    String bootstrapServers,
    String registryUrl,
    ContentConfig contents,
    Map<String, String> client) {

  /** With contents as they are, at this URI. */
  public Connection(
      String bootstrapServers,
      String registryUrl,
      String contentStore,
      Map<String, String> client) {
    this(bootstrapServers, registryUrl, ContentConfig.plain(contentStore), client);
  }

  /** URI of the content store. */
  public String contentStore() {
    return contents.store();
  }

  /** Properties of any Kafka client, the given ones on top. */
  public Map<String, Object> properties(Map<String, ?> extra) {
    Map<String, Object> all = new HashMap<>(client);
    all.put("bootstrap.servers", bootstrapServers);
    all.put("schema.registry.url", registryUrl);
    all.putAll(extra);
    return all;
  }

  @Override
  public String toString() {
    return "Connection[%s, %s, %s, %s]"
        .formatted(
            bootstrapServers,
            Secrets.shown(RegistryConfig.URL, registryUrl),
            contents.store(),
            Secrets.shown(client));
  }
}
