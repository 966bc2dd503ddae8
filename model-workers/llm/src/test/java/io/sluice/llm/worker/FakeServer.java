package io.sluice.llm.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server on loopback that answers as told and remembers what it was sent. */
final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  /** An answer. */
  record Said(int status, Map<String, String> headers, String body) {
    static Said json(int status, String body) {
      return new Said(status, Map.of("content-type", "application/json"), body);
    }

    /** A chat completion with this text. */
    static Said completion(String text, String finish) {
      return json(
          200,
          """
          {"choices": [{"index": 0, "message": {"role": "assistant", "content": %s}, "finish_reason": "%s"}],
           "usage": {"prompt_tokens": 100, "completion_tokens": 20}}\
          """
              .formatted(quoted(text), finish));
    }

    private static String quoted(String text) {
      return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
  }

  /**
   * @param answer from the number of the request, from 1, to the answer
   */
  FakeServer(Function<Integer, Said> answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, answer));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Integer, Said> answer) throws IOException {
    int number;
    synchronized (bodies) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      number = bodies.size();
    }
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
    Said said = answer.apply(number);
    said.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** What it was sent, in order. */
  List<String> bodies() {
    return bodies;
  }

  List<String> keys() {
    return keys;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
