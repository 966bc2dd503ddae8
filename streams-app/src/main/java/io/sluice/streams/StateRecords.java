package io.sluice.streams;

import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.events.ReviewPurpose;
import io.sluice.streams.life.Document;
import io.sluice.streams.life.Opinion;
import io.sluice.streams.life.Question;
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
    to.put("earlier", List.of());
    to.put("opinions", List.of());
    if (state instanceof State.Parsed parsed) {
      to.put("parsed", parsed.parsed());
    }
    switch (state) {
      case State.Parsing s -> {}
      case State.Inferring s -> {
        to.put("pool", s.pool().name());
        to.put("earlier", s.earlier());
      }
      case State.Escalated s -> {
        to.put("prediction", s.prediction());
        to.put("earlier", s.earlier());
        to.put("doubts", s.doubts());
      }
      case State.InReview s -> {
        to.put("documentType", s.question().documentType());
        question(to, s.question());
      }
      case State.Completed s -> {
        to.put("documentType", s.documentType());
        to.put("words", s.how());
        if (s.audit() != null) {
          to.put("attempt", s.audit().attempt());
          to.put("parsed", s.audit().parsed());
          question(to, s.audit().question());
        }
      }
      case State.Replaced s -> to.put("words", s.how());
      case State.Rejected s -> {
        to.put("reason", s.reason().name());
        to.put("words", s.message());
      }
    }
    return to;
  }

  /** But for its type: that of an audit is the document's. */
  private static void question(GenericRecord to, Question question) {
    to.put("purpose", question.purpose().name());
    to.put("prediction", question.prediction());
    to.put("earlier", question.earlier());
    to.put("doubts", question.doubts());
    to.put("opinions", question.opinions().stream().map(StateRecords::opinion).toList());
  }

  private static GenericRecord opinion(Opinion opinion) {
    GenericRecord to = new GenericData.Record(StateSchema.OPINION);
    to.put("reviewer", opinion.reviewer());
    to.put("said", opinion.said());
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
              document,
              parsed(from),
              Pool.valueOf(text(from, "pool")),
              earlier(from),
              attempt,
              since,
              deadline);
      case "ESCALATED" ->
          new State.Escalated(
              document,
              parsed(from),
              Objects.requireNonNull((Prediction) from.get("prediction")),
              earlier(from),
              doubts(from),
              attempt,
              since,
              deadline);
      case "IN_REVIEW" ->
          new State.InReview(document, parsed(from), question(from), attempt, since);
      case "COMPLETED" ->
          new State.Completed(
              document,
              text(from, "documentType"),
              text(from, "words"),
              since,
              deadline,
              audit(from, attempt));
      case "REJECTED" ->
          new State.Rejected(
              document, Reason.valueOf(text(from, "reason")), text(from, "words"), since, deadline);
      case "REPLACED" -> new State.Replaced(document, text(from, "words"), since, deadline);
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
        texts((Map<?, ?>) from.get("attributes")),
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

  private static List<Prediction> earlier(GenericRecord from) {
    return ((List<?>) from.get("earlier")).stream().map(one -> (Prediction) one).toList();
  }

  /** Releases before the fourth version of the schema asked for one reason only. */
  private static Question question(GenericRecord from) {
    String purpose = optional(from, "purpose");
    return new Question(
        purpose == null ? ReviewPurpose.DOUBT : ReviewPurpose.valueOf(purpose),
        optional(from, "documentType"),
        (Prediction) from.get("prediction"),
        earlier(from),
        doubts(from),
        ((List<?>) from.get("opinions"))
            .stream().map(one -> opinion((GenericRecord) one)).toList());
  }

  private static State.@Nullable OpenAudit audit(GenericRecord from, int attempt) {
    return optional(from, "purpose") == null
        ? null
        : new State.OpenAudit(parsed(from), question(from), attempt);
  }

  private static Opinion opinion(GenericRecord from) {
    return new Opinion(text(from, "reviewer"), texts((Map<?, ?>) from.get("said")));
  }

  private static List<String> texts(GenericRecord from, String field) {
    return ((List<?>) from.get(field)).stream().map(Object::toString).toList();
  }

  private static Map<String, String> texts(Map<?, ?> pairs) {
    Map<String, String> texts = new LinkedHashMap<>();
    pairs.forEach((k, v) -> texts.put(k.toString(), v.toString()));
    return texts;
  }

  private static String text(GenericRecord from, String field) {
    return Objects.requireNonNull(optional(from, field), field);
  }

  private static @Nullable String optional(GenericRecord from, String field) {
    Object value = from.get(field);
    return value == null ? null : value.toString();
  }
}
