package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One browser at the desk: its session, and how long the desk took to answer it. */
final class DeskClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer. @param body null for none, or for one that is no JSON */
  record Answer(int status, @Nullable JsonNode body) {
    boolean is(int wanted) {
      return status == wanted;
    }

    String code() {
      return body == null ? "" : body.path("code").asText();
    }

    JsonNode json() {
      if (body == null) {
        throw new IllegalStateException("the desk answered " + status + " without a body");
      }
      return body;
    }
  }

  /** Nanoseconds of answers that did what was asked, by what was asked. Thread-safe. */
  static final class Clocks {
    private final Map<String, Queue<Long>> times = new ConcurrentHashMap<>();

    void add(String what, long nanos) {
      times.computeIfAbsent(what, any -> new ConcurrentLinkedQueue<>()).add(nanos);
    }

    /** Milliseconds, ascending. */
    double[] of(String what) {
      return times.getOrDefault(what, new ConcurrentLinkedQueue<>()).stream()
          .mapToDouble(nanos -> nanos / 1e6)
          .sorted()
          .toArray();
    }
  }

  private final HttpClient http;
  private final URI desk;
  private final String user;
  private final String password;
  private final Clocks clocks;
  private String cookie = "";
  private String csrf = "";

  DeskClient(HttpClient http, URI desk, String user, String password, Clocks clocks) {
    this.http = http;
    this.desk = desk;
    this.user = user;
    this.password = password;
    this.clocks = clocks;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return ask("GET", path, null, null);
  }

  Answer post(String what, String path, ObjectNode body) throws IOException, InterruptedException {
    return ask("POST", path, body, what);
  }

  Answer put(String path, ObjectNode body) throws IOException, InterruptedException {
    return ask("PUT", path, body, null);
  }

  static String review(String id, String what) {
    return "/api/reviews/" + id + what;
  }

  /** Asks; whoever is asked for a login logs in and asks again. */
  private Answer ask(String method, String path, @Nullable ObjectNode body, @Nullable String what)
      throws IOException, InterruptedException {
    Answer answer = send(method, path, body, what);
    if (answer.is(401) || answer.code().equals("CSRF")) {
      login();
      answer = send(method, path, body, what);
    }
    return answer;
  }

  private synchronized void login() throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("user", user);
    body.put("password", password);
    HttpResponse<byte[]> response =
        http.send(request("POST", "/api/login", body).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 204) {
      throw new IOException(
          "login of %s: %d %s"
              .formatted(
                  user,
                  response.statusCode(),
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    cookie = response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    csrf = send("GET", "/api/me", null, null).json().path("csrf").asText();
  }

  private Answer send(String method, String path, @Nullable ObjectNode body, @Nullable String what)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<byte[]> response =
        http.send(request(method, path, body).build(), BodyHandlers.ofByteArray());
    if (what != null && response.statusCode() == 200) {
      clocks.add(what, System.nanoTime() - start);
    }
    byte[] bytes = response.body();
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Answer(
        response.statusCode(), json && bytes.length > 0 ? JSON.readTree(bytes) : null);
  }

  private HttpRequest.Builder request(String method, String path, @Nullable ObjectNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(desk.resolve(path))
            .timeout(Duration.ofSeconds(70))
            .header("Cookie", cookie)
            .header("X-CSRF-Token", csrf);
    return body == null
        ? request.method(method, BodyPublishers.noBody())
        : request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()));
  }
}
