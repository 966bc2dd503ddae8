package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.dataset.Entry.Claim;
import io.sluice.evaluation.dataset.Entry.Label;
import io.sluice.evaluation.dataset.Entry.Said;
import io.sluice.evaluation.dataset.Entry.Spot;
import io.sluice.evaluation.dataset.Entry.Value;
import io.sluice.events.ContentReference;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.Place;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A decision together with what was asked.
 *
 * @param accepted the record that went out before an audit; null for other purposes, or once it is
 *     past its retention
 */
public record Decided(
    ReviewRequested request, ReviewDecided decision, @Nullable DocumentCompleted accepted) {

  /** The class that the decision leaves the document with; null for none. */
  @Nullable String documentType() {
    return decision.getDocumentType() == null
        ? request.getDocumentType()
        : decision.getDocumentType();
  }

  /** The decision as it is kept. */
  Entry entry(DocumentTypes types, Consents.Consent consent, List<String> words) {
    DocumentType type = types.find(String.valueOf(documentType())).orElseThrow();
    Map<String, Label> labels = labels(type);
    List<String> notInWords = new ArrayList<>();
    labels.forEach((name, label) -> {
      FieldSpec field = type.field(name).orElseThrow();
      if (label.value() != null && !InWords.hold(words, field, label.value())) {
        notInWords.add(name);
      }
    });
    return new Entry(
        request.getDocumentId(),
        request.getTaskId(),
        request.getTenant(),
        request.getSource(),
        request.getMediaType(),
        claim(request.getOriginal()),
        claim(request.getContent()),
        request.getPurpose().name(),
        decision.getVerdict().name(),
        type.name(),
        labels,
        json(decision.getLineItems()),
        decision.getReviewer(),
        decision.getDecidedAt().toString(),
        decision.getWorkMillis(),
        models(),
        request.getDoubts().stream().map(Doubt::getCode).distinct().sorted().toList(),
        consent.licence(),
        consent.reference(),
        consent.names(),
        notInWords,
        Sketch.of(words));
  }

  /** As the life cycle applies a decision: as said, else as read; what neither names is unknown. */
  private Map<String, Label> labels(DocumentType type) {
    Map<String, Label> labels = new TreeMap<>();
    Prediction read = request.getPrediction();
    if (read != null) {
      read.getFields()
          .forEach(field ->
              labels.put(field.getName(), new Label(field.getValue(), false, spot(field))));
    }
    Map<String, Place> places = decision.getPlaces();
    decision
        .getFields()
        .forEach((name, value) ->
            labels.put(
                name, new Label(value, true, value == null ? null : spot(places.get(name)))));
    labels.keySet().removeIf(name -> type.field(name).isEmpty());
    return labels;
  }

  private List<Said> models() {
    List<Said> models = new ArrayList<>();
    request.getEarlier().forEach(prediction -> models.add(said(prediction)));
    Prediction read = request.getPrediction();
    if (read != null) {
      models.add(said(read));
    } else if (accepted != null) {
      models.add(
          new Said(
              accepted.getModel().getName(),
              accepted.getModel().getVersion(),
              accepted.getModel().getBundleHash(),
              accepted.getDocumentType(),
              accepted.getClassConfidence(),
              values(accepted.getFields())));
    }
    return models;
  }

  private static Said said(Prediction prediction) {
    var best = prediction.getClasses().get(0);
    return new Said(
        prediction.getModel().getName(),
        prediction.getModel().getVersion(),
        prediction.getModel().getBundleHash(),
        best.getName(),
        best.getProbability(),
        values(prediction.getFields()));
  }

  private static Map<String, Value> values(List<ExtractedField> fields) {
    Map<String, Value> values = new TreeMap<>();
    fields.forEach(field ->
        values.put(
            field.getName(),
            new Value(field.getValue(), field.getConfidence(), field.getReader().name())));
    return values;
  }

  private static @Nullable Spot spot(ExtractedField field) {
    return field.getPage() == null || field.getBox() == null
        ? null
        : spot(new Place(field.getPage(), field.getBox()));
  }

  private static @Nullable Spot spot(@Nullable Place place) {
    return place == null
        ? null
        : new Spot(
            place.getPage(),
            List.of(
                place.getBox().getX0(),
                place.getBox().getY0(),
                place.getBox().getX1(),
                place.getBox().getY1()));
  }

  private static Claim claim(ContentReference reference) {
    return new Claim(reference.getUri(), reference.getSha256(), reference.getSize());
  }

  /** Avro writes its records as JSON. */
  private static @Nullable JsonNode json(@Nullable Object record) {
    try {
      return record == null ? null : Entry.JSON.readTree(record.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("line items are always JSON", e);
    }
  }
}
