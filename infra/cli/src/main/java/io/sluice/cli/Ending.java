package io.sluice.cli;

import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentRejected;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewRequested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a document left the machine's hands.
 *
 * @param documentType the class, or null if no model has seen it
 * @param classConfidence in [0, 1]
 * @param confidence of the whole document, in [0, 1]; null if nobody stated one
 * @param lineItems the rows that were read; null for none
 * @param doubts what kept it from being accepted
 * @param why for people, in words
 * @param reason the closed reason of a rejection
 * @param endedAt milliseconds since the epoch
 */
public record Ending(
    String documentId,
    Route route,
    @Nullable String fileName,
    @Nullable String documentType,
    double classConfidence,
    @Nullable Double confidence,
    List<ExtractedField> fields,
    @Nullable LineItems lineItems,
    List<Doubt> doubts,
    String why,
    @Nullable String reason,
    long endedAt) {

  /** The routes as the results format names them. */
  public enum Route {
    ACCEPTED,
    REVIEW,
    REJECTED
  }

  static Ending of(DocumentCompleted completed) {
    return new Ending(
        completed.getDocumentId(),
        Route.ACCEPTED,
        completed.getFileName(),
        completed.getDocumentType(),
        completed.getClassConfidence(),
        completed.getConfidence(),
        completed.getFields(),
        completed.getLineItems(),
        List.of(),
        completed.getReviewer() == null
            ? "every threshold and validator holds"
            : "decided by " + completed.getReviewer(),
        null,
        completed.getCompletedAt().toEpochMilli());
  }

  static Ending of(ReviewRequested review) {
    Prediction prediction = review.getPrediction();
    return new Ending(
        review.getDocumentId(),
        Route.REVIEW,
        review.getFileName(),
        review.getDocumentType(),
        prediction == null ? 0 : prediction.getClasses().get(0).getProbability(),
        null,
        prediction == null ? List.of() : prediction.getFields(),
        prediction == null ? null : prediction.getLineItems(),
        review.getDoubts(),
        inWords(review.getDoubts()),
        null,
        review.getRequestedAt().toEpochMilli());
  }

  static Ending of(DocumentRejected rejected) {
    return new Ending(
        rejected.getDocumentId(),
        Route.REJECTED,
        rejected.getFileName(),
        null,
        0,
        null,
        List.of(),
        null,
        List.of(),
        rejected.getMessage(),
        rejected.getReason().name(),
        rejected.getRejectedAt().toEpochMilli());
  }

  /** A doubt that several fields share is said once. */
  static String inWords(List<Doubt> doubts) {
    Map<String, List<String>> fieldsByMessage = new LinkedHashMap<>();
    for (Doubt doubt : doubts) {
      List<String> fields =
          fieldsByMessage.computeIfAbsent(doubt.getMessage(), message -> new ArrayList<>());
      if (doubt.getField() != null) {
        fields.add(doubt.getField());
      }
    }
    return fieldsByMessage.entrySet().stream()
        .map(e ->
            e.getValue().isEmpty()
                ? e.getKey()
                : String.join(", ", e.getValue()) + ": " + e.getKey())
        .collect(Collectors.joining("; "));
  }
}
