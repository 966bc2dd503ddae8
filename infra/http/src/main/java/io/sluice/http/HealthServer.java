package io.sluice.http;

import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The health endpoint of a process: {@code /health/live} and {@code /health/ready} answer 200 or
 * 503 to everybody, one word; {@code /metrics} in Prometheus' text format to those who may come in.
 *
 * <pre>{@code
 * var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
 * var pool = WorkerPool.start(config, topic, handler, meters);
 * var health = HealthServer.start(HttpConfig.LOOPBACK, pool::live, pool::ready, meters::scrape);
 * }</pre>
 */
public final class HealthServer implements AutoCloseable {
  private final HttpEndpoint endpoint;

  private HealthServer(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Starts it.
   *
   * @param live false asks for the process to be restarted
   * @param ready false asks for no new work
   * @param metrics a scrape in Prometheus' text format, for instance {@code
   *     PrometheusMeterRegistry::scrape}
   * @throws java.io.UncheckedIOException if the address cannot be bound
   */
  public static HealthServer start(
      HttpConfig config, BooleanSupplier live, BooleanSupplier ready, Supplier<String> metrics) {
    return new HealthServer(
        HttpEndpoint.start(
            "health endpoint",
            config,
            List.of(
                Route.probe("/health/live", request -> yesOrNo(live)),
                Route.probe("/health/ready", request -> yesOrNo(ready)),
                Route.get("/metrics", request -> Answer.metrics(metrics.get())))));
  }

  /** Its address, with the port that was bound. */
  public URI uri() {
    return endpoint.address();
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private static Answer yesOrNo(BooleanSupplier holds) {
    return holds.getAsBoolean() ? Answer.text(200, "yes\n") : Answer.text(503, "no\n");
  }
}
