package io.sluice.streams.life;

import io.sluice.events.ExtractedField;
import io.sluice.streams.gate.Ruling;
import java.util.List;

/**
 * What a document says, as somebody vouches for it.
 *
 * @param classConfidence in [0, 1]
 * @param confidence the least of the class's and the fields' confidences, in [0, 1]
 */
record Reading(
    String documentType, double classConfidence, double confidence, List<ExtractedField> fields) {
  Reading {
    fields = List.copyOf(fields);
  }

  static Reading of(Ruling.Accepted ruling) {
    return new Reading(
        ruling.documentType(), ruling.classConfidence(), ruling.confidence(), ruling.fields());
  }

  static Reading of(String documentType, double classConfidence, List<ExtractedField> fields) {
    double least =
        fields.stream()
            .mapToDouble(ExtractedField::getConfidence)
            .reduce(classConfidence, Math::min);
    return new Reading(documentType, classConfidence, least, fields);
  }
}
