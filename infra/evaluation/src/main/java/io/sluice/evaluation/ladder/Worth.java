package io.sluice.evaluation.ladder;

import io.sluice.evaluation.gate.FixedSequence;
import io.sluice.evaluation.gate.FixedSequence.Certified;
import io.sluice.evaluation.gate.Observation;
import io.sluice.evaluation.gate.Shortfall;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.Mode;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.grading.Trust;
import io.sluice.evaluation.ladder.Climb.Climbed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a ladder comes to for one type.
 *
 * @param ladder names of its rungs, lowest first
 * @param documents how many were looked at
 * @param right graded fields that are right
 * @param fields graded fields
 * @param auroc of the fields' confidence against error, in [0, 1]; null if all are right or all
 *     wrong
 * @param certified the threshold for fields whose error is within the target; empty if the labels
 *     support none
 * @param further how many labelled fields more would certify one; empty if none is missing, or no
 *     number would do
 * @param through documents all of whose fields reach the threshold
 * @param wrong of those, the ones with a wrong field
 * @param calls of rungs above the lowest, a document
 * @param asked what the rungs cost, a document
 * @param expected that, and a person for every document that does not go through
 * @param latency of the rungs, a document, one after the other
 */
public record Worth(
    List<String> ladder,
    int documents,
    int right,
    int fields,
    @Nullable Double auroc,
    Optional<Certified> certified,
    OptionalInt further,
    int through,
    int wrong,
    double calls,
    double asked,
    double expected,
    Duration latency) {

  /** The share of graded fields that are right; 0 of none. */
  public double accuracy() {
    return fields == 0 ? 0 : (double) right / fields;
  }

  /** The share of documents that go straight through. */
  public double straightThrough() {
    return documents == 0 ? 0 : (double) through / documents;
  }

  static Worth of(
      List<String> ladder, List<Climbed> climbed, double target, double budget, double person) {
    List<Observation> observations =
        climbed.stream().flatMap(c -> observations(c.graded()).stream()).toList();
    Optional<Certified> certified = FixedSequence.certify(observations, target, budget);
    List<GradedDocument> through =
        certified.stream()
            .flatMap(rule ->
                climbed.stream()
                    .map(Climbed::graded)
                    .filter(document -> passes(document.result(), rule.threshold())))
            .toList();
    double asked = climbed.stream().mapToDouble(Climbed::cost).average().orElse(0);
    double toPeople = climbed.isEmpty() ? 0 : 1 - (double) through.size() / climbed.size();
    return new Worth(
        List.copyOf(ladder),
        climbed.size(),
        (int) observations.stream().filter(Observation::right).count(),
        observations.size(),
        Trust.auroc(
            observations.stream()
                .map(o -> new Trust.Judged((Double) o.confidence(), o.right()))
                .toList()),
        certified,
        certified.isPresent()
            ? OptionalInt.empty()
            : Shortfall.further(observations, target, budget),
        through.size(),
        (int) through.stream().filter(document -> !document.right(Mode.EXACT)).count(),
        climbed.stream().mapToInt(Climbed::calls).average().orElse(0),
        asked,
        asked + toPeople * person,
        Duration.ofMillis(
            (long) climbed.stream().mapToLong(c -> c.latency().toMillis()).average().orElse(0)));
  }

  /** Fields of a document of another class than was read are wrong, whatever they say. */
  private static List<Observation> observations(GradedDocument document) {
    return document.units().stream()
        .filter(unit -> unit.confidence() != null)
        .map(unit ->
            new Observation(
                unit.confidence() == null ? 0 : unit.confidence(),
                document.classRight() && unit.right(Mode.EXACT)))
        .toList();
  }

  private static boolean passes(@Nullable ResultLine line, double threshold) {
    return line != null && line.confidence() >= threshold;
  }
}
