package io.sluice.schemas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback interface that answers as it is told and remembers what it was asked.
 */
final class HttpFixture implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  record Request(String method, String path, String authorization, String body) {}

  record Response(int status, String body) {
    static Response ok(String body) {
      return new Response(200, body);
    }
  }

  private HttpFixture(HttpServer server, String scheme, Function<Request, Response> answers) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", exchange -> handle(exchange, answers));
    server.start();
  }

  static HttpFixture answering(Function<Request, Response> answers) throws IOException {
    return new HttpFixture(HttpServer.create(loopback(), 0), "http", answers);
  }

  static HttpFixture answeringOverTls(SSLContext tls, Function<Request, Response> answers)
      throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new HttpFixture(server, "https", answers);
  }

  /** Base URL by name, because certificates speak of names. */
  String url() {
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange, Function<Request, Response> answers)
      throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      Response response = answers.apply(request);
      byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
