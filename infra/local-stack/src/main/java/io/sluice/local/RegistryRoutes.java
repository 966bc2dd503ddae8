package io.sluice.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.local.SchemaStore.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Confluent's REST protocol, from requests to answers: the part of it that speaks of Avro. */
final class RegistryRoutes {
  private final SchemaStore store;

  /** A request; {@code path} is decoded, segment by segment. */
  record Request(String method, List<String> path, List<String> query, JsonNode body) {
    boolean asks(String flag) {
      return query.contains(flag + "=true");
    }

    /** Method and length of the path: what the routes of a resource differ in. */
    String shape() {
      return method + " " + path.size();
    }
  }

  RegistryRoutes(SchemaStore store) {
    this.store = store;
  }

  /** The answer, ready for JSON; throws a {@link RegistryError}. */
  Object answer(Request request) {
    return switch (request.path().isEmpty() ? "" : request.path().getFirst()) {
      case "" -> Map.of();
      case "subjects" -> subjects(request);
      case "schemas" -> schemas(request);
      case "compatibility" -> compatibility(request);
      case "config" -> config(request);
      case "mode" -> Map.of("mode", "READWRITE");
      default -> throw unknown(request);
    };
  }

  private Object subjects(Request request) {
    List<String> path = request.path();
    return switch (request.shape()) {
      case "GET 1" -> store.subjects();
      case "POST 2" -> version(store.find(path.get(1), schema(request)));
      case "DELETE 2" -> store.delete(path.get(1), request.asks("permanent"));
      case "GET 3" -> store.versions(path.get(1));
      case "POST 3" -> Map.of("id", store.register(path.get(1), schema(request)));
      case "GET 4" -> version(store.version(path.get(1), path.get(3)));
      case "DELETE 4" -> store.deleteVersion(path.get(1), path.get(3));
      default -> throw unknown(request);
    };
  }

  private Object schemas(Request request) {
    List<String> path = request.path();
    if (path.equals(List.of("schemas", "types"))) {
      return List.of("AVRO");
    }
    if (request.shape().equals("GET 3") && path.get(1).equals("ids")) {
      return Map.of("schema", store.schema(id(path.get(2))));
    }
    throw unknown(request);
  }

  private Object compatibility(Request request) {
    List<String> path = request.path();
    if (!request.method().equals("POST") || path.size() < 4 || path.size() > 5) {
      throw unknown(request);
    }
    String version = path.size() == 5 ? path.get(4) : null;
    List<String> problems = store.problems(path.get(2), version, schema(request));
    return request.asks("verbose")
        ? Map.of("is_compatible", problems.isEmpty(), "messages", problems)
        : Map.of("is_compatible", problems.isEmpty());
  }

  private Object config(Request request) {
    String subject = request.path().size() > 1 ? request.path().get(1) : "";
    switch (request.method()) {
      case "GET" -> {
        return Map.of("compatibilityLevel", level(subject, request.asks("defaultToGlobal")));
      }
      case "PUT" -> {
        String level = request.body().path("compatibility").asText();
        store.setLevel(subject, CompatibilityLevel.parse(level));
        return Map.of("compatibility", level);
      }
      case "DELETE" -> {
        CompatibilityLevel old = level(subject, false);
        store.setLevel(subject, null);
        return Map.of("compatibilityLevel", old);
      }
      default -> throw unknown(request);
    }
  }

  private CompatibilityLevel level(String subject, boolean defaultToGlobal) {
    return store
        .ownLevel(subject)
        .or(() -> defaultToGlobal ? store.ownLevel("") : Optional.empty())
        .orElseThrow(() -> RegistryError.noSubjectConfig(subject));
  }

  private static Map<String, Object> version(Version version) {
    return Map.of(
        "subject", version.subject(),
        "version", version.version(),
        "id", version.id(),
        "schema", version.schema());
  }

  private static String schema(Request request) {
    @Nullable JsonNode schema = request.body().get("schema");
    String type = request.body().path("schemaType").asText("AVRO");
    if (schema == null || !schema.isTextual() || !type.equals("AVRO")) {
      throw RegistryError.invalidSchema("the body must be {\"schema\": \"<Avro schema as text>\"}");
    }
    return schema.asText();
  }

  private static int id(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RegistryError.schemaNotFound("with id " + text);
    }
  }

  private static RegistryError unknown(Request request) {
    return RegistryError.unknownPath(request.method(), "/" + String.join("/", request.path()));
  }
}
