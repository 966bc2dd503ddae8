package io.sluice.streams;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.events.DocumentStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers over HTTP: {@code GET /documents/{id}}, {@code /health/live}, {@code /health/ready},
 * {@code /metrics}. It reads, and changes nothing.
 */
final class StatusServer implements AutoCloseable {
  private static final String DOCUMENTS = "/documents/";
  private static final Set<KafkaStreams.State> LIVE =
      Set.of(
          KafkaStreams.State.CREATED, KafkaStreams.State.RUNNING, KafkaStreams.State.REBALANCING);

  private final HttpServer http;
  private final ExecutorService threads;
  private final Documents documents;
  private final ObjectMapper json = new ObjectMapper();

  private StatusServer(HttpServer http, ExecutorService threads, Documents documents) {
    this.http = http;
    this.threads = threads;
    this.documents = documents;
  }

  static StatusServer start(
      StreamsAppConfig.Http config, Documents documents, PrometheusMeterRegistry meters)
      throws IOException {
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByName(config.host()), config.port()), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    StatusServer server = new StatusServer(http, threads, documents);
    http.setExecutor(threads);
    http.createContext(DOCUMENTS, exchange -> server.answer(exchange, server.document(exchange)));
    http.createContext("/health/live", exchange -> server.answer(exchange, server.health(LIVE)));
    http.createContext(
        "/health/ready",
        exchange -> server.answer(exchange, server.health(Set.of(KafkaStreams.State.RUNNING))));
    http.createContext(
        "/metrics",
        exchange ->
            server.answer(exchange, new Answer(200, "text/plain; version=0.0.4", meters.scrape())));
    http.start();
    return server;
  }

  URI address() {
    String host = http.getAddress().getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d"
            .formatted(host.contains(":") ? "[" + host + "]" : host, http.getAddress().getPort()));
  }

  private record Answer(int code, String mediaType, String body) {}

  private Answer document(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring(DOCUMENTS.length());
    return switch (documents.status(id)) {
      case Documents.Found(DocumentStatus status) -> json(200, fields(status));
      case Documents.NotFound ignored ->
          json(
              404,
              Map.of(
                  "message",
                  "no document '"
                      + id
                      + "' is known; it was never handed in here, or is forgotten"));
      case Documents.Elsewhere(HostInfo host) -> {
        String there =
            "http://%s:%d%s"
                .formatted(host.host(), host.port(), exchange.getRequestURI().getRawPath());
        exchange.getResponseHeaders().set("Location", there);
        yield json(307, Map.of("message", "another instance knows", "location", there));
      }
      case Documents.NotNow(String why) -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        yield json(503, Map.of("message", why));
      }
    };
  }

  private static Map<String, Object> fields(DocumentStatus status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("documentId", status.getDocumentId());
    fields.put("tenant", status.getTenant());
    fields.put("fileName", status.getFileName());
    fields.put("parentId", status.getParentId());
    fields.put("stage", status.getStage().name());
    fields.put("children", status.getChildren());
    fields.put("documentType", status.getDocumentType());
    fields.put("detail", status.getDetail());
    fields.put("duplicates", status.getDuplicates());
    fields.put("receivedAt", status.getReceivedAt().toString());
    fields.put("changedAt", status.getChangedAt().toString());
    return fields;
  }

  private Answer health(Set<KafkaStreams.State> good) throws IOException {
    KafkaStreams.State state = documents.state();
    return json(good.contains(state) ? 200 : 503, Map.of("state", state.name()));
  }

  private Answer json(int code, Map<String, ?> body) throws IOException {
    return new Answer(code, "application/json", json.writeValueAsString(body) + "\n");
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      boolean reads = exchange.getRequestMethod().equals("GET");
      byte[] body = (reads ? answer.body : "only GET\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reads ? answer.mediaType : "text/plain");
      exchange.sendResponseHeaders(reads ? answer.code : 405, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }
}
