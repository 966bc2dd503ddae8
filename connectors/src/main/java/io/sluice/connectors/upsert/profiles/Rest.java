package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Any target that takes JSON.
 *
 * <ul>
 *   <li>PUT, PATCH: {@code <method> /<object>/<key>}, an upsert.
 *   <li>BATCH: {@code POST /<object>/batch} with an array; the answer is an array (or {@code
 *       {"results": […]}}) with {@code status} and {@code message} for each, in order.
 *   <li>LOOKUP_THEN_WRITE: {@code GET /<object>?<keyField>=<key>}, then {@code POST /<object>} or
 *       {@code PATCH /<object>/<id>}.
 * </ul>
 *
 * Every write carries an idempotency key: document and revision.
 */
final class Rest implements Target, ObjectApi {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A batch's key is a hash: the keys of many records are too long for a header. */
  private static final int LONGEST_KEY = 200;

  private static final int BATCH = 1000;
  private static final List<String> LISTS = List.of("items", "results", "value", "data");

  private final Strategy strategy;
  private final String prefix;
  private final String keyHeader;
  private final LookupThenWrite upsert = new LookupThenWrite(this);

  /**
   * A profile.
   *
   * @param prefix the path before the object's name, such as {@code /api/v1}; may be empty
   * @param keyHeader the header for the idempotency key; blank for none
   */
  Rest(Strategy strategy, String prefix, String keyHeader) {
    this.strategy = strategy;
    this.prefix = prefix;
    this.keyHeader = keyHeader;
  }

  @Override
  public int batchLimit() {
    return strategy == Strategy.BATCH ? BATCH : 1;
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    return switch (strategy) {
      case PUT, PATCH -> one(strategy.name(), batch.get(0));
      case BATCH -> all(batch);
      case LOOKUP_THEN_WRITE -> upsert.write(batch);
    };
  }

  private Step<List<Outcome>> one(String method, MappedRecord record) {
    String path = path(record.object()) + "/" + Urls.encoded(record.key());
    Call call = Call.json(method, path, PlainJson.object(record), Call.Effect.IDEMPOTENT_WRITE);
    return ask(keyed(call, List.of(record))).map(reply -> List.of(Outcome.APPLIED));
  }

  private Step<List<Outcome>> all(List<MappedRecord> batch) {
    ArrayNode body = JSON.arrayNode();
    batch.forEach(record -> body.add(PlainJson.object(record)));
    Call call =
        Call.json(
            "POST", path(batch.get(0).object()) + "/batch", body, Call.Effect.IDEMPOTENT_WRITE);
    return ask(keyed(call, batch)).then(reply -> perItem(batch, reply));
  }

  private static Step<List<Outcome>> perItem(List<MappedRecord> batch, Reply reply) {
    JsonNode results = list(reply.json());
    if (results.size() != batch.size()) {
      return new Step.Failed<>(
          Outcome.RetryLater.soon(
              "%d results for %d records: %s"
                  .formatted(results.size(), batch.size(), reply.text())));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode one : results) {
      Reply item = new Reply(one.path("status").asInt(200), Map.of(), one.toString(), reply.at());
      outcomes.add(
          Checks.status(item, Messages::of).<Outcome>map(why -> why).orElse(Outcome.APPLIED));
    }
    return new Step.Done<>(outcomes);
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    String property = lookup.take() == null ? "id" : lookup.take();
    return search(lookup.object(), criterion.field(), PlainJson.text(criterion.value()))
        .map(found -> {
          List<Value> values = new ArrayList<>();
          found.forEach(one -> values.add(new Value.Raw(one.path(property))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    String property = lookup.take() == null ? "id" : lookup.take();
    return ask(Call.json(
            "POST", path(lookup.object()), PlainJson.object(fields), Call.Effect.CREATE))
        .map(reply -> new Value.Raw(reply.json().path(property)));
  }

  @Override
  public Step<List<Existing>> find(List<MappedRecord> records) {
    return Step.each(records, this::found)
        .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private Step<List<Existing>> found(MappedRecord record) {
    return search(record.object(), record.keyField(), record.key())
        .map(found -> {
          List<Existing> all = new ArrayList<>();
          for (JsonNode one : found) {
            long revision =
                record.revisionMark() == null
                    ? 0
                    : record
                        .revisionMark()
                        .read(one.path(record.revisionMark().field()).asText(""));
            all.add(new Existing(one.path("id"), record.key(), revision, Map.of(), null));
          }
          return all;
        });
  }

  @Override
  public Step<List<JsonNode>> create(List<MappedRecord> records) {
    return Step.each(
        records,
        record ->
            ask(keyed(
                    Call.json(
                        "POST",
                        path(record.object()),
                        PlainJson.object(record),
                        Call.Effect.CREATE),
                    List.of(record)))
                .map(reply -> reply.json().path("id")));
  }

  @Override
  public Step<Boolean> update(MappedRecord record, Existing there) {
    Call call =
        Call.json(
            "PATCH",
            path(record.object()) + "/" + Urls.encoded(there.id().asText()),
            PlainJson.object(record),
            Call.Effect.IDEMPOTENT_WRITE);
    return ask(keyed(call, List.of(record))).map(reply -> true);
  }

  @Override
  public Step<Boolean> delete(String object, List<Existing> unchanged) {
    return Step.each(
            unchanged,
            one ->
                ask(
                    new Call(
                        "DELETE",
                        path(object) + "/" + Urls.encoded(one.id().asText()),
                        Map.of(),
                        null,
                        Call.Effect.IDEMPOTENT_WRITE,
                        false)))
        .map(done -> true);
  }

  private Step<JsonNode> search(String object, String field, String value) {
    return ask(Call.get(path(object) + "?" + Urls.encoded(field) + "=" + Urls.encoded(value)))
        .map(reply -> list(reply.json()));
  }

  private String path(String object) {
    return prefix + "/" + object;
  }

  private Call keyed(Call call, List<MappedRecord> records) {
    if (keyHeader.isBlank()) {
      return call;
    }
    String key =
        records.stream().map(MappedRecord::idempotencyKey).collect(Collectors.joining(","));
    return call.with(
        keyHeader,
        key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c > ' ' && c < 127)
            ? key
            : hash(key));
  }

  private static String hash(String text) {
    return Ids.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Step<Reply> ask(Call call) {
    return Checks.ask(call, reply -> Checks.status(reply, Messages::of), Step.Done::new);
  }

  /** The array itself, or the one in an envelope. */
  private static JsonNode list(@Nullable JsonNode json) {
    if (json == null || json.isArray()) {
      return json == null ? JSON.arrayNode() : json;
    }
    return LISTS.stream()
        .map(json::path)
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseGet(JSON::arrayNode);
  }
}
