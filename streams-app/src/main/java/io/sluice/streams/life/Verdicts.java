package io.sluice.streams.life;

import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person's decision makes of a reading. Pure. */
final class Verdicts {
  private Verdicts() {}

  sealed interface Applied {}

  /** It becomes this. */
  record Vouched(Reading reading) implements Applied {}

  /** It becomes nothing. */
  record Refused(String comment) implements Applied {}

  /** The decision cannot be carried out; people are told why. */
  record Unusable(String message) implements Applied {}

  static Applied apply(State.InReview review, ReviewDecided decision, DocumentTypes types) {
    return switch (decision.getVerdict()) {
      case REJECT ->
          new Refused(
              decision.getComment() == null
                  ? "rejected by " + decision.getReviewer()
                  : decision.getReviewer() + ": " + decision.getComment());
      case ACCEPT -> corrected(review, null, Map.of(), types);
      case CORRECT -> corrected(review, decision.getDocumentType(), decision.getFields(), types);
      case REPLACE, UNKNOWN ->
          new Unusable(
              "a verdict is one of " + List.of(Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT));
    };
  }

  private static Applied corrected(
      State.InReview review,
      @Nullable String chosenType,
      Map<String, @Nullable String> corrections,
      DocumentTypes types) {
    String name = chosenType == null ? review.documentType() : chosenType;
    if (name == null) {
      return new Unusable("no model could read the document: the decision must name its type");
    }
    DocumentType type = types.find(name).orElse(null);
    if (type == null) {
      return new Unusable("'" + name + "' is no document type here");
    }
    List<String> strange =
        corrections.keySet().stream().filter(f -> type.field(f).isEmpty()).sorted().toList();
    if (!strange.isEmpty()) {
      return new Unusable("a " + name + " has no field " + String.join(", ", strange));
    }
    double classConfidence = chosenType == null ? probability(review.prediction(), name) : 1;
    return new Vouched(
        Reading.of(
            name,
            classConfidence,
            fields(type, review.prediction(), corrections),
            lineItems(review, name)));
  }

  /** In the type's order: as corrected, else as read; what neither names is left out. */
  private static List<ExtractedField> fields(
      DocumentType type,
      @Nullable Prediction prediction,
      Map<String, @Nullable String> corrections) {
    Map<String, ExtractedField> read = new LinkedHashMap<>();
    if (prediction != null) {
      prediction.getFields().forEach(field -> read.putIfAbsent(field.getName(), field));
    }
    corrections.forEach((field, value) -> read.put(field, byPerson(field, value)));
    return type.fields().stream()
        .map(FieldSpec::name)
        .filter(read::containsKey)
        .map(read::get)
        .toList();
  }

  /** A decision does not speak of line items: they stay as read, unless the class has changed. */
  private static @Nullable LineItems lineItems(State.InReview review, String name) {
    Prediction prediction = review.prediction();
    return prediction == null || !name.equals(review.documentType())
        ? null
        : prediction.getLineItems();
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
