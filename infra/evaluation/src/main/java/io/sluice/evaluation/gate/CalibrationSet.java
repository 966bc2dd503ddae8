package io.sluice.evaluation.gate;

import io.sluice.evaluation.gate.Family.Member;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.ResultLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labelled results as the gate sees them: by the class that was read. A wrong class makes all its
 * fields wrong; a right one's fields are judged where their labels are gold.
 *
 * @param classes decisions for each class
 * @param classesFromStructure decisions for a class by a document's machine-readable part
 * @param fields readings of each field of each class
 * @param fieldsFromStructure readings from the machine-readable part, of types that trust it
 * @param documents how many documents have a result
 */
record CalibrationSet(
    Map<Member, List<Observation>> classes,
    List<Observation> classesFromStructure,
    Map<Member, List<Observation>> fields,
    List<Observation> fieldsFromStructure,
    int documents) {

  /**
   * Collects the observations.
   *
   * @param unlicensed classes whose field labels may judge but not calibrate
   * @param trusting classes whose type trusts the machine-readable part
   */
  static CalibrationSet of(
      List<GradedDocument> graded,
      LabelSchema schema,
      Set<String> unlicensed,
      Set<String> trusting) {
    Map<Member, List<Observation>> classes = new LinkedHashMap<>();
    Map<Member, List<Observation>> fields = new LinkedHashMap<>();
    schema
        .classes()
        .forEach((type, of) -> {
          classes.put(new Member(type, type), new ArrayList<>());
          if (!unlicensed.contains(type)) {
            of.keySet().forEach(f -> fields.put(new Member(type, f), new ArrayList<>()));
          }
        });
    List<Observation> classesFromStructure = new ArrayList<>();
    List<Observation> fieldsFromStructure = new ArrayList<>();
    int documents = 0;
    for (GradedDocument document : graded) {
      ResultLine result = document.result();
      documents += result == null ? 0 : 1;
      if (result == null || result.type() == null) {
        continue;
      }
      String type = result.type();
      boolean structured =
          trusting.contains(type)
              && !result.fields().isEmpty()
              && result.fields().values().stream().allMatch(ResultLine.Field::isStructure);
      Observation named = new Observation(result.classConfidence(), document.classRight());
      (structured
              ? classesFromStructure
              : classes.computeIfAbsent(new Member(type, type), m -> new ArrayList<>()))
          .add(named);
      if (unlicensed.contains(type)) {
        continue;
      }
      Map<String, Boolean> judged = document.judged(schema);
      judged.forEach((name, right) -> {
        ResultLine.Field given = result.field(name);
        Double confidence = given.confidence();
        if (structured || (given.isStructure() && trusting.contains(type))) {
          fieldsFromStructure.add(new Observation(confidence == null ? 1 : confidence, right));
        } else if (confidence != null) {
          fields
              .computeIfAbsent(new Member(type, name), m -> new ArrayList<>())
              .add(new Observation(confidence, right));
        }
      });
    }
    return new CalibrationSet(
        classes, classesFromStructure, fields, fieldsFromStructure, documents);
  }
}
