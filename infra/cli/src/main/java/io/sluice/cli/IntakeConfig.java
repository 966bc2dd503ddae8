package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.events.DataClass;
import io.sluice.http.HttpConfig;
import java.util.List;
import java.util.Map;

/**
 * How documents are taken over HTTP.
 *
 * @param connection Kafka, registry and content store
 * @param http where they are taken, and from whom
 * @param maxSize the largest document, in bytes
 * @param tenant whose documents these are where a request does not say
 * @param tenants the others that a request may name
 * @param source the system that the documents are said to come from
 * @param dataClass how far their content may travel
 * @param statusUrl the base URL of a streams-app, which tells where a document is
 */
record IntakeConfig(
    Connection connection,
    HttpConfig http,
    long maxSize,
    String tenant,
    List<String> tenants,
    String source,
    DataClass dataClass,
    String statusUrl) {
  private static final int PORT = 8090;
  private static final long SIZE = 64L << 20;

  IntakeConfig {
    tenants = List.copyOf(tenants);
  }

  /** Reads it; the caller finishes the node. */
  static IntakeConfig from(ConfigNode node) {
    Map<String, String> kafka = node.map("kafka");
    for (String key : List.of("bootstrap.servers", "schema.registry.url")) {
      if (!kafka.containsKey(key)) {
        node.problem("kafka." + key, "missing", "where it is", key + ": localhost:9092");
      }
    }
    return new IntakeConfig(
        new Connection(
            kafka.getOrDefault("bootstrap.servers", ""),
            kafka.getOrDefault("schema.registry.url", ""),
            ContentConfig.from(node),
            kafka),
        HttpConfig.from(node, PORT),
        node.size("maxSize", SIZE),
        node.string("tenant", "default"),
        node.strings("tenants", List.of()),
        node.string("source", "http"),
        node.choice("dataClass", DataClass.CONFIDENTIAL),
        node.string("statusUrl", "http://127.0.0.1:8080"));
  }
}
