package io.sluice.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
  private static final String TEXT = "text/plain; charset=utf-8";
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
    server.createContext("/health/live", exchange -> state(exchange, live));
    server.createContext("/health/ready", exchange -> state(exchange, ready));
    server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, metrics.get()));
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

  private static void state(HttpExchange exchange, BooleanSupplier holds) throws IOException {
    boolean yes = holds.getAsBoolean();
    answer(exchange, yes ? 200 : 503, TEXT, yes ? "yes\n" : "no\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      out.write(bytes);
    }
  }
}
