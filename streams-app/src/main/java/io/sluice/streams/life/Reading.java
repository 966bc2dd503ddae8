package io.sluice.streams.life;

import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.streams.gate.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says, as somebody vouches for it.
 *
 * @param classConfidence in [0, 1]
 * @param confidence the least of the class's and the fields' confidences, in [0, 1]
 * @param lineItems null for none
 */
record Reading(
    String documentType,
    double classConfidence,
    double confidence,
    List<ExtractedField> fields,
    @Nullable LineItems lineItems) {
  Reading {
    fields = List.copyOf(fields);
  }

  static Reading of(Ruling.Accepted ruling) {
    return new Reading(
        ruling.documentType(),
        ruling.classConfidence(),
        ruling.confidence(),
        ruling.fields(),
        ruling.lineItems());
  }

  static Reading of(
      String documentType,
      double classConfidence,
      List<ExtractedField> fields,
      @Nullable LineItems lineItems) {
    double least =
        fields.stream()
            .mapToDouble(ExtractedField::getConfidence)
            .reduce(classConfidence, Math::min);
    return new Reading(documentType, classConfidence, least, fields, lineItems);
  }
}
