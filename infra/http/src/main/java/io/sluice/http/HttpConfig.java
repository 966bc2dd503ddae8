package io.sluice.http;

import io.sluice.config.ConfigNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a process answers over HTTP, and to whom.
 *
 * @param host name or address to bind; loopback unless told otherwise
 * @param port 0 for any free one
 * @param tls for https
 * @param access who may come in
 */
public record HttpConfig(String host, int port, Optional<HttpTls> tls, Access access) {
  private static final int MOST_PORT = 65_535;

  /** Loopback, any free port, for everybody on this machine. */
  public static final HttpConfig LOOPBACK =
      new HttpConfig("127.0.0.1", 0, Optional.empty(), Access.OPEN);

  /** Loopback, this port, for everybody on this machine. */
  public static HttpConfig loopback(int port) {
    return new HttpConfig(LOOPBACK.host, port, LOOPBACK.tls, LOOPBACK.access);
  }

  /**
   * Reads {@code host}, {@code port}, {@code tls} and {@code auth}; what is wrong is reported to
   * the node, and the caller finishes it. A server that others can reach must ask who they are.
   *
   * @param port the default
   */
  public static HttpConfig from(ConfigNode node, int port) {
    HttpConfig config =
        new HttpConfig(
            node.string("host", LOOPBACK.host),
            node.integer("port", port, 0, MOST_PORT),
            node.has("tls") ? Optional.of(HttpTls.from(node.child("tls"))) : Optional.empty(),
            Access.from(node.child("auth")));
    if (!isLoopback(config.host) && !config.asks()) {
      node.problem(
          "auth",
          "missing",
          "a server that others can reach (host " + config.host + ") asks who they are",
          "auth: {token: ${file:/run/secrets/http-token}}");
    }
    return config;
  }

  /** The same without {@code auth}: who comes in is asked behind the guard. */
  static HttpConfig withoutAccess(ConfigNode node, int port) {
    return new HttpConfig(
        node.string("host", LOOPBACK.host),
        node.integer("port", port, 0, MOST_PORT),
        node.has("tls") ? Optional.of(HttpTls.from(node.child("tls"))) : Optional.empty(),
        Access.OPEN);
  }

  /** Whether somebody must say who they are, by a header or by a certificate. */
  public boolean asks() {
    return !access.isOpen() || tls.map(HttpTls::asksClients).orElse(false);
  }

  /** Whether tokens may be read on their way: no TLS, and not this machine alone. */
  boolean isReadableOnTheWay() {
    return tls.isEmpty() && !isLoopback(host);
  }

  /** The scheme of its addresses. */
  public String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // Binding it will say so.
    }
  }
}
