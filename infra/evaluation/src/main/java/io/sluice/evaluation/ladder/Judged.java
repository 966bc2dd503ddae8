package io.sluice.evaluation.ladder;

import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.evaluation.grading.Mode;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.grading.Unit;
import io.sluice.evaluation.normal.NormalForms;
import io.sluice.types.FieldKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rung said of a field of a labelled document, and whether that is right.
 *
 * @param key the value in normal form; empty for absent
 */
record Judged(String type, String field, String key, boolean right) {
  /** All fields that a rung spoke of and a label can judge, of these documents. */
  static List<Judged> of(Rung rung, List<LabelledDocument> documents, LabelSchema schema) {
    List<Judged> judged = new ArrayList<>();
    for (GradedDocument graded :
        GradedDocument.grade(documents, rung.lines(), schema, /* includeSilver= */ false)) {
      ResultLine line = graded.result();
      if (line == null || !graded.classRight()) {
        continue;
      }
      Map<String, FieldKind> kinds = schema.fields(graded.document().type());
      for (Unit unit : graded.units()) {
        FieldKind kind = kinds.get(unit.field());
        if (kind != null && line.fields().containsKey(unit.field())) {
          judged.add(
              new Judged(
                  graded.document().type(),
                  unit.field(),
                  key(kind, unit.given(), graded.document().dayFirst()),
                  unit.right(Mode.EXACT)));
        }
      }
    }
    return judged;
  }

  /** A value in the normal form of its kind; one that is not of its kind stays as it is written. */
  static String key(FieldKind kind, ResultLine.Field field, boolean dayFirst) {
    if (NormalForms.blank(field.value())) {
      return "";
    }
    return NormalForms.of(kind, field.value(), dayFirst)
        .map(Judged::joined)
        .orElseGet(() -> field.value().toString());
  }

  private static String joined(Set<String> forms) {
    return String.join("\n", forms.stream().sorted().toList());
  }

  /** The same by document and field. */
  static Map<String, Judged> byPlace(
      Rung rung, List<LabelledDocument> documents, LabelSchema schema) {
    Map<String, Judged> places = new LinkedHashMap<>();
    for (LabelledDocument document : documents) {
      of(rung, List.of(document), schema)
          .forEach(j -> places.put(document.id() + " " + j.field(), j));
    }
    return places;
  }
}
