package io.sluice.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health endpoint of a process: {@code /health/live} and {@code /health/ready} answer 200 or
 * 503, {@code /metrics} in Prometheus' text format. It has no authentication: leave it on loopback
 * or behind one.
 *
 * <pre>{@code
 * var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
 * var pool = WorkerPool.start(config, topic, handler, meters);
 * var health = HealthServer.start(HealthConfig.LOOPBACK, pool::live, pool::ready, meters::scrape);
 * }</pre>
 */
public final class HealthServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
  private static final String PROBE = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor;

  private HealthServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts it.
   *
   * @param live false asks for the process to be restarted
   * @param ready false asks for no new work
   * @param metrics a scrape in Prometheus' text format, for instance {@code
   *     PrometheusMeterRegistry::scrape}
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static HealthServer start(
      HealthConfig config, BooleanSupplier live, BooleanSupplier ready, Supplier<String> metrics) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "health endpoint: cannot bind " + config.host() + ":" + config.port(), e);
    }
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sluice-health").daemon().factory());
    server.setExecutor(executor);
    route(server, "/health/live", PROBE, () -> yesOrNo(live));
    route(server, "/health/ready", PROBE, () -> yesOrNo(ready));
    route(server, "/metrics", PROMETHEUS, () -> new Answer(200, metrics.get()));
    server.start();
    return new HealthServer(server, executor);
  }

  /** Its address, with the port that was bound. */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private record Answer(int status, String body) {}

  private static Answer yesOrNo(BooleanSupplier holds) {
    return holds.getAsBoolean() ? new Answer(200, "yes\n") : new Answer(503, "no\n");
  }

  private static void route(HttpServer server, String path, String type, Supplier<Answer> answer) {
    server.createContext(
        path,
        exchange -> {
          Answer said;
          try {
            said = answer.get();
          } catch (RuntimeException e) {
            // The JDK's server would close the connection without a word.
            log.warn("{} failed", path, e);
            said = new Answer(500, e + "\n");
          }
          send(exchange, type, said);
        });
  }

  private static void send(HttpExchange exchange, String type, Answer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
