package io.sluice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigNode;
import io.sluice.desk.access.Passwords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  @TempDir static Path folder;

  @Test
  void whoeverLogsInIsToldWhoTheyAre() throws Exception {
    Path users =
        Files.writeString(
            folder.resolve("users.yaml"),
            """
            users:
              ada: {name: Ada Lovelace, password: "%s", roles: [reviewer, lead], tenants: ["*"]}
            """
                .formatted(Passwords.hash("correct horse battery")));
    ConfigNode node =
        ConfigNode.of(
            "test",
            Map.of(
                "kafka", Map.of("bootstrap.servers", "x:1", "schema.registry.url", "http://x"),
                "contentStore", "file:/tmp/x",
                "users", users.toString(),
                "http", Map.of("port", 0)));
    DeskConfig config = DeskConfig.from(node);
    node.finish();
    try (ReviewDesk desk = ReviewDesk.start(config)) {
      assertThat(get(desk.address(), "/api/me", "").statusCode()).isEqualTo(401);
      HttpResponse<String> login =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(desk.address().resolve("/api/login"))
                      .header("Content-Type", "application/json")
                      .POST(
                          BodyPublishers.ofString(
                              "{\"user\":\"ada\",\"password\":\"correct horse battery\"}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(login.statusCode()).as(login.body()).isEqualTo(204);
      String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
      assertThat(get(desk.address(), "/api/me", cookie).body()).contains("Ada Lovelace", "csrf");
      assertThat(get(desk.address(), "/api/types", cookie).body()).contains("invoice");
      assertThat(get(desk.address(), "/", "").body()).contains("Review desk");
    }
  }

  private static HttpResponse<String> get(URI address, String path, String cookie)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
