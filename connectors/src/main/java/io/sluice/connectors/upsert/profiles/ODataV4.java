package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.sluice.connectors.upsert.Strategy;
import io.sluice.connectors.upsert.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * OData 4.0 (OASIS "OData Version 4.0 Part 1: Protocol"), as SAP and Dynamics 365 speak it. The key
 * field is a key or an alternate key of the entity set.
 *
 * <ul>
 *   <li>PATCH, PUT: upsert by key (section 11.4.4).
 *   <li>BATCH: the same, many in one {@code $batch} (section 11.7), each with its own result.
 *   <li>LOOKUP_THEN_WRITE: for services without upsert, or with ETags: read, then create, or change
 *       with {@code If-Match}.
 * </ul>
 *
 * A CSRF token, as SAP wants it, is fetched with the session and anew when the service asks for it.
 */
final class ODataV4 implements Target {
  private static final int BATCH = 100;
  private static final String CSRF = "X-CSRF-Token";

  private final Strategy strategy;
  private final boolean csrf;

  ODataV4(Strategy strategy, boolean csrf) {
    this.strategy = strategy;
    this.csrf = csrf;
  }

  @Override
  public int batchLimit() {
    return strategy == Strategy.BATCH ? BATCH : 1;
  }

  @Override
  public Reply nothingFound() {
    return new Reply(404, Map.of(), "", Instant.EPOCH);
  }

  @Override
  public Step<Session> open(Credentials credentials) {
    return csrf ? credentials.open().then(ODataV4::withCsrfToken) : credentials.open();
  }

  /** The token belongs to the session cookies that came with it. */
  private static Step<Session> withCsrfToken(Session session) {
    Call fetch = Call.get("/").with(CSRF, "Fetch");
    for (Map.Entry<String, String> header : session.headers().entrySet()) {
      fetch = fetch.with(header.getKey(), header.getValue());
    }
    return Checks.ask(
        fetch,
        reply -> Checks.status(reply, Messages::of),
        reply -> {
          Map<String, String> headers = new LinkedHashMap<>(session.headers());
          reply.header(CSRF).ifPresent(token -> headers.put(CSRF, token));
          String cookies =
              reply.headers().getOrDefault("set-cookie", List.of()).stream()
                  .map(cookie -> cookie.split(";", 2)[0])
                  .collect(Collectors.joining("; "));
          if (!cookies.isEmpty()) {
            headers.put("Cookie", cookies);
          }
          return new Step.Done<>(new Session(headers, session.expires()));
        });
  }

  @Override
  public Step<List<Outcome>> write(List<MappedRecord> batch) {
    return switch (strategy) {
      case PUT, PATCH ->
          ask(upsert(strategy.name(), batch.get(0))).map(reply -> List.of(Outcome.APPLIED));
      case BATCH -> all(batch);
      case LOOKUP_THEN_WRITE -> look(batch.get(0)).map(List::of);
    };
  }

  private static Call upsert(String method, MappedRecord record) {
    return Call.json(
        method, "/" + entity(record), PlainJson.fieldsOf(record), Call.Effect.IDEMPOTENT_WRITE);
  }

  private static Step<List<Outcome>> all(List<MappedRecord> batch) {
    List<Call> parts = batch.stream().map(record -> upsert("PATCH", record)).toList();
    return ask(ODataBatch.call(parts))
        .then(reply -> {
          List<Reply> answers = ODataBatch.answers(reply);
          if (answers.size() != batch.size()) {
            return new Step.Failed<>(
                Outcome.RetryLater.soon(
                    "%d answers to %d requests of a $batch"
                        .formatted(answers.size(), batch.size())));
          }
          return new Step.Done<>(answers.stream().map(ODataV4::outcome).toList());
        });
  }

  private static Outcome outcome(Reply answer) {
    return failure(answer).<Outcome>map(why -> why).orElse(Outcome.APPLIED);
  }

  private static Step<Outcome> look(MappedRecord record) {
    return new Step.Ask<>(
        Call.get("/" + entity(record)),
        reply -> {
          if (reply.status() == 404) {
            return create(record);
          }
          return failure(reply)
              .<Step<Outcome>>map(Step.Failed::new)
              .orElseGet(() -> update(record, reply));
        });
  }

  private static Step<Outcome> create(MappedRecord record) {
    Call call =
        Call.json(
            "POST",
            "/" + record.object(),
            PlainJson.object(record),
            // The key is unique: a second creation is refused, so nothing is in doubt.
            Call.Effect.IDEMPOTENT_WRITE);
    return new Step.Ask<>(
        call,
        reply ->
            reply.status() == 409
                ? new Step.Failed<>(
                    Outcome.RetryLater.soon("somebody has just created " + record.key()))
                : failure(reply)
                    .<Step<Outcome>>map(Step.Failed::new)
                    .orElseGet(() -> new Step.Done<>(Outcome.APPLIED)));
  }

  private static Step<Outcome> update(MappedRecord record, Reply there) {
    if (record.revisionMark() != null) {
      String written = there.json().path(record.revisionMark().field()).asText("");
      if (record.revisionMark().read(written) >= record.revision()) {
        return new Step.Done<>(Outcome.APPLIED);
      }
    }
    Call call = upsert("PATCH", record);
    Optional<String> etag = there.header("etag");
    return ask(etag.isPresent() ? call.with("If-Match", etag.get()) : call)
        .map(reply -> Outcome.APPLIED);
  }

  @Override
  public Step<List<Value>> find(Lookup lookup, Lookup.Criterion criterion) {
    String property = lookup.take() == null ? criterion.field() : lookup.take();
    JsonNode wanted = PlainJson.json(criterion.value());
    boolean quoted = wanted.isTextual() && !(criterion.value() instanceof Value.Day);
    String text = quoted ? Urls.odataText(wanted.textValue()) : PlainJson.text(criterion.value());
    String filter =
        criterion.ignoreCase() && quoted
            ? "tolower(" + criterion.field() + ") eq tolower(" + text + ")"
            : criterion.field() + " eq " + text;
    return ask(Call.get(
            "/"
                + lookup.object()
                + "?$filter="
                + Urls.encoded(filter)
                + "&$top=2&$select="
                + Urls.encoded(property)))
        .map(reply -> {
          List<Value> values = new ArrayList<>();
          reply.json().path("value").forEach(one -> values.add(new Value.Raw(one.path(property))));
          return values;
        });
  }

  @Override
  public Step<Value> create(Lookup lookup, Map<String, Value> fields) {
    String property = lookup.take() == null ? lookup.criteria().get(0).field() : lookup.take();
    return ask(Call.json(
            "POST", "/" + lookup.object(), PlainJson.object(fields), Call.Effect.CREATE))
        .map(reply -> new Value.Raw(reply.json().path(property)));
  }

  /** {@code Invoices(DocumentId='…')}: the form that alternate keys need, and keys allow. */
  private static String entity(MappedRecord record) {
    return "%s(%s=%s)"
        .formatted(record.object(), record.keyField(), Urls.encoded(Urls.odataText(record.key())));
  }

  private static Step<Reply> ask(Call call) {
    return Checks.ask(call, ODataV4::failure, Step.Done::new);
  }

  private static Optional<Outcome.Failure> failure(Reply reply) {
    boolean wantsToken =
        reply.status() == 403
            && reply.header(CSRF).map(value -> value.equalsIgnoreCase("required")).orElse(false);
    return wantsToken
        ? Optional.of(new Outcome.Unauthorised("the CSRF token has expired"))
        : Checks.status(reply, Messages::of);
  }
}
