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
import io.sluice.connectors.upsert.Outcome;
import io.sluice.connectors.upsert.Reply;
import io.sluice.connectors.upsert.Step;
import io.sluice.connectors.upsert.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * HubSpot's CRM API: {@code POST /crm/v3/objects/<object>/batch/upsert} by a unique property, up to
 * 100 records a request. HTTP 207 tells of records that failed, each with its id in the context of
 * an error.
 */
final class HubSpot implements Target {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String BASE = "/crm/v3/objects/";
  private static final int BATCH = 100;

  HubSpot() {}

  @Override
  public int batchLimit() {
    return BATCH;
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    ObjectNode body = JSON.objectNode();
    ArrayNode inputs = body.putArray("inputs");
    for (MappedRecord record : batch) {
      ObjectNode input = inputs.addObject();
      input.put("idProperty", record.keyField()).put("id", record.key());
      input.set("properties", properties(PlainJson.fieldsOf(record)));
    }
    return ask(Call.json(
            "POST",
            BASE + batch.get(0).object() + "/batch/upsert",
            body,
            Call.Effect.IDEMPOTENT_WRITE))
        .map(reply -> perItem(batch, reply));
  }

  private static List<Outcome> perItem(List<MappedRecord> batch, Reply reply) {
    JsonNode json = reply.json();
    Map<String, Outcome> failed = new HashMap<>();
    for (JsonNode error : json.path("errors")) {
      Outcome outcome = outcome(error);
      error.path("context").forEach(ids -> ids.forEach(id -> failed.put(id.asText(), outcome)));
    }
    Set<String> applied = new HashSet<>();
    String keyField = batch.get(0).keyField();
    for (JsonNode result : json.path("results")) {
      applied.add(result.path("properties").path(keyField).asText());
    }
    boolean complete = failed.isEmpty() && json.path("results").size() == batch.size();
    return batch.stream()
        .map(record -> {
          Outcome known = failed.get(record.key());
          if (known != null) {
            return known;
          }
          return complete || applied.contains(record.key())
              ? Outcome.APPLIED
              : Outcome.RetryLater.soon("HubSpot said nothing of " + record.key());
        })
        .toList();
  }

  private static Outcome outcome(JsonNode error) {
    String category = error.path("category").asText();
    String words = category + ": " + error.path("message").asText();
    return category.equals("RATE_LIMITS") || category.equals("CONFLICT")
        ? Outcome.RetryLater.soon(words)
        : new Outcome.Rejected(words);
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    ObjectNode body = JSON.objectNode().put("limit", 2);
    body.putArray("filterGroups")
        .addObject()
        .putArray("filters")
        .addObject()
        .put("propertyName", criterion.field())
        .put("operator", "EQ")
        .put("value", PlainJson.text(criterion.value()));
    return ask(Call.json("POST", BASE + lookup.object() + "/search", body, Call.Effect.READ))
        .map(reply -> {
          List<Value> values = new ArrayList<>();
          reply.json().path("results").forEach(one -> values.add(new Value.Raw(one.path("id"))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    ObjectNode body = JSON.objectNode();
    body.set("properties", properties(PlainJson.object(fields)));
    return ask(Call.json("POST", BASE + lookup.object(), body, Call.Effect.CREATE))
        .map(reply -> new Value.Raw(reply.json().path("id")));
  }

  /** HubSpot's properties are texts; an empty one clears. */
  private static ObjectNode properties(ObjectNode fields) {
    ObjectNode texts = JSON.objectNode();
    fields
        .properties()
        .forEach(field ->
            texts.put(field.getKey(), field.getValue().isNull() ? "" : field.getValue().asText()));
    return texts;
  }

  private static Step<Reply> ask(Call call) {
    return Checks.ask(call, reply -> Checks.status(reply, Messages::of), Step.Done::new);
  }
}
