package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.config.ConfigNode;
import io.sluice.content.ContentStores;
import io.sluice.http.HealthServer;
import io.sluice.http.HttpConfig;
import io.sluice.local.EmbeddedRegistry;
import io.sluice.local.LocalStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every server, whatever runs it, asks in the same way. */
class GuardedRoomsTest {
  private static final String TOKEN = "a-token-of-this-test";

  @TempDir static Path folder;
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

  /** A request for each server that is answered with 2xx to whoever is known. */
  private static final Map<URI, String> SERVERS = new LinkedHashMap<>();

  private static ECKey key;

  @BeforeAll
  static void start() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
    Path keys = Files.writeString(folder.resolve("keys.json"), new JWKSet(key).toString());
    Map<String, Object> auth =
        Map.of(
            "token",
            TOKEN,
            "jwt",
            Map.of("keys", keys.toString(), "issuer", "https://login", "audience", "sluice"));
    LocalStack stack = LocalStack.startTemporary();
    OPEN.push(stack);
    Map<String, Object> room = new HashMap<>();
    room.put("kafka", stack.clientConfig());
    room.put("port", 0);
    room.put("auth", auth);
    HttpConfig http = HttpConfig.from(ConfigNode.of("http", Map.of("auth", auth)), 0);

    HealthServer health = HealthServer.start(http, () -> true, () -> true, () -> "up 1\n");
    OPEN.push(health);
    SERVERS.put(health.uri().resolve("/metrics"), "GET");

    EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"), http);
    OPEN.push(registry);
    SERVERS.put(URI.create(registry.url() + "/subjects"), "GET");

    Map<String, Object> connectKeys = new HashMap<>(room);
    connectKeys.put("state", folder.toString());
    ConnectRoom connect = ConnectRoom.start(ConfigNode.of("connect", connectKeys));
    OPEN.push(connect);
    SERVERS.put(connect.address().resolve("/connectors"), "GET");
    SERVERS.put(connect.address().resolve("/connector-plugins"), "GET");

    Map<String, Object> intakeKeys = new HashMap<>(room);
    intakeKeys.put("contentStore", ContentStores.uriOf(folder.resolve("store")));
    IntakeRoom intake = IntakeRoom.start(IntakeConfig.from(ConfigNode.of("intake", intakeKeys)));
    OPEN.push(intake);
    SERVERS.put(intake.address().resolve("/documents"), "POST");
  }

  @AfterAll
  static void stop() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }

  @Test
  void whoeverIsNotKnownIsTurnedAwayEverywhere() throws Exception {
    JWTClaimsSet good = claims().build();
    String signed = sign(key, good);
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("no token", "");
    refused.put("a wrong token", "Bearer " + TOKEN + "x");
    refused.put("basic authentication", "Basic " + TOKEN);
    refused.put(
        "an expired JWT",
        "Bearer "
            + sign(
                key, claims().expirationTime(Date.from(Instant.now().minusSeconds(60))).build()));
    refused.put("another audience", "Bearer " + sign(key, claims().audience("other").build()));
    refused.put("another issuer", "Bearer " + sign(key, claims().issuer("other").build()));
    refused.put("alg none", "Bearer " + new PlainJWT(good).serialize());
    refused.put(
        "another key",
        "Bearer " + sign(new ECKeyGenerator(Curve.P_256).keyID("1").generate(), good));
    for (Map.Entry<URI, String> server : SERVERS.entrySet()) {
      for (Map.Entry<String, String> header : refused.entrySet()) {
        HttpResponse<String> answer = send(server.getKey(), server.getValue(), header.getValue());
        assertThat(answer.statusCode()).as(header.getKey() + " at " + server).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).as("%s", server).isPresent();
        plain(answer);
      }
      for (String known : List.of("Bearer " + TOKEN, "Bearer " + signed)) {
        assertThat(send(server.getKey(), server.getValue(), known).statusCode())
            .as("%s", server)
            .isIn(200, 202);
      }
    }
  }

  @Test
  void aWebPageIsTurnedAwayEverywhereWhateverItBears() throws Exception {
    for (Map.Entry<URI, String> server : SERVERS.entrySet()) {
      HttpRequest request =
          request(server.getKey(), server.getValue(), "Bearer " + TOKEN)
              .header("Origin", "https://evil.example")
              .build();
      HttpResponse<String> answer = send(request);
      assertThat(answer.statusCode()).as("%s", server).isEqualTo(403);
      plain(answer);
    }
  }

  @Test
  void noAnswerTellsWhatAServerIsBuiltOf() throws Exception {
    for (URI server : SERVERS.keySet()) {
      for (String path : List.of("/", "/nowhere", "/connectors/none", "/documents", "/%2e%2e/x")) {
        if (path.contains("%") && server.getPath().startsWith("/connector")) {
          continue; // Connect leaves what is no request to Jetty, which has a page of its own for
          // it.
        }
        for (String authorization : List.of("", "Bearer " + TOKEN)) {
          plain(send(server.resolve(path), "GET", authorization));
          plain(send(server.resolve(path), "DELETE", authorization));
        }
      }
    }
  }

  private static void plain(HttpResponse<String> answer) {
    String where = answer.request() + ": " + answer.body();
    assertThat(answer.body()).as(where).doesNotContainPattern("(?i)jetty|exception|\\tat |<html");
    assertThat(answer.headers().firstValue("Server").orElse("")).as(where).isIn("", "Sluice");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(where).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).as(where).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .as(where)
        .contains("default-src 'none'");
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://login")
        .audience("sluice")
        .expirationTime(Date.from(Instant.now().plusSeconds(300)));
  }

  private static String sign(ECKey with, JWTClaimsSet claims) throws Exception {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(), claims);
    token.sign(new ECDSASigner(with));
    return token.serialize();
  }

  private static HttpResponse<String> send(URI server, String method, String authorization)
      throws Exception {
    return send(request(server, method, authorization).build());
  }

  private static HttpRequest.Builder request(URI server, String method, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server);
    if (method.equals("POST")) {
      request
          .header("Content-Type", "multipart/form-data; boundary=b")
          .POST(
              BodyPublishers.ofString(
                  "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nbill\r\n--b--\r\n"));
    } else {
      request.method(method, BodyPublishers.noBody());
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return request;
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
