package io.sluice.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.http.Guard;
import io.sluice.http.HttpConfig;
import io.sluice.http.HttpTls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Jetty behind the same {@link Guard} as the small servers: for what the JDK's server cannot do,
 * which is taking large bodies part by part.
 */
final class GuardedJetty extends Handler.Wrapper {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 256;

  /** Slower than this, in bytes a second, nobody sends a document. */
  private static final int SLOWEST = 1_000;

  private final Guard guard;
  private final boolean secure;

  GuardedJetty(HttpConfig config, Handler handler) {
    super(handler);
    this.guard = new Guard(config);
    this.secure = config.tls().isPresent();
  }

  /** A server on the configured address, not started, without a handler. */
  static Server server(HttpConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setMinRequestDataRate(SLOWEST);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    Server server = new Server();
    ServerConnector connector =
        config.tls().isPresent()
            ? new ServerConnector(
                server,
                new SslConnectionFactory(ssl(config.tls().get()), plain.getProtocol()),
                plain)
            : new ServerConnector(server, plain);
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    server.setErrorHandler(GuardedJetty::error);
    return server;
  }

  private static SslContextFactory.Server ssl(HttpTls tls) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(tls.context());
    ssl.setNeedClientAuth(tls.asksClients());
    return ssl;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Guard.HEADERS.forEach(response.getHeaders()::put);
    if (secure) {
      response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
    }
    Optional<Guard.Refusal> refusal =
        guard.check(
            new Guard.Visit(
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                request.getHeaders().get(HttpHeader.HOST),
                request.getHeaders().get(HttpHeader.ORIGIN)),
            false);
    if (refusal.isEmpty()) {
      return super.handle(request, response, callback);
    }
    refusal.get().headers().forEach(response.getHeaders()::put);
    response.setStatus(refusal.get().status());
    say(response, refusal.get().message(), callback);
    return true;
  }

  /** In place of Jetty's page, which shows where an exception came from. */
  static boolean error(Request request, Response response, Callback callback) {
    Guard.HEADERS.forEach(response.getHeaders()::put);
    say(response, HttpStatus.getMessage(response.getStatus()), callback);
    return true;
  }

  private static void say(Response response, String message, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    String json = JsonNodeFactory.instance.objectNode().put("message", message) + "\n";
    response.write(true, StandardCharsets.UTF_8.encode(json), callback);
  }
}
