package io.sluice.streams;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.events.DocumentStatus;
import io.sluice.http.Answer;
import io.sluice.http.HttpConfig;
import io.sluice.http.HttpEndpoint;
import io.sluice.http.Route;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final HttpEndpoint endpoint;

  private StatusServer(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Starts it.
   *
   * @throws java.io.UncheckedIOException if the address cannot be bound
   */
  static StatusServer start(
      HttpConfig config, Documents documents, PrometheusMeterRegistry meters) {
    Set<KafkaStreams.State> ready = Set.of(KafkaStreams.State.RUNNING);
    return new StatusServer(
        HttpEndpoint.start(
            "status server",
            config,
            List.of(
                Route.get(
                    DOCUMENTS, request -> document(documents, request.uri(), config.scheme())),
                Route.probe("/health/live", request -> health(documents, LIVE)),
                Route.probe("/health/ready", request -> health(documents, ready)),
                Route.get("/metrics", request -> Answer.metrics(meters.scrape())))));
  }

  URI address() {
    return endpoint.address();
  }

  private static Answer document(Documents documents, URI asked, String scheme) {
    String id = asked.getPath().substring(DOCUMENTS.length());
    return switch (documents.status(id)) {
      case Documents.Found(DocumentStatus status) -> Answer.json(200, fields(status));
      case Documents.NotFound ignored ->
          Answer.json(
              404,
              Map.of(
                  "message",
                  "no document '"
                      + id
                      + "' is known; it was never handed in here, or is forgotten"));
      case Documents.Elsewhere(HostInfo host) -> {
        String there =
            "%s://%s:%d%s".formatted(scheme, host.host(), host.port(), asked.getRawPath());
        yield Answer.json(
            307,
            Map.of("message", "another instance knows", "location", there),
            Map.of("Location", there));
      }
      case Documents.NotNow(String why) ->
          Answer.json(503, Map.of("message", why), Map.of("Retry-After", "1"));
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

  private static Answer health(Documents documents, Set<KafkaStreams.State> good) {
    KafkaStreams.State state = documents.state();
    return Answer.json(good.contains(state) ? 200 : 503, Map.of("state", state.name()));
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
