package io.sluice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Somebody's browser at the desk: keeps the cookie and brings the token. */
final class Browser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What came back. */
  record Reply(int status, JsonNode json, byte[] bytes) {
    String code() {
      return json.path("code").asText();
    }
  }

  private final URI desk;
  private final String cookie;
  private final String csrf;

  private Browser(URI desk, String cookie, String csrf) {
    this.desk = desk;
    this.cookie = cookie;
    this.csrf = csrf;
  }

  static Browser login(URI desk, String user, String password) throws Exception {
    HttpResponse<String> login = tryLogin(desk, user, password);
    assertThat(login.statusCode()).as(login.body()).isEqualTo(204);
    return withCookie(desk, login.headers().firstValue("Set-Cookie").orElseThrow());
  }

  static HttpResponse<String> tryLogin(URI desk, String user, String password) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(desk.resolve("/api/login"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("user", user, "password", password))))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static Browser withCookie(URI desk, String setCookie) throws Exception {
    assertThat(setCookie).contains("HttpOnly").contains("SameSite=Strict");
    String cookie = setCookie.split(";")[0];
    String csrf = new Browser(desk, cookie, "").get("/api/me").json().path("csrf").asText();
    return new Browser(desk, cookie, csrf);
  }

  static String path(String documentId, String rest) {
    return "/api/reviews/" + URLEncoder.encode(documentId, StandardCharsets.UTF_8) + rest;
  }

  Reply get(String path) throws Exception {
    return send(HttpRequest.newBuilder(desk.resolve(path)).GET());
  }

  Reply post(String path, String json) throws Exception {
    return send(
        HttpRequest.newBuilder(desk.resolve(path))
            .header("X-CSRF-Token", csrf)
            .POST(BodyPublishers.ofString(json)));
  }

  Reply put(String path, String json) throws Exception {
    return send(
        HttpRequest.newBuilder(desk.resolve(path))
            .header("X-CSRF-Token", csrf)
            .PUT(BodyPublishers.ofString(json)));
  }

  Reply withoutToken(String path) throws Exception {
    return send(HttpRequest.newBuilder(desk.resolve(path)).POST(BodyPublishers.ofString("{}")));
  }

  private Reply send(HttpRequest.Builder request) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(
            request.header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofByteArray());
    boolean json =
        answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Reply(
        answer.statusCode(),
        json && answer.body().length > 0 ? JSON.readTree(answer.body()) : JSON.createObjectNode(),
        answer.body());
  }
}
