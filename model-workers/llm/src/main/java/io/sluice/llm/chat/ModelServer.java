package io.sluice.llm.chat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one place that speaks HTTP: bytes to a server, its reply back. Redirects are not followed,
 * since the bytes were allowed to go to this server and to no other. Thread-safe.
 */
public final class ModelServer implements AutoCloseable {
  /** More is no answer to any question of ours. */
  private static final int MOST_BYTES = 16 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final InstantSource clock;

  public ModelServer(InstantSource clock) {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            // HTTP/1.1: every model server speaks it, and an upgrade in clear text confuses some.
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.clock = clock;
  }

  /**
   * Sends a body and waits for all of the answer.
   *
   * @param base the server's base URL, for instance {@code http://127.0.0.1:8000/v1}
   * @param key the secret that the server wants to see
   * @param timeout from now to the answer's last byte; then the connection is closed, whereupon
   *     servers stop generating
   * @throws InterruptedException if interrupted; the connection is closed
   */
  public Reply ask(Dialect dialect, URI base, Optional<String> key, byte[] body, Duration timeout)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/+$", "") + dialect.path()))
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofByteArray(body));
    dialect.headers(key).forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request.build(), head -> new Bounded());
    try {
      HttpResponse<byte[]> response = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      Map<String, String> headers = new HashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      return dialect.read(
          new Head(response.statusCode(), headers, clock.instant()),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      return new Reply.TimedOut("no whole answer within " + timeout, /* perhapsBilled= */ true);
    } catch (ExecutionException e) {
      return broken(e.getCause() == null ? e : e.getCause());
    } finally {
      // Ends the exchange where it is still under way.
      sent.cancel(/* mayInterruptIfRunning= */ true);
    }
  }

  private static Reply broken(Throwable cause) {
    String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return switch (cause) {
      case TooLong e -> new Reply.Malformed("more than " + MOST_BYTES + " bytes", Usage.NONE);
      case ConnectException e -> unreachable(why);
      case HttpConnectTimeoutException e -> unreachable(why);
      // The connection broke when the request was under way.
      case IOException e -> new Reply.TimedOut(why, /* perhapsBilled= */ true);
      default -> throw new IllegalStateException("the HTTP client failed", cause);
    };
  }

  private static Reply unreachable(String why) {
    return new Reply.Overloaded("does not answer: " + why, Duration.ofSeconds(2));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Collects a body up to its limit. */
  private static final class Bounded implements BodySubscriber<byte[]> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@org.jspecify.annotations.Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (bytes.size() + buffer.remaining() > MOST_BYTES) {
          if (subscription != null) {
            subscription.cancel();
          }
          body.completeExceptionally(new TooLong());
          return;
        }
        byte[] piece = new byte[buffer.remaining()];
        buffer.get(piece);
        bytes.writeBytes(piece);
      }
    }

    @Override
    public void onError(Throwable error) {
      body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }
}
