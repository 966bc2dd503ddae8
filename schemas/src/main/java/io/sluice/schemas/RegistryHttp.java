package io.sluice.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request of the registry's REST protocol: tried on every server in turn, then, after a pause,
 * again. Thread-safe.
 */
final class RegistryHttp {
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MANY_REQUESTS = 429;

  private final RegistryConfig config;
  private final HttpClient http;

  /** The server that answered last; the next request goes there first. */
  private volatile int preferred;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout());
    if (config.tls() != null) {
      builder.sslContext(RegistryTls.context(config.tls()));
    }
    this.http = builder.build();
  }

  /**
   * Sends a request and returns the answer's JSON.
   *
   * @param what what the request is for, in words; it begins every error message
   * @throws RegistryException.Refused if the registry answers with an error that another try would
   *     not change
   * @throws RegistryException.Unavailable if no server answers in the attempts allowed
   */
  JsonNode send(String what, String method, String path, @Nullable JsonNode body) {
    String trouble = "";
    @Nullable Exception cause = null;
    for (int round = 0; round <= config.maxRetries(); round++) {
      if (round > 0) {
        pause(what, round);
      }
      for (int i = 0; i < config.urls().size(); i++) {
        int server = (preferred + i) % config.urls().size();
        URI url = URI.create(config.urls().get(server) + path);
        try {
          HttpResponse<String> response =
              http.send(request(url, method, body), BodyHandlers.ofString());
          if (response.statusCode() < 500 && response.statusCode() != TOO_MANY_REQUESTS) {
            preferred = server;
            return answer(what, url, response);
          }
          trouble = url + " answered " + response.statusCode() + ": " + shorten(response.body());
        } catch (IOException e) {
          trouble = url + ": " + e;
          cause = e;
        } catch (InterruptedException e) {
          throw interrupted(what, e);
        }
      }
    }
    throw new RegistryException.Unavailable(
        "cannot %s: no schema registry answered in %d attempts at %s; last: %s. Check that it runs and that %s is right"
            .formatted(what, config.maxRetries() + 1, config.urls(), trouble, RegistryConfig.URL),
        cause);
  }

  private HttpRequest request(URI url, String method, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(config.readTimeout()).header("Accept", MEDIA_TYPE);
    if (config.authorization() != null) {
      request.header("Authorization", config.authorization());
    }
    if (body == null) {
      return request.method(method, BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", MEDIA_TYPE)
        .method(method, BodyPublishers.ofString(body.toString()))
        .build();
  }

  private static JsonNode answer(String what, URI url, HttpResponse<String> response) {
    int status = response.statusCode();
    JsonNode json;
    try {
      json = JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      json = JSON.missingNode();
    }
    if (status / 100 == 2 && !json.isMissingNode()) {
      return json;
    }
    int code = json.path("error_code").asInt(status);
    String said = json.path("message").asText(shorten(response.body()));
    String remedy =
        switch (status) {
          case 401, 403 ->
              "; check " + RegistryConfig.CREDENTIALS_SOURCE + " and " + RegistryConfig.USER_INFO;
          case 409 ->
              "; a new field needs a default and none may change its type: mend the schema, or begin a topic of a new"
                  + " major version";
          case 200, 301, 302, 307, 308 ->
              "; that is no schema registry: check " + RegistryConfig.URL;
          default -> "";
        };
    throw new RegistryException.Refused(
        "cannot %s: %s answered %d (code %d): %s%s"
            .formatted(what, url, status, code, said, remedy),
        status,
        code);
  }

  private void pause(String what, int round) {
    Duration full = config.firstWait().multipliedBy(1L << Math.min(round - 1, 20));
    long most = Math.min(full.toMillis(), config.maxWait().toMillis());
    try {
      // Half fixed, half random: processes that failed together do not come back together.
      Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    }
  }

  private static RegistryException interrupted(String what, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryException.Unavailable("interrupted; could not " + what, e);
  }

  private static String shorten(String body) {
    return body.length() <= 200 ? body : body.substring(0, 200) + "…";
  }
}
