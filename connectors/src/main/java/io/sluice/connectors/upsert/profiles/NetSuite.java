package io.sluice.connectors.upsert.profiles;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * NetSuite's SuiteTalk REST web services: {@code PUT /services/rest/record/v1/<object>/eid:<key>}
 * creates or updates by external id. Rows are sublists, replaced as a whole ({@code replace=}).
 */
final class NetSuite implements Target {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String BASE = "/services/rest/record/v1/";

  NetSuite() {}

  @Override
  public int batchLimit() {
    return 1;
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    MappedRecord record = batch.get(0);
    ObjectNode body = PlainJson.fieldsOf(record);
    List<String> sublists = new ArrayList<>();
    record
        .fields()
        .forEach((name, value) -> {
          if (value instanceof Value.Rows) {
            sublists.add(name);
            body.set(name, JSON.objectNode().set("items", PlainJson.json(value)));
          } else if (value instanceof Value.Raw raw && isReference(raw)) {
            body.set(name, JSON.objectNode().set("id", raw.json()));
          }
        });
    String replace =
        sublists.isEmpty()
            ? ""
            : "?replace=" + sublists.stream().map(Urls::encoded).collect(Collectors.joining(","));
    String path = BASE + record.object() + "/eid:" + Urls.encoded(record.key()) + replace;
    return ask(Call.json("PUT", path, body, Call.Effect.IDEMPOTENT_WRITE))
        .map(reply -> List.of(Outcome.APPLIED));
  }

  /** An id that was found stands as a text; NetSuite wants {@code {"id": …}}. */
  private static boolean isReference(Value.Raw raw) {
    return raw.json().isTextual();
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    String text = PlainJson.text(criterion.value()).replace("\\", "\\\\").replace("\"", "\\\"");
    String query = Urls.encoded(criterion.field() + " IS \"" + text + "\"");
    return ask(Call.get(BASE + lookup.object() + "?q=" + query + "&limit=2"))
        .map(reply -> {
          List<Value> values = new ArrayList<>();
          reply.json().path("items").forEach(one -> values.add(new Value.Raw(one.path("id"))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    return ask(Call.json(
            "POST", BASE + lookup.object(), PlainJson.object(fields), Call.Effect.CREATE))
        .then(reply -> {
          String location = reply.header("location").orElse("");
          String id = location.substring(location.lastIndexOf('/') + 1);
          return id.isEmpty()
              ? new Step.Failed<>(
                  Outcome.RetryLater.soon("no Location of the new " + lookup.object()))
              : new Step.Done<>(new Value.Raw(JSON.textNode(id)));
        });
  }

  private static Step<Reply> ask(Call call) {
    return Checks.ask(call, reply -> Checks.status(reply, Messages::of), Step.Done::new);
  }
}
