package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.http.HttpConfig;
import io.sluice.streams.life.Event;
import io.sluice.streams.life.State;
import io.sluice.streams.life.Status;
import io.sluice.streams.life.Transitions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile KafkaStreams.State state = KafkaStreams.State.RUNNING;
  private volatile Documents.Answer answer = new Documents.NotFound();
  private StatusServer server;

  @BeforeEach
  void start() throws Exception {
    Documents documents =
        new Documents() {
          @Override
          public KafkaStreams.State state() {
            return state;
          }

          @Override
          public Answer status(String documentId) {
            assertThat(documentId).isEqualTo("a/b c");
            return answer;
          }
        };
    server = StatusServer.start(HttpConfig.LOOPBACK, documents, meters);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aKnownDocumentIsShownAsJson() throws Exception {
    State.Known known =
        (State.Known)
            new Transitions(Samples.policy(false))
                .decide(new State.Absent(), new Event.Received(Samples.received()), Samples.NOON)
                .next();
    answer = new Documents.Found(Status.of(known));
    HttpResponse<String> response = get("/documents/a%2Fb%20c");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains(
            "\"stage\":\"PARSING\"",
            "\"tenant\":\"acme\"",
            "\"changedAt\":\"2026-03-04T12:00:00Z\"");
  }

  @Test
  void anUnknownDocumentIsNotFoundWithAMessage() throws Exception {
    HttpResponse<String> response = get("/documents/a%2Fb%20c");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("never handed in here");
  }

  @Test
  void aDocumentOfAnotherInstanceIsRedirected() throws Exception {
    answer = new Documents.Elsewhere(new HostInfo("other", 8080));
    HttpResponse<String> response = get("/documents/a%2Fb%20c");
    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(response.headers().firstValue("Location"))
        .contains("http://other:8080/documents/a%2Fb%20c");
  }

  @Test
  void whileDocumentsMoveTheAnswerIsToAskAgain() throws Exception {
    answer = new Documents.NotNow("moving");
    HttpResponse<String> response = get("/documents/a%2Fb%20c");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void itIsLiveWhileRebalancingAndReadyOnlyWhileRunning() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    state = KafkaStreams.State.REBALANCING;
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    state = KafkaStreams.State.ERROR;
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
  }

  @Test
  void countersAreThereForPrometheus() throws Exception {
    meters.counter("sluice.doubts", "code", "NO_THRESHOLD").increment();
    assertThat(get("/metrics").body()).contains("sluice_doubts_total{code=\"NO_THRESHOLD\"} 1.0");
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.address().resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
