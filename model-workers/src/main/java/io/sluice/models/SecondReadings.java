package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.models.table.LabelledAmounts;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;

/** What a second reader finds for the fields of a type: the amounts behind the labels it names. */
public final class SecondReadings {
  private SecondReadings() {}

  /** One reading at most for each field with labels, with its place. */
  public static List<ExtractedField> read(DocumentType type, ParsedContent document) {
    List<FieldSpec> labelled =
        type.fields().stream()
            .filter(field -> field.kind() == FieldKind.PRICE && !field.labels().isEmpty())
            .toList();
    if (labelled.isEmpty()) {
      return List.of();
    }
    LabelledAmounts amounts = LabelledAmounts.of(document);
    List<ExtractedField> readings = new ArrayList<>();
    for (FieldSpec field : labelled) {
      amounts
          .find(field.labels())
          .ifPresent(found -> readings.add(Fields.labelled(field.name(), found)));
    }
    return readings;
  }
}
