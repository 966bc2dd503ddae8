package io.sluice.streams.life;

import io.sluice.events.ChildPart;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Place;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.rules.Decisions;
import io.sluice.rules.SameValue;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a person's decision makes of a reading. Pure. */
final class Verdicts {
  private static final int LONGEST_COMMENT = 2_000;
  private static final int LONGEST_OBJECTION = 1_000;

  private Verdicts() {}

  sealed interface Applied {}

  /** Something that can be carried out. */
  sealed interface Said extends Applied {}

  /** It becomes this. */
  record Vouched(Reading reading) implements Said {}

  /** It becomes nothing. */
  record Refused(String comment) implements Said {}

  /** It becomes other documents. */
  record Replaced(List<ChildPart> parts) implements Said {}

  /** The decision cannot be carried out; people are told why. */
  record Unusable(String message) implements Applied {}

  static Applied apply(
      String documentId,
      ParsedDocument parsed,
      Question question,
      ReviewDecided decision,
      DocumentTypes types) {
    List<String> objections = Objections.toForm(question, decision);
    if (!objections.isEmpty()) {
      return unusable(objections);
    }
    return switch (decision.getVerdict()) {
      case REJECT -> new Refused(inWords(decision));
      case ACCEPT, CORRECT -> corrected(question, decision, types, parsed.getPageCount());
      case REPLACE -> {
        List<String> against = Objections.toParts(documentId, decision.getParts());
        yield against.isEmpty()
            ? new Replaced(List.copyOf(decision.getParts()))
            : unusable(against);
      }
      case UNKNOWN ->
          new Unusable(
              "a verdict is one of "
                  + List.of(Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT, Verdict.REPLACE));
    };
  }

  /** What the machines have read, as if somebody had accepted it. */
  static Vouched asRead(Question question, DocumentTypes types) {
    String name = Objects.requireNonNullElse(question.documentType(), "");
    List<ExtractedField> fields =
        types
            .find(name)
            .map(type -> fields(type, question.prediction(), Map.of(), Map.of()))
            .orElseGet(() ->
                question.prediction() == null ? List.of() : question.prediction().getFields());
    return new Vouched(
        Reading.of(
            name,
            probability(question.prediction(), name),
            fields,
            question.prediction() == null ? null : question.prediction().getLineItems()));
  }

  /** Who refused it, and why; no longer than a record can carry. */
  private static String inWords(ReviewDecided decision) {
    String comment = decision.getComment();
    return comment == null || comment.isBlank()
        ? "rejected by " + decision.getReviewer()
        : shortened(decision.getReviewer() + ": " + comment, LONGEST_COMMENT);
  }

  private static Applied unusable(List<String> objections) {
    return new Unusable(shortened(String.join("; ", objections), LONGEST_OBJECTION));
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static Applied corrected(
      Question question, ReviewDecided decision, DocumentTypes types, int pages) {
    String chosen = decision.getDocumentType();
    String name = chosen != null || question.isAudit() ? chosen : question.documentType();
    if (name == null) {
      return new Unusable(
          question.isAudit()
              ? "an audit names the type"
              : "no model could read the document: the decision must name its type");
    }
    DocumentType type = types.find(name).orElse(null);
    if (type == null) {
      return unusable(List.of("'" + name + "' is no document type here"));
    }
    List<String> objections = Decisions.objections(type, decision, question.isAudit(), pages);
    if (!objections.isEmpty()) {
      return unusable(objections);
    }
    boolean byPerson = chosen != null && !(decision.getVerdict() == Verdict.ACCEPT);
    Reading reading =
        Reading.of(
            name,
            byPerson ? 1 : probability(question.prediction(), name),
            fields(
                type,
                question.prediction(),
                decision.getPlaces(),
                corrections(type, question, decision)),
            lineItems(question, name, decision.getLineItems()));
    List<String> against = Objections.toValues(type, reading);
    return against.isEmpty() ? new Vouched(reading) : unusable(against);
  }

  /** An audit names every field: of those that say the same, nothing has to be corrected. */
  private static Map<String, @Nullable String> corrections(
      DocumentType type, Question question, ReviewDecided decision) {
    Prediction prediction = question.prediction();
    if (!question.isAudit() || prediction == null || !type.name().equals(question.documentType())) {
      return decision.getFields();
    }
    Map<String, @Nullable String> corrections = new LinkedHashMap<>(decision.getFields());
    for (ExtractedField read : prediction.getFields()) {
      type.field(read.getName())
          .filter(spec ->
              Objects.equals(
                  SameValue.form(spec, read.getValue()),
                  SameValue.form(spec, decision.getFields().get(read.getName()))))
          .ifPresent(spec -> corrections.remove(spec.name()));
    }
    return corrections;
  }

  /** In the type's order: as corrected, else as read; what neither names is left out. */
  private static List<ExtractedField> fields(
      DocumentType type,
      @Nullable Prediction prediction,
      Map<String, Place> places,
      Map<String, @Nullable String> corrections) {
    Map<String, ExtractedField> read = new LinkedHashMap<>();
    if (prediction != null) {
      prediction.getFields().forEach(field -> read.putIfAbsent(field.getName(), field));
    }
    corrections.forEach((field, value) -> read.put(field, byPerson(field, value)));
    places.forEach((field, place) -> read.computeIfPresent(field, (n, value) -> at(place, value)));
    return type.fields().stream()
        .map(FieldSpec::name)
        .filter(read::containsKey)
        .map(read::get)
        .toList();
  }

  /** As the decision has them, else as read, unless the class has changed. */
  private static @Nullable LineItems lineItems(
      Question question, String name, @Nullable LineItems decided) {
    if (decided != null) {
      return byPerson(decided);
    }
    Prediction prediction = question.prediction();
    return prediction == null || !name.equals(question.documentType())
        ? null
        : prediction.getLineItems();
  }

  /** Empty rows without charges and allowances say that there are none. */
  private static @Nullable LineItems byPerson(LineItems decided) {
    List<LineItem> rows = decided.getRows();
    if (rows.isEmpty() && decided.getCharges() == null && decided.getAllowances() == null) {
      return null;
    }
    return LineItems.newBuilder(decided)
        .setReader(Reader.PERSON)
        .setRowsRead((int) rows.stream().filter(row -> row.getLineTotal() != null).count())
        .setRowsSeen(null)
        .setPageProven(false)
        .build();
  }

  private static ExtractedField byPerson(String field, @Nullable String value) {
    return ExtractedField.newBuilder()
        .setName(field)
        .setValue(value)
        .setRawConfidence(1)
        .setConfidence(1)
        .setReader(Reader.PERSON)
        .build();
  }

  /** Where a person saw it: that it is a slice of the text nobody says any more. */
  private static ExtractedField at(Place place, ExtractedField field) {
    if (field.getValue() == null) {
      return field;
    }
    return ExtractedField.newBuilder(field)
        .setPage(place.getPage())
        .setBox(place.getBox())
        .setStart(null)
        .setEnd(null)
        .build();
  }

  private static double probability(@Nullable Prediction prediction, String name) {
    return prediction == null
        ? 1
        : prediction.getClasses().stream()
            .filter(c -> c.getName().equals(name))
            .mapToDouble(c -> c.getProbability())
            .findFirst()
            .orElse(1);
  }
}
