package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.mapping.Lookup;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Value;
import io.sluice.connectors.upsert.Call;
import io.sluice.connectors.upsert.Checks;
import io.sluice.connectors.upsert.Credentials;
import io.sluice.connectors.upsert.Outcome;
import io.sluice.connectors.upsert.Reply;
import io.sluice.connectors.upsert.Session;
import io.sluice.connectors.upsert.Step;
import io.sluice.connectors.upsert.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tryton over JSON-RPC, as {@code trytond/protocols/jsonrpc.py} speaks it (6.0 was run): {@code
 * POST /<database>/} with {@code model.<name>.<method>}; an error comes with HTTP 200. Tryton takes
 * the same invoice twice, hence {@link LookupThenWrite}.
 */
final class Tryton implements Target, ObjectApi {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int BATCH = 50;

  /** What databases say when a transaction has lost against another, or the server is away. */
  private static final Pattern PASSING =
      Pattern.compile(
          "locked|serialize|deadlock|connection|timeout|timed out", Pattern.CASE_INSENSITIVE);

  private final String path;
  private final LookupThenWrite upsert = new LookupThenWrite(this);

  Tryton(String database) {
    this.path = "/" + database + "/";
  }

  @Override
  public int batchLimit() {
    return BATCH;
  }

  @Override
  public Reply nothingFound() {
    return new Reply(200, Map.of(), "{\"result\": []}", Instant.EPOCH);
  }

  @Override
  public Step<Session> open(Credentials credentials) {
    if (!(credentials instanceof Credentials.UserPassword login)) {
      return credentials.open();
    }
    ObjectNode password = JSON.objectNode().put("password", login.password());
    ArrayNode params = JSON.arrayNode().add(login.user()).add(password);
    Call call =
        new Call(
            "POST",
            path,
            Map.of("Content-Type", "application/json"),
            body("common.db.login", params).toString(),
            Call.Effect.READ,
            true);
    return new Step.Ask<>(call, reply -> session(login.user(), reply));
  }

  private static Step<Session> session(String user, Reply reply) {
    JsonNode result = reply.json().path("result");
    if (reply.isSuccess() && result.size() == 2) {
      String token = user + ":" + result.path(0).asText() + ":" + result.path(1).asText();
      String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
      return new Step.Done<>(new Session(Map.of("Authorization", "Session " + encoded), null));
    }
    String why = "Tryton answered the login of " + user + " with HTTP " + reply.status();
    return new Step.Failed<>(
        reply.status() >= 500 || reply.status() == 429
            ? Checks.later(reply, why)
            : new Outcome.Unauthorised(why + "; check database, user and password"));
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    return upsert.write(batch);
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    String operator = criterion.ignoreCase() ? "ilike" : "=";
    JsonNode wanted = TrytonJson.value(criterion.value());
    if (criterion.ignoreCase() && wanted.isTextual()) {
      wanted = JSON.textNode(wanted.textValue().replaceAll("([\\\\%_])", "\\\\$1"));
    }
    ArrayNode domain = JSON.arrayNode();
    domain.addArray().add(criterion.field()).add(operator).add(wanted);
    String property = lookup.take() == null ? "id" : lookup.take();
    ArrayNode params = JSON.arrayNode().add(domain).add(0).add(2);
    params.addArray().addArray().add("id").add("ASC");
    params.addArray().add(property);
    return rpc(lookup.object(), "search_read", params, JSON.objectNode(), Call.Effect.READ)
        .map(found -> {
          List<Value> values = new ArrayList<>();
          found.forEach(one -> values.add(new Value.Raw(one.path(property))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    ArrayNode params = JSON.arrayNode();
    params.addArray().add(TrytonJson.object(fields, Map.of(), true));
    return rpc(lookup.object(), "create", params, JSON.objectNode(), Call.Effect.CREATE)
        .map(ids -> new Value.Raw(ids.path(0)));
  }

  @Override
  public Step<List<Existing>> find(List<MappedRecord> records) {
    MappedRecord any = records.get(0);
    ArrayNode domain = JSON.arrayNode();
    ArrayNode keys = domain.addArray().add(any.keyField()).add("in").addArray();
    records.forEach(record -> keys.add(record.key()));
    Set<String> wanted = new LinkedHashSet<>(List.of("id", any.keyField(), "_timestamp"));
    Set<String> children = new LinkedHashSet<>();
    records.forEach(record ->
        record
            .fields()
            .forEach((name, value) -> {
              if (value instanceof Value.Rows) {
                children.add(name);
              }
            }));
    wanted.addAll(children);
    if (any.revisionMark() != null) {
      wanted.add(any.revisionMark().field());
    }
    ArrayNode params = JSON.arrayNode().add(domain).add(0).addNull();
    params.addArray().addArray().add("id").add("ASC");
    ArrayNode fields = params.addArray();
    wanted.forEach(fields::add);
    return rpc(any.object(), "search_read", params, JSON.objectNode(), Call.Effect.READ)
        .map(found -> {
          List<Existing> all = new ArrayList<>();
          found.forEach(one -> all.add(existing(one, any, children)));
          return all;
        });
  }

  private static Existing existing(JsonNode found, MappedRecord any, Set<String> children) {
    Map<String, JsonNode> ids = new LinkedHashMap<>();
    children.forEach(name -> ids.put(name, found.path(name)));
    long revision =
        any.revisionMark() == null
            ? 0
            : any.revisionMark().read(found.path(any.revisionMark().field()).asText(""));
    return new Existing(
        found.path("id"),
        found.path(any.keyField()).asText(),
        revision,
        ids,
        found.path("_timestamp").asText(null));
  }

  @Override
  public Step<List<JsonNode>> create(List<MappedRecord> records) {
    ArrayNode params = JSON.arrayNode();
    ArrayNode all = params.addArray();
    records.forEach(record -> all.add(TrytonJson.object(record, Map.of(), true)));
    return rpc(records.get(0).object(), "create", params, JSON.objectNode(), Call.Effect.CREATE)
        .map(ids -> {
          List<JsonNode> list = new ArrayList<>();
          ids.forEach(list::add);
          return list;
        });
  }

  @Override
  public Step<Boolean> update(MappedRecord record, Existing there) {
    ArrayNode params = JSON.arrayNode();
    params.addArray().add(there.id());
    params.add(TrytonJson.object(record, there.children(), false));
    ObjectNode context = timestamps(record.object(), List.of(there));
    return rpc(record.object(), "write", params, context, Call.Effect.IDEMPOTENT_WRITE)
        .map(done -> true);
  }

  @Override
  public Step<Boolean> delete(String object, List<Existing> unchanged) {
    ArrayNode params = JSON.arrayNode();
    ArrayNode ids = params.addArray();
    unchanged.forEach(one -> ids.add(one.id()));
    return rpc(
            object, "delete", params, timestamps(object, unchanged), Call.Effect.IDEMPOTENT_WRITE)
        .map(done -> true);
  }

  /** Tryton refuses to change what anybody has changed since then (ConcurrencyException). */
  private static ObjectNode timestamps(String object, List<Existing> seen) {
    ObjectNode context = JSON.objectNode();
    ObjectNode timestamps = context.putObject("_timestamp");
    seen.forEach(one -> timestamps.put(object + "," + one.id().asText(), one.version()));
    return context;
  }

  private Step<JsonNode> rpc(
      String object, String method, ArrayNode params, ObjectNode context, Call.Effect effect) {
    params.add(context);
    Call call = Call.json("POST", path, body("model." + object + "." + method, params), effect);
    return Checks.ask(call, Tryton::failure, reply -> new Step.Done<>(reply.json().path("result")));
  }

  private static ObjectNode body(String method, ArrayNode params) {
    ObjectNode body = JSON.objectNode().put("id", 1).put("method", method);
    body.set("params", params);
    return body;
  }

  static Optional<Outcome.Failure> failure(Reply reply) {
    Optional<Outcome.Failure> http = Checks.status(reply, Reply::text);
    if (http.isPresent()) {
      return http;
    }
    JsonNode json = reply.json();
    if (!json.isObject() || !(json.has("result") || json.has("error"))) {
      return Optional.of(Outcome.RetryLater.soon("this is no answer of Tryton's: " + reply.text()));
    }
    JsonNode error = json.path("error");
    if (error.isMissingNode()) {
      return Optional.empty();
    }
    String kind = error.path(0).asText();
    JsonNode words = error.path(1);
    return Optional.of(
        switch (kind) {
          case "UserError" -> new Outcome.Rejected(sentence(words.path(0), words.path(1)));
          case "UserWarning" -> new Outcome.Rejected(sentence(words.path(1), words.path(2)));
          case "ConcurrencyException" -> Outcome.RetryLater.soon(words.asText(kind));
          default ->
              PASSING.matcher(kind).find()
                  ? Outcome.RetryLater.soon("Tryton failed: " + kind)
                  : new Outcome.Rejected("Tryton failed: " + kind);
        });
  }

  private static String sentence(JsonNode message, JsonNode description) {
    String more = description.asText("");
    return message.asText() + (more.isBlank() ? "" : " " + more);
  }
}
