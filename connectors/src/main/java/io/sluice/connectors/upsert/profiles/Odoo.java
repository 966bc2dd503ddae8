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
import io.sluice.connectors.upsert.Step;
import io.sluice.connectors.upsert.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Odoo 19 and later over JSON-2: {@code POST /json/2/<model>/<method>} with named arguments and a
 * key as bearer (odoo.com/documentation/19.0, "External JSON-2 API"). Search, then create or write.
 */
final class Odoo implements Target, ObjectApi {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final int BATCH = 50;

  private final String database;
  private final LookupThenWrite upsert = new LookupThenWrite(this);

  /** For a database; blank where the host name says which. */
  Odoo(String database) {
    this.database = database;
  }

  @Override
  public int batchLimit() {
    return BATCH;
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    return upsert.write(batch);
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    String property = lookup.take() == null ? "id" : lookup.take();
    String operator = criterion.ignoreCase() ? "=ilike" : "=";
    JsonNode wanted = json(criterion.value());
    if (criterion.ignoreCase() && wanted.isTextual()) {
      wanted = JSON.textNode(wanted.textValue().replaceAll("([\\\\%_])", "\\\\$1"));
    }
    ObjectNode body = JSON.objectNode();
    body.putArray("domain").addArray().add(criterion.field()).add(operator).add(wanted);
    body.putArray("fields").add(property);
    body.put("limit", 2).put("order", "id asc");
    return ask(lookup.object(), "search_read", body, Call.Effect.READ)
        .map(found -> {
          List<Value> values = new ArrayList<>();
          found.forEach(one -> values.add(new Value.Raw(one.path(property))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    ObjectNode body = JSON.objectNode();
    body.putArray("vals_list").add(object(fields, true));
    return ask(lookup.object(), "create", body, Call.Effect.CREATE)
        .map(ids -> new Value.Raw(ids.path(0)));
  }

  @Override
  public Step<List<Existing>> find(List<MappedRecord> records) {
    MappedRecord any = records.get(0);
    ObjectNode body = JSON.objectNode();
    ArrayNode keys = body.putArray("domain").addArray().add(any.keyField()).add("in").addArray();
    records.forEach(record -> keys.add(record.key()));
    Set<String> wanted = new LinkedHashSet<>(List.of("id", any.keyField()));
    if (any.revisionMark() != null) {
      wanted.add(any.revisionMark().field());
    }
    ArrayNode fields = body.putArray("fields");
    wanted.forEach(fields::add);
    body.put("order", "id asc");
    return ask(any.object(), "search_read", body, Call.Effect.READ)
        .map(found -> {
          List<Existing> all = new ArrayList<>();
          for (JsonNode one : found) {
            long revision =
                any.revisionMark() == null
                    ? 0
                    : any.revisionMark().read(one.path(any.revisionMark().field()).asText(""));
            String key = one.path(any.keyField()).asText();
            all.add(new Existing(one.path("id"), key, revision, Map.of(), null));
          }
          return all;
        });
  }

  @Override
  public Step<List<JsonNode>> create(List<MappedRecord> records) {
    ObjectNode body = JSON.objectNode();
    ArrayNode all = body.putArray("vals_list");
    records.forEach(record -> all.add(object(record, true)));
    return ask(records.get(0).object(), "create", body, Call.Effect.CREATE)
        .map(ids -> {
          List<JsonNode> list = new ArrayList<>();
          ids.forEach(list::add);
          return list;
        });
  }

  @Override
  public Step<Boolean> update(MappedRecord record, Existing there) {
    ObjectNode body = JSON.objectNode();
    body.putArray("ids").add(there.id());
    body.set("vals", object(record, false));
    return ask(record.object(), "write", body, Call.Effect.IDEMPOTENT_WRITE).map(done -> true);
  }

  @Override
  public Step<Boolean> delete(String object, List<Existing> unchanged) {
    ObjectNode body = JSON.objectNode();
    ArrayNode all = body.putArray("ids");
    unchanged.forEach(one -> all.add(one.id()));
    return ask(object, "unlink", body, Call.Effect.IDEMPOTENT_WRITE).map(done -> true);
  }

  private Step<JsonNode> ask(String model, String method, ObjectNode body, Call.Effect effect) {
    Call call = Call.json("POST", "/json/2/" + model + "/" + method, body, effect);
    return Checks.ask(
        database.isBlank() ? call : call.with("X-Odoo-Database", database),
        reply -> Checks.status(reply, Messages::of),
        reply -> new Step.Done<>(reply.json()));
  }

  private static ObjectNode object(MappedRecord record, boolean isNew) {
    ObjectNode object = object(record.fields(), isNew);
    object.put(record.keyField(), record.key());
    if (record.revisionMark() != null) {
      object.set(
          record.revisionMark().field(), json(record.revisionMark().value(record.revision())));
    }
    return object;
  }

  private static ObjectNode object(Map<String, Value> fields, boolean isNew) {
    ObjectNode object = JSON.objectNode();
    fields.forEach((name, value) -> {
      if (!(isNew && value instanceof Value.Empty)) {
        object.set(name, json(value));
      }
    });
    return object;
  }

  /** Odoo's notation: false for nothing, commands (5: remove all, 0: create) for rows. */
  private static JsonNode json(Value value) {
    if (value instanceof Value.Empty) {
      return JSON.booleanNode(false);
    } else if (value instanceof Value.Rows rows) {
      ArrayNode commands = JSON.arrayNode();
      commands.addArray().add(5).add(0).add(0);
      rows.rows().forEach(row -> commands.addArray().add(0).add(0).add(object(row, true)));
      return commands;
    }
    return PlainJson.json(value);
  }
}
