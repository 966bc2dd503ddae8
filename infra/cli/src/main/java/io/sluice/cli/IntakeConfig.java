package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.content.ContentConfig;
import io.sluice.events.DataClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How documents are taken over HTTP.
 *
 * @param connection Kafka, registry and content store
 * @param host what to bind; loopback unless told otherwise
 * @param port 0 for any free one
 * @param maxSize the largest document, in bytes
 * @param tenant whose documents these are where a request does not say
 * @param tenants the others that a request may name
 * @param source the system that the documents are said to come from
 * @param dataClass how far their content may travel
 * @param statusUrl the base URL of a streams-app, which tells where a document is
 * @param token what requests must bear; null for none
 */
record IntakeConfig(
    Connection connection,
    String host,
    int port,
    long maxSize,
    String tenant,
    List<String> tenants,
    String source,
    DataClass dataClass,
    String statusUrl,
    @Nullable String token) {
  private static final int PORT = 8090;
  private static final int MOST_PORT = 65_535;
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
    String host = node.string("host", "127.0.0.1");
    String token = node.optional("token");
    if (token == null && !List.of("127.0.0.1", "::1", "localhost").contains(host)) {
      node.problem(
          "token", "missing", "a server that others can reach asks for one", "token: <a secret>");
    }
    return new IntakeConfig(
        new Connection(
            kafka.getOrDefault("bootstrap.servers", ""),
            kafka.getOrDefault("schema.registry.url", ""),
            ContentConfig.from(node),
            kafka),
        host,
        node.integer("port", PORT, 0, MOST_PORT),
        node.size("maxSize", SIZE),
        node.string("tenant", "default"),
        node.strings("tenants", List.of()),
        node.string("source", "http"),
        node.choice("dataClass", DataClass.CONFIDENTIAL),
        node.string("statusUrl", "http://127.0.0.1:8080"),
        token);
  }

  @Override
  public String toString() {
    return "IntakeConfig[" + host + ":" + port + "]"; // Not the token.
  }
}
