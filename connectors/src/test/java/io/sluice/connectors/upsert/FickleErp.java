package io.sluice.connectors.upsert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A target over HTTP that fails at random, before and after it has applied a write. Objects whose
 * key contains "bad" are refused for ever. It has no unique key: what is posted twice stands twice.
 */
final class FickleErp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Objects by id. */
  final Map<Integer, ObjectNode> objects = new TreeMap<>();

  final AtomicInteger requests = new AtomicInteger();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final Random chance;
  private final double failing;
  private int lastId;

  FickleErp(long seed, double failing) {
    this.chance = new Random(seed);
    this.failing = failing;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized List<ObjectNode> withKey(String key) {
    return objects.values().stream().filter(one -> one.path("id_").asText().equals(key)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    double before = roll();
    double after = roll();
    if (before < failing) {
      fail(exchange, before / failing);
      return;
    }
    int[] status = {200};
    JsonNode answer = handle(exchange, body.length == 0 ? null : JSON.readTree(body), status);
    if (after < failing) {
      fail(exchange, after / failing);
    } else {
      respond(exchange, status[0], answer);
    }
  }

  private synchronized double roll() {
    return chance.nextDouble();
  }

  private static void fail(HttpExchange exchange, double which) throws IOException {
    if (which < 0.4) {
      exchange.close(); // no answer at all
    } else {
      int status = which < 0.6 ? 503 : which < 0.8 ? 500 : 429;
      exchange.getResponseHeaders().add("Retry-After", "0");
      respond(exchange, status, JSON.createObjectNode().put("message", "not now"));
    }
  }

  private synchronized JsonNode handle(HttpExchange exchange, JsonNode body, int[] status) {
    String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
    switch (exchange.getRequestMethod()) {
      case "GET" -> {
        String[] query = exchange.getRequestURI().getRawQuery().split("=", 2);
        ArrayNode found = JSON.createArrayNode();
        withKey(URLDecoder.decode(query[1], StandardCharsets.UTF_8)).forEach(found::add);
        return found;
      }
      case "POST" -> {
        if (path.length == 2) {
          ArrayNode results = JSON.createArrayNode();
          for (JsonNode one : body) {
            int[] own = {200};
            JsonNode answer = upsert(one, own);
            results.addObject().put("status", own[0]).setAll((ObjectNode) answer);
          }
          return results;
        }
        return isBad(body, status) ? refusal() : insert(body);
      }
      case "PATCH", "PUT" -> {
        String key = URLDecoder.decode(path[1], StandardCharsets.UTF_8);
        if (key.matches("\\d+")) {
          objects.get(Integer.parseInt(key)).setAll((ObjectNode) body);
          return JSON.createObjectNode();
        }
        return upsert(body, status);
      }
      case "DELETE" -> {
        objects.remove(Integer.parseInt(path[1]));
        return JSON.createObjectNode();
      }
      default -> throw new IllegalArgumentException(exchange.getRequestMethod());
    }
  }

  private JsonNode upsert(JsonNode body, int[] status) {
    if (isBad(body, status)) {
      return refusal();
    }
    List<ObjectNode> there = new ArrayList<>(withKey(body.path("id_").asText()));
    if (there.isEmpty()) {
      return insert(body);
    }
    there.get(0).setAll((ObjectNode) body);
    return JSON.createObjectNode();
  }

  private JsonNode insert(JsonNode body) {
    ObjectNode object = body.deepCopy();
    object.put("id", ++lastId);
    objects.put(lastId, object);
    return object;
  }

  private static boolean isBad(JsonNode body, int[] status) {
    boolean bad = body.path("id_").asText().contains("bad");
    status[0] = bad ? 422 : 200;
    return bad;
  }

  private static ObjectNode refusal() {
    return JSON.createObjectNode().put("message", "the period is closed");
  }

  private static void respond(HttpExchange exchange, int status, JsonNode answer)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
