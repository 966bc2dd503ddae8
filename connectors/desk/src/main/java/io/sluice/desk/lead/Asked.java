package io.sluice.desk.lead;

import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A review that waits for its decision.
 *
 * @param shown what the reviewer is shown; null for nothing
 * @param readings what each rung of the ladder had read, the last that which is shown
 */
record Asked(
    String documentId,
    String tenant,
    @Nullable String type,
    ReviewPurpose purpose,
    Instant at,
    @Nullable Opinion shown,
    List<Reading> readings) {

  /** What one field was read as, and by whom. @param value hashed, see {@link Forms} */
  record Reading(Tally.Read by, long value) {}

  static Asked of(ReviewRequested request, Forms forms) {
    String type = request.getDocumentType();
    Prediction prediction = request.getPrediction();
    List<Reading> readings = new ArrayList<>();
    Opinion shown = null;
    if (type != null && prediction != null) {
      request.getEarlier().forEach(rung -> read(type, rung, forms, readings));
      read(type, prediction, forms, readings);
      shown = Opinion.of(type, prediction.getFields(), prediction.getLineItems(), forms);
    }
    return new Asked(
        request.getDocumentId(),
        request.getTenant(),
        type,
        request.getPurpose(),
        request.getRequestedAt(),
        shown,
        List.copyOf(readings));
  }

  private static void read(
      String type, Prediction prediction, Forms forms, List<Reading> readings) {
    String model = prediction.getModel().getName() + " " + prediction.getModel().getVersion();
    for (ExtractedField field : prediction.getFields()) {
      readings.add(
          new Reading(
              new Tally.Read(model, field.getReader(), field.getName()),
              forms.hash(type, field.getName(), field.getValue())));
    }
    // A rung below may have taken it for another class; its word on that is worth counting.
    prediction.getClasses().stream()
        .findFirst()
        .ifPresent(first ->
            readings.add(
                new Reading(
                    new Tally.Read(model, io.sluice.events.Reader.MODEL, Tally.CLASS),
                    first.getName().hashCode())));
  }
}
