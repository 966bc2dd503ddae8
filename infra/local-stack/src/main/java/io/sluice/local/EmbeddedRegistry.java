package io.sluice.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.http.Answer;
import io.sluice.http.HttpConfig;
import io.sluice.http.HttpEndpoint;
import io.sluice.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry inside this process, on a loopback port: Confluent's REST protocol for Avro.
 * Ids, versions and levels stay in the folder and survive a restart.
 *
 * <p>New subjects are held to BACKWARD_TRANSITIVE, as Sluice's own schemas are. Confluent's default
 * is BACKWARD.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private static final int LARGEST_SCHEMA = 1 << 20;
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

  private final HttpEndpoint endpoint;
  private final SchemaJournal journal;

  private EmbeddedRegistry(HttpEndpoint endpoint, SchemaJournal journal) {
    this.endpoint = endpoint;
    this.journal = journal;
  }

  /**
   * Starts a registry that keeps its data in {@code folder}, on {@code port} or, for 0, on a free
   * one, for everybody on this machine.
   *
   * @throws UncheckedIOException if the folder or the port cannot be used
   */
  public static EmbeddedRegistry start(Path folder, int port) {
    return start(folder, HttpConfig.loopback(port));
  }

  /** Starts it with TLS, or for those who are known. */
  public static EmbeddedRegistry start(Path folder, HttpConfig config) {
    SchemaJournal journal = SchemaJournal.open(folder.resolve("schemas.jsonl"));
    RegistryRoutes routes =
        new RegistryRoutes(
            new SchemaStore(CompatibilityLevel.BACKWARD_TRANSITIVE, journal.history(), journal));
    try {
      HttpEndpoint endpoint =
          HttpEndpoint.start(
              "schema registry",
              config,
              List.of(
                  new Route(
                      "/", METHODS, false, LARGEST_SCHEMA, request -> answer(routes, request))));
      return new EmbeddedRegistry(endpoint, journal);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Base URL, for instance {@code http://127.0.0.1:41237}. */
  public String url() {
    return endpoint.address().toString();
  }

  @Override
  public void close() {
    endpoint.close();
    journal.close();
  }

  private static Answer answer(RegistryRoutes routes, Route.Request request) throws IOException {
    try {
      return json(200, routes.answer(request(request)));
    } catch (RegistryError e) {
      return json(e.status(), Map.of("error_code", e.code(), "message", e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.uri(), e);
      return json(500, Map.of("error_code", 50001, "message", "the log says why"));
    }
  }

  private static Answer json(int status, Object value) throws IOException {
    return new Answer(status, MEDIA_TYPE, JSON.writeValueAsString(value), Map.of());
  }

  private static RegistryRoutes.Request request(Route.Request request) throws IOException {
    List<String> segments =
        Arrays.stream(request.uri().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    String query = String.valueOf(request.uri().getRawQuery());
    return new RegistryRoutes.Request(
        request.method(), segments, List.of(query.split("&")), body(request.body()));
  }

  private static JsonNode body(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw RegistryError.invalidSchema("the request is no JSON: " + e.getOriginalMessage());
    }
  }
}
