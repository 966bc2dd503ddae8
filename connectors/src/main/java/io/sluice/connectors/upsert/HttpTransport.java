package io.sluice.connectors.upsert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP client. */
final class HttpTransport implements Transport {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

  private final HttpClient client;
  private final String base;
  private final Duration timeout;
  private final Clock clock;

  HttpTransport(URI base, Duration connectTimeout, Duration timeout, Clock clock) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            // A redirect would carry the credentials to a host that nobody configured.
            .followRedirects(HttpClient.Redirect.NEVER)
            // HTTP/2 over plain text needs an upgrade that some targets answer with an error.
            .version(
                "https".equals(base.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .build();
    this.base = base.toString().replaceAll("/+$", "");
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public Reply send(Call call, Session session) throws IOException, InterruptedException {
    boolean absolute = call.path().startsWith("http://") || call.path().startsWith("https://");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(absolute ? call.path() : base + call.path()))
            .timeout(timeout)
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body(), StandardCharsets.UTF_8));
    session.headers().forEach(request::setHeader);
    call.headers().forEach(request::setHeader);
    long start = System.nanoTime();
    HttpResponse<String> answer =
        client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    LOG.debug(
        "{} answered {} after {} ms",
        call.inWords(),
        answer.statusCode(),
        Duration.ofNanos(System.nanoTime() - start).toMillis());
    return new Reply(answer.statusCode(), answer.headers().map(), answer.body(), clock.instant());
  }
}
