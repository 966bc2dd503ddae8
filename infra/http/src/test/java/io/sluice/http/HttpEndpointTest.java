package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.sluice.config.ConfigNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEndpointTest {
  private static final String TOKEN = "a-token-of-this-test";
  private static final String PASSWORD = "a-password-of-this-test";
  private static final List<Route> ROUTES =
      List.of(
          Route.probe("/health/live", request -> Answer.text(200, "yes\n")),
          Route.get("/metrics", request -> Answer.metrics("up 1\n")),
          Route.get("/documents/", request -> Answer.json(200, Map.of("path", "documents"))),
          new Route(
              "/take",
              Set.of("POST"),
              false,
              10,
              request -> Answer.text(200, "took " + request.body().length)),
          Route.get(
              "/broken",
              request -> {
                throw new IllegalStateException("the password is swordfish");
              }));

  @TempDir static Path folder;
  private static Provider provider;
  private static Path keys;
  private static HttpEndpoint guarded;
  private static HttpEndpoint local;

  @BeforeAll
  static void start() throws Exception {
    provider = new Provider("key-1");
    keys = provider.publish(folder.resolve("keys.json"));
    guarded = HttpEndpoint.start("test", config(Map.of("auth", auth())), ROUTES);
    local = HttpEndpoint.start("test", HttpConfig.LOOPBACK, ROUTES);
  }

  @AfterAll
  static void stop() {
    guarded.close();
    local.close();
  }

  @Test
  void onlyWhoeverIsKnownComesInWhicheverPathIsAskedFor() throws Exception {
    JWTClaimsSet good = Provider.claims().build();
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("no token", "");
    refused.put("a wrong token", "Bearer a-token-of-this-tesT");
    refused.put("an empty token", "Bearer ");
    refused.put("a password as a token", "Bearer " + PASSWORD);
    refused.put("another scheme", "Digest " + TOKEN);
    refused.put("a wrong password", basic("registry", TOKEN));
    refused.put("an unknown user", basic("nobody", PASSWORD));
    refused.put(
        "an expired JWT",
        "Bearer "
            + provider.sign(
                Provider.claims()
                    .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                    .build()));
    refused.put(
        "a JWT that never expires",
        "Bearer " + provider.sign(Provider.claims().expirationTime(null).build()));
    refused.put(
        "a JWT of tomorrow",
        "Bearer "
            + provider.sign(
                Provider.claims()
                    .notBeforeTime(Date.from(Instant.now().plusSeconds(86_400)))
                    .build()));
    refused.put(
        "a JWT for another audience",
        "Bearer " + provider.sign(Provider.claims().audience("payroll").build()));
    refused.put(
        "a JWT for nobody",
        "Bearer " + provider.sign(Provider.claims().audience((String) null).build()));
    refused.put(
        "a JWT of another issuer",
        "Bearer " + provider.sign(Provider.claims().issuer("https://evil.example").build()));
    refused.put("a JWT with alg none", "Bearer " + Provider.unsigned(good));
    refused.put(
        "a JWT signed with the public key", "Bearer " + provider.signWithThePublicKey(good));
    refused.put(
        "a JWT signed by a stranger under a known key id",
        "Bearer " + new Provider("key-1").sign(good));
    refused.put(
        "a JWT that is something else",
        "Bearer " + provider.sign(good, new JOSEObjectType("logout+jwt")));
    String signed = provider.sign(good);
    refused.put(
        "a JWT without its signature",
        "Bearer " + signed.substring(0, signed.lastIndexOf('.') + 1));
    for (String path : List.of("/metrics", "/documents/7", "/take", "/broken", "/nowhere", "/")) {
      for (Map.Entry<String, String> header : refused.entrySet()) {
        HttpResponse<String> answer = get(guarded, path, header.getValue());
        assertThat(answer.statusCode()).as(header.getKey() + " on " + path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.body()).doesNotContain("up 1", "expired", "swordfish", "Exception");
      }
    }
    for (String header :
        List.of(
            "Bearer " + TOKEN,
            "Bearer " + signed,
            "Bearer " + provider.sign(good, new JOSEObjectType("at+jwt")),
            basic("registry", PASSWORD))) {
      assertThat(get(guarded, "/metrics", header).body()).isEqualTo("up 1\n");
    }
  }

  @Test
  void aProbeAnswersEverybody() throws Exception {
    assertThat(get(guarded, "/health/live", "").body()).isEqualTo("yes\n");
    assertThat(get(guarded, "/health/liveliness", "").statusCode()).isEqualTo(401);
  }

  @Test
  void keysMayBeReplacedWhileItRuns() throws Exception {
    Path file = new Provider("old").publish(folder.resolve("changing.json"));
    Map<String, Object> jwt =
        Map.of("keys", file.toString(), "issuer", Provider.ISSUER, "audience", Provider.AUDIENCE);
    try (HttpEndpoint endpoint =
        HttpEndpoint.start("test", config(Map.of("auth", Map.of("jwt", jwt))), ROUTES)) {
      Provider fresh = new Provider("new");
      String token = "Bearer " + fresh.sign(Provider.claims().build());
      assertThat(get(endpoint, "/metrics", token).statusCode()).isEqualTo(401);
      fresh.publish(file);
      // An unknown key id makes it look again, at most every half minute: so ask one that has not.
      try (HttpEndpoint second =
          HttpEndpoint.start("test", config(Map.of("auth", Map.of("jwt", jwt))), ROUTES)) {
        assertThat(get(second, "/metrics", token).statusCode()).isEqualTo(200);
      }
      Files.delete(file);
      try (HttpEndpoint without =
          HttpEndpoint.start(
              "test",
              new HttpConfig(
                  "127.0.0.1",
                  0,
                  java.util.Optional.empty(),
                  new Access(
                      List.of(),
                      Map.of(),
                      java.util.Optional.of(
                          new Access.Jwt(
                              file.toString(),
                              Provider.ISSUER,
                              Provider.AUDIENCE,
                              java.time.Duration.ZERO)))),
              ROUTES)) {
        assertThat(get(without, "/metrics", token).statusCode()).isEqualTo(503);
      }
    }
  }

  @Test
  void everyAnswerTellsBrowsersToKeepAndLoadNothing() throws Exception {
    for (String path : List.of("/health/live", "/metrics", "/nowhere", "/broken")) {
      for (String header : List.of("", "Bearer " + TOKEN)) {
        HttpResponse<String> answer = get(guarded, path, header);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
      }
    }
  }

  @Test
  void whatWentWrongIsForTheLog() throws Exception {
    HttpResponse<String> answer = get(guarded, "/broken", "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("swordfish", "IllegalState", "at io.sluice");
  }

  @Test
  void aBodyHasALimitAndSoDoMethods() throws Exception {
    assertThat(post(local, BodyPublishers.ofString("1234567890")).body()).isEqualTo("took 10");
    assertThat(post(local, BodyPublishers.ofString("12345678901")).statusCode()).isEqualTo(413);
    assertThat(get(local, "/take", "").statusCode()).isEqualTo(405);
    assertThat(get(local, "/take", "").headers().firstValue("Allow")).contains("POST");
    assertThat(get(local, "/nowhere", "").statusCode()).isEqualTo(404);
  }

  @Test
  void tooManyAndTooLargeHeadersEndTheConversation() throws Exception {
    StringBuilder many = new StringBuilder("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (int i = 0; i < 200; i++) {
      many.append("X-").append(i).append(": y\r\n");
    }
    assertThat(raw(local, many + "\r\n")).doesNotContain("200 OK", "up 1");
    String large = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "y".repeat(64 << 10);
    assertThat(raw(local, large + "\r\n\r\n")).doesNotContain("200 OK", "up 1");
  }

  @Test
  void withoutAuthenticationItIsForThisMachineAndNotForItsBrowsers() throws Exception {
    assertThat(raw(local, "GET /metrics HTTP/1.0\r\nHost: localhost:1\r\n\r\n")).contains("up 1");
    assertThat(raw(local, "GET /metrics HTTP/1.0\r\nHost: evil.example\r\n\r\n"))
        .contains("421")
        .doesNotContain("up 1");
    assertThat(
            raw(
                local,
                "GET /metrics HTTP/1.0\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n"))
        .contains("403")
        .doesNotContain("up 1");
  }

  @Test
  void aServerThatOthersCanReachAsksAndAllProblemsAreToldAtOnceWithoutASecret() {
    ConfigNode node =
        ConfigNode.of(
            "http.yaml",
            Map.of(
                "host",
                "0.0.0.0",
                "port",
                -1,
                "tls",
                Map.of("keystore", "/not/there.p12", "password", "swordfish")));
    var unused = HttpConfig.from(node, 0);
    assertThatThrownBy(node::finish)
        .hasMessageContaining("auth: missing")
        .hasMessageContaining("port: -1")
        .hasMessageContaining("tls.keystore: /not/there.p12")
        .hasMessageNotContaining("swordfish");
    ConfigNode weak =
        ConfigNode.of(
            "http.yaml",
            Map.of(
                "auth",
                Map.of(
                    "token",
                    "swordfish",
                    "users",
                    Map.of("ann", "swordfish"),
                    "jwt",
                    Map.of("keys", "http://login.example/keys"))));
    var unusedToo = HttpConfig.from(weak, 0);
    assertThatThrownBy(weak::finish)
        .hasMessageContaining("auth.token: too short")
        .hasMessageContaining("auth.users.ann: too short")
        .hasMessageContaining("auth.jwt.keys: http://login.example/keys")
        .hasMessageContaining("auth.jwt.issuer: missing")
        .hasMessageContaining("auth.jwt.audience: missing")
        .hasMessageNotContaining("swordfish");
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(config(Map.of("auth", auth())).toString()).doesNotContain(TOKEN, PASSWORD);
  }

  private static Map<String, Object> auth() {
    return Map.of(
        "token",
        TOKEN,
        "users",
        Map.of("registry", PASSWORD),
        "jwt",
        Map.of("keys", keys.toString(), "issuer", Provider.ISSUER, "audience", Provider.AUDIENCE));
  }

  private static HttpConfig config(Map<String, Object> settings) {
    ConfigNode node = ConfigNode.of("http.yaml", settings);
    HttpConfig config = HttpConfig.from(node, 0);
    node.finish();
    return config;
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(HttpEndpoint endpoint, String path, String authorization)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.address().resolve(path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request);
  }

  private static HttpResponse<String> post(HttpEndpoint endpoint, HttpRequest.BodyPublisher body)
      throws Exception {
    return send(HttpRequest.newBuilder(endpoint.address().resolve("/take")).POST(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** What comes back until the server hangs up. */
  private static String raw(HttpEndpoint endpoint, String request) throws IOException {
    URI address = endpoint.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException e) {
      return "hung up: " + e.getMessage();
    }
  }
}
