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
import io.sluice.connectors.upsert.Strategy;
import io.sluice.connectors.upsert.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Salesforce's REST API: upsert by external id, up to 200 records a request with a result each
 * (REST API Developer Guide, "Upsert Records Using sObject Collections"), or one a request. The key
 * field must be an external id of the object.
 */
final class Salesforce implements Target {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final int BATCH = 200;

  /** Status codes of the API that speak of the moment, not of the record. */
  private static final Set<String> PASSING =
      Set.of(
          "UNABLE_TO_LOCK_ROW",
          "REQUEST_LIMIT_EXCEEDED",
          "SERVER_UNAVAILABLE",
          "REQUEST_RUNNING_TOO_LONG",
          "CANNOT_EXECUTE_FLOW_TRIGGER_TIMEOUT",
          "TXN_SECURITY_METERING_ERROR");

  private final String base;
  private final Strategy strategy;

  Salesforce(Strategy strategy, String apiVersion) {
    this.strategy = strategy;
    this.base = "/services/data/v" + apiVersion;
  }

  @Override
  public int batchLimit() {
    return strategy == Strategy.BATCH ? BATCH : 1;
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    return strategy == Strategy.BATCH ? all(batch) : one(batch.get(0));
  }

  private Step<List<Outcome>> one(MappedRecord record) {
    String path =
        "%s/sobjects/%s/%s/%s"
            .formatted(base, record.object(), record.keyField(), Urls.encoded(record.key()));
    return ask(Call.json("PATCH", path, PlainJson.fieldsOf(record), Call.Effect.IDEMPOTENT_WRITE))
        .map(reply -> List.of(Outcome.APPLIED));
  }

  private Step<List<Outcome>> all(List<MappedRecord> batch) {
    MappedRecord any = batch.get(0);
    ObjectNode body = JSON.objectNode().put("allOrNone", false);
    ArrayNode records = body.putArray("records");
    for (MappedRecord record : batch) {
      ObjectNode one = records.addObject();
      one.putObject("attributes").put("type", record.object());
      one.setAll(PlainJson.object(record));
    }
    String path = base + "/composite/sobjects/" + any.object() + "/" + any.keyField();
    return ask(Call.json("PATCH", path, body, Call.Effect.IDEMPOTENT_WRITE))
        .then(reply -> perItem(batch.size(), reply));
  }

  private static Step<List<Outcome>> perItem(int count, Reply reply) {
    JsonNode results = reply.json();
    if (!results.isArray() || results.size() != count) {
      return new Step.Failed<>(
          Outcome.RetryLater.soon(
              "not the results of %d records: %s".formatted(count, reply.text())));
    }
    List<Outcome> outcomes = new ArrayList<>();
    results.forEach(result -> outcomes.add(outcome(result)));
    return new Step.Done<>(outcomes);
  }

  private static Outcome outcome(JsonNode result) {
    if (result.path("success").asBoolean()) {
      return Outcome.APPLIED;
    }
    JsonNode error = result.path("errors").path(0);
    String code = error.path("statusCode").asText();
    String words = code + ": " + error.path("message").asText();
    return PASSING.contains(code) ? Outcome.RetryLater.soon(words) : new Outcome.Rejected(words);
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    String property = lookup.take() == null ? "Id" : lookup.take();
    JsonNode wanted = PlainJson.json(criterion.value());
    boolean quoted = wanted.isTextual() && !(criterion.value() instanceof Value.Day);
    // SOQL compares texts without regard to case: ignoreCase changes nothing.
    String query =
        "SELECT %s FROM %s WHERE %s = %s ORDER BY Id LIMIT 2"
            .formatted(
                property,
                lookup.object(),
                criterion.field(),
                quoted ? Urls.soqlText(wanted.textValue()) : PlainJson.text(criterion.value()));
    return ask(Call.get(base + "/query?q=" + Urls.encoded(query)))
        .map(reply -> {
          List<Value> values = new ArrayList<>();
          reply
              .json()
              .path("records")
              .forEach(one -> values.add(new Value.Raw(one.path(property))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    return ask(Call.json(
            "POST",
            base + "/sobjects/" + lookup.object(),
            PlainJson.object(fields),
            Call.Effect.CREATE))
        .map(reply -> new Value.Raw(reply.json().path("id")));
  }

  private static Step<Reply> ask(Call call) {
    return Checks.ask(call, Salesforce::failure, Step.Done::new);
  }

  private static Optional<Outcome.Failure> failure(Reply reply) {
    String code = reply.json().path(0).path("errorCode").asText();
    if (!reply.isSuccess() && PASSING.contains(code)) {
      return Optional.of(Checks.later(reply, code + ": " + Messages.of(reply)));
    }
    if (reply.status() == 300) {
      return Optional.of(
          new Outcome.Rejected(
              "several records have this external id; make the field unique: " + reply.text()));
    }
    return Checks.status(reply, r -> (code.isEmpty() ? "" : code + ": ") + Messages.of(r));
  }
}
