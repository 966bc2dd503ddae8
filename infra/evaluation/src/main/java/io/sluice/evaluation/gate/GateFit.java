package io.sluice.evaluation.gate;

import io.sluice.evaluation.gate.Family.Fitted;
import io.sluice.evaluation.gate.Family.Member;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.statistics.Binomial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Thresholds for a target error, from labelled results. Two statements hold with the confidence,
 * each by itself: of the classes that the gate lets through, and of the fields, no larger share
 * than the target is wrong, rule by rule.
 *
 * @param target the share that may be wrong, in (0, 1)
 * @param confidence of each of the two statements, in (0, 1)
 * @param unlicensed classes whose field labels did not calibrate, with their fields
 */
public record GateFit(
    double target,
    double confidence,
    SortedMap<String, Set<String>> unlicensed,
    CalibrationSet set,
    Fitted classes,
    Fitted fields) {

  /**
   * Fits.
   *
   * @param trusting classes whose type trusts the document's machine-readable part
   */
  public static GateFit of(
      List<GradedDocument> graded,
      LabelSchema schema,
      Set<String> unlicensed,
      Set<String> trusting,
      double target,
      double confidence) {
    CalibrationSet set = CalibrationSet.of(graded, schema, unlicensed, trusting);
    return new GateFit(
        target,
        confidence,
        fieldsOf(unlicensed, schema),
        set,
        Family.fit(set.classes(), set.classesFromStructure(), false, target, confidence),
        Family.fit(set.fields(), set.fieldsFromStructure(), true, target, confidence));
  }

  private static SortedMap<String, Set<String>> fieldsOf(Set<String> types, LabelSchema schema) {
    SortedMap<String, Set<String>> fields = new TreeMap<>();
    types.forEach(type -> fields.put(type, schema.fields(type).keySet()));
    return fields;
  }

  /** What labels say of the machine-readable part. */
  enum Structure {
    /** They certify a threshold. */
    CERTIFIED,
    /** They are too few to say: the type's word holds. */
    OPEN,
    /** So many readings are wrong that the target cannot be met. */
    REFUTED
  }

  Structure structure() {
    Optional<Rule> rule = fields.besides();
    if (rule.isEmpty()) {
      return Structure.OPEN;
    }
    if (rule.get() instanceof Rule.Threshold) {
      return Structure.CERTIFIED;
    }
    int errors = rule.get().errors();
    return Binomial.soMany(errors, rule.get().observed(), target) < 1 - confidence
        ? Structure.REFUTED
        : Structure.OPEN;
  }

  /**
   * How many decisions the thresholds let through, and how many of those are wrong.
   *
   * @param of how many there were
   */
  public record Selected(int accepted, int wrong, int of) {
    /** The share that is wrong; 0 where none is let through. */
    public double error() {
      return accepted == 0 ? 0 : (double) wrong / accepted;
    }
  }

  /** Of the classes. */
  public Selected selectedClasses() {
    return selected(set.classes(), classes.rules(), set.classesFromStructure());
  }

  /** Of the fields. */
  public Selected selectedFields() {
    return selected(set.fields(), fields.rules(), set.fieldsFromStructure());
  }

  private Selected selected(
      Map<Member, List<Observation>> all, Map<Member, Rule> rules, List<Observation> structure) {
    int accepted = 0;
    int wrong = 0;
    int of = structure.size();
    if (structure() != Structure.REFUTED) {
      accepted += structure.size();
      wrong += (int) structure.stream().filter(o -> !o.right()).count();
    }
    for (Map.Entry<Member, List<Observation>> member : all.entrySet()) {
      of += member.getValue().size();
      if (rules.get(member.getKey()) instanceof Rule.Threshold rule) {
        accepted += rule.accepted();
        wrong += rule.wrong();
      }
    }
    return new Selected(accepted, wrong, of);
  }

  /**
   * What the gate would have done with the labelled documents.
   *
   * @param documents how many there are
   * @param accepted how many would have gone straight through
   * @param wrong how many of those have a wrong class or a wrong graded field
   */
  public record Expected(int documents, int accepted, int wrong) {}
}
