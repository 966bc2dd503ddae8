package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.Reader;
import io.sluice.models.Calibration.FieldOf;
import io.sluice.models.Decoder.ModelReading;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The fields of a document with their signals, and with the confidence that the bundle makes of
 * these, if it holds such a function.
 *
 * @param signals by field; none for what the document's machine-readable part says
 */
record Judged(List<ExtractedField> fields, Map<String, SortedMap<String, Double>> signals) {

  /**
   * Judges what was read.
   *
   * @param fields as they were chosen between model and patterns
   * @param model what the model read, by field
   */
  static Judged of(
      DocumentType type,
      List<ExtractedField> fields,
      Map<String, ModelReading> model,
      Signals signals,
      Optional<FieldConfidence> confidence) {
    List<ExtractedField> judged = new ArrayList<>();
    Map<String, SortedMap<String, Double>> all = new LinkedHashMap<>();
    for (ExtractedField field : fields) {
      Optional<FieldSpec> spec = type.field(field.getName());
      boolean unlearnt = field.getValue() == null && !model.containsKey(field.getName());
      if (spec.isEmpty() || unlearnt || field.getReader() == Reader.STRUCTURE) {
        judged.add(field);
        continue;
      }
      ModelReading read = model.getOrDefault(field.getName(), ModelReading.none(field.getName()));
      SortedMap<String, Double> own = signals.of(spec.get(), field, read);
      all.put(field.getName(), own);
      judged.add(
          confidence
              .map(c -> c.of(new FieldOf(type.name(), field.getName()), own))
              .map(c -> Fields.withConfidence(field, c))
              .orElse(field));
    }
    return new Judged(judged, all);
  }
}
