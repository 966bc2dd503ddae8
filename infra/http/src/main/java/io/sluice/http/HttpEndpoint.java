package io.sluice.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small server behind health, metrics, status and the embedded registry: the JDK's, with a
 * {@link Guard} before every route and bounds on what a client may send and how slowly.
 */
public final class HttpEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);

  static {
    // The JDK's server reads its bounds once, before the first server is made; most are off by
    // default.
    bound("sun.net.httpserver.maxReqHeaders", 64);
    bound("sun.net.httpserver.maxReqHeaderSize", 16 << 10);
    bound("sun.net.httpserver.maxReqTime", 20);
    bound("sun.net.httpserver.maxRspTime", 60);
    bound("jdk.httpserver.maxConnections", 256);
    // An answer in two writes waits for the client's acknowledgement else, 40 ms.
    bound("sun.net.httpserver.nodelay", true);
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final HttpConfig config;
  private final Guard guard;
  private final List<Route> routes;

  private HttpEndpoint(HttpServer server, HttpConfig config, Guard guard, List<Route> routes) {
    this.server = server;
    this.config = config;
    this.guard = guard;
    this.routes = List.copyOf(routes);
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
  }

  /**
   * Starts it.
   *
   * @param what names it in messages, for instance "health endpoint"
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static HttpEndpoint start(String what, HttpConfig config, List<Route> routes) {
    return start(what, config, new Guard(config), routes);
  }

  /** Starts one that people's browsers use; behind the guard, the routes ask who is there. */
  public static HttpEndpoint start(String what, Pages pages, List<Route> routes) {
    return start(what, pages.server(), new Guard(pages), routes);
  }

  private static HttpEndpoint start(
      String what, HttpConfig config, Guard guard, List<Route> routes) {
    HttpServer server;
    try {
      InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
      server =
          config.tls().isPresent()
              ? secure(HttpsServer.create(address, 0), config.tls().get())
              : HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: cannot bind %s:%d: %s; name another port, or 0 for any that is free"
              .formatted(what, config.host(), config.port(), e.getMessage()),
          e);
    }
    HttpEndpoint endpoint = new HttpEndpoint(server, config, guard, routes);
    server.setExecutor(endpoint.executor);
    server.createContext("/", endpoint::handle);
    server.start();
    return endpoint;
  }

  private static HttpsServer secure(HttpsServer server, HttpTls tls) {
    SSLContext context = tls.context();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(tls.asksClients());
            parameters.setSSLParameters(ssl);
          }
        });
    return server;
  }

  /** Its address, with the port that was bound. */
  public URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                config.scheme(), host.contains(":") ? "[" + host + "]" : host, address.getPort()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String path = String.valueOf(exchange.getRequestURI().getRawPath());
    Optional<Route> found = routes.stream().filter(route -> route.covers(path)).findFirst();
    Optional<Guard.Refusal> refusal =
        guard.check(
            new Guard.Visit(
                headers.getFirst("Authorization"),
                headers.getFirst("Host"),
                headers.getFirst("Origin")),
            found.map(Route::open).orElse(false));
    if (refusal.isPresent()) {
      return Answer.refusal(refusal.get());
    }
    if (found.isEmpty()) {
      return Answer.message(404, "there is nothing under this path");
    }
    Route route = found.get();
    if (!route.methods().contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", route.methods()));
      return Answer.message(405, "this path takes " + String.join(", ", route.methods()));
    }
    byte[] body = exchange.getRequestBody().readNBytes(route.maxBody() + 1);
    if (body.length > route.maxBody()) {
      return Answer.message(413, "a request may bring %d bytes here".formatted(route.maxBody()));
    }
    try {
      return route
          .handler()
          .answer(
              new Route.Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  headers,
                  exchange.getRemoteAddress().getAddress(),
                  body));
    } catch (RuntimeException | IOException e) {
      // What went wrong is for the log; the number leads to it.
      UUID number = UUID.randomUUID();
      LOG.warn("{} {} failed ({})", exchange.getRequestMethod(), path, number, e);
      return Answer.message(500, "this went wrong; the log says why under " + number);
    }
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes = answer.body();
    Headers headers = exchange.getResponseHeaders();
    Guard.HEADERS.forEach(headers::set);
    if (config.tls().isPresent()) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
    headers.set("Content-Type", answer.mediaType());
    answer.headers().forEach(headers::set);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void bound(String property, Object most) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, most.toString());
    }
  }
}
