package io.sluice.worker;

import io.sluice.config.ConfigNode;

/**
 * Where a process answers for its health.
 *
 * @param host name or address to bind
 * @param port port to bind; 0 takes any free one
 */
public record HealthConfig(String host, int port) {
  /** Loopback, any free port. */
  public static final HealthConfig LOOPBACK = new HealthConfig("127.0.0.1", 0);

  /** Reads {@code host} and {@code port}; the caller finishes the node. */
  public static HealthConfig from(ConfigNode node) {
    return new HealthConfig(
        node.string("host", LOOPBACK.host), node.integer("port", LOOPBACK.port, 0, 65_535));
  }
}
