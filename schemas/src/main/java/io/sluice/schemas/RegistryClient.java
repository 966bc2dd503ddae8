package io.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.WeakReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A client of Confluent's schema registry protocol, for Avro. Ids and schemas never change, so they
 * are asked for once and kept. Every method throws a {@link RegistryException}. Thread-safe.
 */
public final class RegistryClient {
  private static final Map<RegistryConfig, WeakReference<RegistryClient>> SHARED =
      new ConcurrentHashMap<>();
  private static final String LATEST = "latest";

  private final RegistryHttp http;
  private final Map<SubjectSchema, Integer> registered = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Integer> found = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private record SubjectSchema(String subject, Schema schema) {}

  /** A schema as a subject has it. */
  public record Registered(String subject, int version, int id, Schema schema) {}

  /** Whether a schema may follow the versions of a subject, and if not, why. */
  public record Compatibility(boolean compatible, List<String> messages) {
    public Compatibility {
      messages = List.copyOf(messages);
    }
  }

  public RegistryClient(RegistryConfig config) {
    http = new RegistryHttp(config);
  }

  /**
   * The client that all users of an equal configuration share, and with it one cache and one
   * connection pool.
   */
  static RegistryClient shared(RegistryConfig config) {
    synchronized (SHARED) {
      SHARED.values().removeIf(reference -> reference.get() == null);
      WeakReference<RegistryClient> known = SHARED.get(config);
      RegistryClient client = known == null ? null : known.get();
      if (client == null) {
        client = new RegistryClient(config);
        SHARED.put(config, new WeakReference<>(client));
      }
      return client;
    }
  }

  /** Registers the schema under the subject, unless it is there, and returns its id. */
  public int register(String subject, Schema schema) {
    return once(registered, subject, schema, "register", "/versions");
  }

  /** The id of a schema that the subject already has. */
  public int idOf(String subject, Schema schema) {
    return once(found, subject, schema, "find", "");
  }

  /** The schema with this id. */
  public Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    String what = "read the schema with id " + id;
    Schema schema = parse(what, http.send(what, "GET", "/schemas/ids/" + id, null));
    schemas.put(id, schema);
    return schema;
  }

  /** The newest version of the subject. */
  public Registered latest(String subject) {
    return version(subject, LATEST);
  }

  /** One version of the subject, from 1. */
  public Registered version(String subject, int version) {
    return version(subject, Integer.toString(version));
  }

  /** The versions of the subject, ascending. */
  public List<Integer> versions(String subject) {
    return integers(
        http.send("list the versions of " + subject, "GET", path(subject) + "/versions", null));
  }

  /** All subjects. */
  public List<String> subjects() {
    return texts(http.send("list the subjects", "GET", "/subjects", null));
  }

  /** Asks whether the schema may become the subject's next version, by the subject's own rule. */
  public Compatibility compatibility(String subject, Schema schema) {
    JsonNode answer =
        http.send(
            "check the compatibility of " + schema.getFullName() + " with subject " + subject,
            "POST",
            "/compatibility" + path(subject) + "/versions/" + LATEST + "?verbose=true",
            body(schema));
    return new Compatibility(
        answer.path("is_compatible").asBoolean(), texts(answer.path("messages")));
  }

  /** Sets the subject's compatibility rule, for instance BACKWARD_TRANSITIVE. */
  public void setCompatibility(String subject, String level) {
    http.send(
        "set the compatibility of " + subject + " to " + level,
        "PUT",
        "/config/" + encode(subject),
        JsonNodeFactory.instance.objectNode().put("compatibility", level));
  }

  /** Deletes the subject; softly, so that ids stay readable. Returns the deleted versions. */
  public List<Integer> delete(String subject) {
    registered.keySet().removeIf(key -> key.subject().equals(subject));
    found.keySet().removeIf(key -> key.subject().equals(subject));
    return integers(http.send("delete subject " + subject, "DELETE", path(subject), null));
  }

  private int once(
      Map<SubjectSchema, Integer> cache, String subject, Schema schema, String verb, String tail) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = cache.get(key);
    if (known != null) {
      return known;
    }
    String what = verb + " schema " + schema.getFullName() + " under subject " + subject;
    JsonNode answer = http.send(what, "POST", path(subject) + tail, body(schema));
    int id = answer.path("id").asInt();
    cache.put(key, id);
    schemas.putIfAbsent(id, schema);
    return id;
  }

  private Registered version(String subject, String version) {
    String what = "read version " + version + " of subject " + subject;
    JsonNode answer = http.send(what, "GET", path(subject) + "/versions/" + version, null);
    return new Registered(
        subject, answer.path("version").asInt(), answer.path("id").asInt(), parse(what, answer));
  }

  private static Schema parse(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") || !answer.path("references").isEmpty()) {
      throw new RegistryException.Refused(
          "cannot %s: it is %s%s; Sluice reads Avro schemas that stand alone"
              .formatted(what, type, answer.has("references") ? " with references" : ""),
          200,
          RegistryException.Refused.INVALID_SCHEMA);
    }
    try {
      return new Schema.Parser().parse(answer.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new RegistryException.Refused(
          "cannot " + what + ": the registry's text is no Avro schema: " + e.getMessage(),
          200,
          RegistryException.Refused.INVALID_SCHEMA);
    }
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static String path(String subject) {
    return "/subjects/" + encode(subject);
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> integers = new ArrayList<>();
    array.forEach(node -> integers.add(node.asInt()));
    return integers;
  }
}
