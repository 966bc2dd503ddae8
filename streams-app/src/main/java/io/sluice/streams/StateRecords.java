package io.sluice.streams;

import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.streams.life.Document;
import io.sluice.streams.life.State;
import io.sluice.types.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** States as records of {@link StateSchema}, and back. */
final class StateRecords {
  private StateRecords() {}

  static GenericRecord write(State.Known state) {
    GenericRecord to = new GenericData.Record(StateSchema.STATE);
    to.put("kind", state.stage().name());
    to.put("document", document(state.document()));
    to.put("since", state.since().toEpochMilli());
    to.put("attempt", state instanceof State.Waiting waiting ? waiting.attempt() : 0);
    Instant deadline = state.deadline();
    to.put("deadline", deadline == null ? null : deadline.toEpochMilli());
    to.put("doubts", List.of());
    if (state instanceof State.Parsed parsed) {
      to.put("parsed", parsed.parsed());
    }
    switch (state) {
      case State.Parsing s -> {}
      case State.Inferring s -> to.put("pool", s.pool().name());
      case State.Escalated s -> {
        to.put("prediction", s.prediction());
        to.put("doubts", s.doubts());
      }
      case State.InReview s -> {
        to.put("documentType", s.documentType());
        to.put("prediction", s.prediction());
        to.put("doubts", s.doubts());
      }
      case State.Completed s -> {
        to.put("documentType", s.documentType());
        to.put("words", s.how());
      }
      case State.Rejected s -> {
        to.put("reason", s.reason().name());
        to.put("words", s.message());
      }
    }
    return to;
  }

  static State.Known read(GenericRecord from) {
    Document document = document((GenericRecord) from.get("document"));
    Instant since = Instant.ofEpochMilli((long) from.get("since"));
    int attempt = (int) from.get("attempt");
    Long at = (Long) from.get("deadline");
    Instant deadline = at == null ? Instant.MAX : Instant.ofEpochMilli(at);
    return switch (text(from, "kind")) {
      case "PARSING" -> new State.Parsing(document, attempt, since, deadline);
      case "INFERRING" ->
          new State.Inferring(
              document, parsed(from), Pool.valueOf(text(from, "pool")), attempt, since, deadline);
      case "ESCALATED" ->
          new State.Escalated(
              document,
              parsed(from),
              Objects.requireNonNull((Prediction) from.get("prediction")),
              doubts(from),
              attempt,
              since,
              deadline);
      case "IN_REVIEW" ->
          new State.InReview(
              document,
              parsed(from),
              optional(from, "documentType"),
              (Prediction) from.get("prediction"),
              doubts(from),
              attempt,
              since);
      case "COMPLETED" ->
          new State.Completed(
              document, text(from, "documentType"), text(from, "words"), since, deadline);
      case "REJECTED" ->
          new State.Rejected(
              document, Reason.valueOf(text(from, "reason")), text(from, "words"), since, deadline);
      default ->
          throw new org.apache.avro.AvroRuntimeException("no such state: " + from.get("kind"));
    };
  }

  private static GenericRecord document(Document document) {
    GenericRecord to = new GenericData.Record(StateSchema.DOCUMENT);
    to.put("id", document.id());
    to.put("tenant", document.tenant());
    to.put("source", document.source());
    to.put("fileName", document.fileName());
    to.put("dataClass", document.dataClass().name());
    to.put("sha256", document.sha256());
    to.put("original", document.original());
    to.put("parentId", document.parentId());
    to.put("depth", document.depth());
    to.put("attributes", document.attributes());
    to.put("receivedAt", document.receivedAt().toEpochMilli());
    to.put("children", document.children());
    to.put("duplicates", document.duplicates());
    to.put("conflicts", document.conflicts());
    to.put("replay", document.replay());
    return to;
  }

  private static Document document(GenericRecord from) {
    Map<String, String> attributes = new LinkedHashMap<>();
    ((Map<?, ?>) from.get("attributes"))
        .forEach((k, v) -> attributes.put(k.toString(), v.toString()));
    return new Document(
        text(from, "id"),
        text(from, "tenant"),
        text(from, "source"),
        optional(from, "fileName"),
        DataClass.valueOf(text(from, "dataClass")),
        text(from, "sha256"),
        (ContentReference) from.get("original"),
        optional(from, "parentId"),
        (int) from.get("depth"),
        attributes,
        Instant.ofEpochMilli((long) from.get("receivedAt")),
        texts(from, "children"),
        (int) from.get("duplicates"),
        texts(from, "conflicts"),
        (int) from.get("replay"));
  }

  private static ParsedDocument parsed(GenericRecord from) {
    return Objects.requireNonNull((ParsedDocument) from.get("parsed"));
  }

  private static List<Doubt> doubts(GenericRecord from) {
    List<Doubt> doubts = new ArrayList<>();
    ((List<?>) from.get("doubts")).forEach(doubt -> doubts.add((Doubt) doubt));
    return doubts;
  }

  private static List<String> texts(GenericRecord from, String field) {
    return ((List<?>) from.get(field)).stream().map(Object::toString).toList();
  }

  private static String text(GenericRecord from, String field) {
    return Objects.requireNonNull(optional(from, field), field);
  }

  private static @Nullable String optional(GenericRecord from, String field) {
    Object value = from.get(field);
    return value == null ? null : value.toString();
  }
}
