package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class HealthServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> get(HealthServer server, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.uri().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void itAnswersWhatItsSuppliersSay() throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    try (HealthServer server =
        HealthServer.start(HttpConfig.LOOPBACK, () -> true, ready::get, () -> "up 1\n")) {
      assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
      ready.set(true);
      assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
      HttpResponse<String> metrics = get(server, "/metrics");
      assertThat(metrics.body()).isEqualTo("up 1\n");
      assertThat(metrics.headers().firstValue("content-type"))
          .get()
          .asString()
          .startsWith("text/plain; version=0.0.4");
      assertThat(get(server, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aSupplierThatThrowsIsAnErrorAndNotSilenceAndWhyIsForTheLog() throws Exception {
    try (HealthServer server =
        HealthServer.start(
            HttpConfig.LOOPBACK,
            () -> {
              throw new IllegalStateException("store closed");
            },
            () -> true,
            () -> "")) {
      HttpResponse<String> answer = get(server, "/health/live");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("the log says why").doesNotContain("store closed");
    }
  }
}
