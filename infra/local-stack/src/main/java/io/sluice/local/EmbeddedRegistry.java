package io.sluice.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  private final HttpServer server;
  private final ExecutorService executor;
  private final SchemaJournal journal;

  private EmbeddedRegistry(HttpServer server, ExecutorService executor, SchemaJournal journal) {
    this.server = server;
    this.executor = executor;
    this.journal = journal;
  }

  /**
   * Starts a registry that keeps its data in {@code folder}, on {@code port} or, for 0, on a free
   * one.
   *
   * @throws UncheckedIOException if the folder or the port cannot be used
   */
  public static EmbeddedRegistry start(Path folder, int port) {
    SchemaJournal journal = SchemaJournal.open(folder.resolve("schemas.jsonl"));
    SchemaStore store =
        new SchemaStore(CompatibilityLevel.BACKWARD_TRANSITIVE, journal.history(), journal);
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(executor);
      RegistryRoutes routes = new RegistryRoutes(store);
      server.createContext("/", exchange -> handle(exchange, routes));
      server.start();
      return new EmbeddedRegistry(server, executor, journal);
    } catch (IOException e) {
      journal.close();
      throw new UncheckedIOException(
          "cannot open port " + port + " for the schema registry: " + e.getMessage(), e);
    }
  }

  /** Base URL, for instance {@code http://127.0.0.1:41237}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    journal.close();
  }

  private static void handle(HttpExchange exchange, RegistryRoutes routes) throws IOException {
    try (exchange) {
      try {
        send(exchange, 200, routes.answer(request(exchange)));
      } catch (RegistryError e) {
        send(exchange, e.status(), Map.of("error_code", e.code(), "message", e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        send(exchange, 500, Map.of("error_code", 50001, "message", String.valueOf(e)));
      }
    }
  }

  private static RegistryRoutes.Request request(HttpExchange exchange) throws IOException {
    List<String> segments =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    return new RegistryRoutes.Request(
        exchange.getRequestMethod(),
        segments,
        List.of(query.split("&")),
        body(exchange.getRequestBody().readAllBytes()));
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

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
