package io.sluice.streams.life;

import io.sluice.events.Doubt;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewPurpose;
import io.sluice.rules.DoubtCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people are asked about a document, with what is needed to judge their answers.
 *
 * @param purpose why people are asked; for an AUDIT they are told neither type nor prediction
 * @param documentType the class in force; null if no model could read it
 * @param prediction what the models read; null if none could
 * @param earlier what lower rungs had read before, lowest first
 * @param doubts why they are asked, in words
 * @param opinions what people have said already, who may not be asked again
 */
public record Question(
    ReviewPurpose purpose,
    @Nullable String documentType,
    @Nullable Prediction prediction,
    List<Prediction> earlier,
    List<Doubt> doubts,
    List<Opinion> opinions) {

  public Question {
    earlier = List.copyOf(earlier);
    doubts = List.copyOf(doubts);
    opinions = List.copyOf(opinions);
  }

  /** The gate is not content, or a stage gave up. */
  static Question about(
      @Nullable Prediction prediction, List<Prediction> earlier, List<Doubt> doubts) {
    String documentType =
        prediction == null || prediction.getClasses().isEmpty()
            ? null
            : prediction.getClasses().get(0).getName();
    return new Question(
        ReviewPurpose.DOUBT,
        documentType,
        prediction,
        earlier.stream().map(one -> without(prediction, one)).toList(),
        doubts,
        List.of());
  }

  /** One of a sample of accepted documents. */
  static Question audit(String documentType, Prediction prediction) {
    return new Question(
        ReviewPurpose.AUDIT, documentType, prediction, List.of(), List.of(), List.of());
  }

  boolean isAudit() {
    return purpose == ReviewPurpose.AUDIT;
  }

  /** Who may not answer. */
  List<String> notBy() {
    return opinions.stream().map(Opinion::reviewer).toList();
  }

  /** The same question, after an answer that is none. Only the last such answer is told of. */
  Question unanswered(String why) {
    Doubt unusable = DoubtCode.DECISION_UNUSABLE.because(why);
    List<Doubt> all =
        Stream.concat(without(DoubtCode.DECISION_UNUSABLE), Stream.of(unusable)).toList();
    return new Question(purpose, documentType, prediction, earlier, all, opinions);
  }

  /**
   * The question to somebody else, after this opinion. They are told nothing of what was said; of
   * two who differ, where.
   */
  Question heard(Opinion opinion) {
    List<Opinion> all = new ArrayList<>(opinions);
    all.add(opinion);
    if (isAudit()) {
      return new Question(purpose, documentType, prediction, earlier, List.of(), all);
    }
    List<Doubt> told = new ArrayList<>(without(DoubtCode.DECISION_UNUSABLE).toList());
    if (!opinions.isEmpty()) {
      told.addAll(differing(opinions.get(opinions.size() - 1), opinion));
    }
    return new Question(
        opinions.isEmpty() ? ReviewPurpose.SECOND_OPINION : ReviewPurpose.TIE_BREAK,
        documentType,
        prediction,
        earlier,
        told,
        all);
  }

  /** Where the verdict or the type differs, all else does. */
  private static List<Doubt> differing(Opinion first, Opinion second) {
    SortedSet<String> where = first.differsFrom(second);
    if (where.contains(Opinion.VERDICT)) {
      return List.of(DoubtCode.OPINIONS_DIFFER.because("two people differ in the verdict"));
    }
    if (where.contains(Opinion.TYPE)) {
      return List.of(DoubtCode.OPINIONS_DIFFER.because("two people differ in the type"));
    }
    return where.stream()
        .map(what ->
            what.equals(Opinion.ROWS)
                ? DoubtCode.OPINIONS_DIFFER.because("two people differ in the line items or parts")
                : DoubtCode.OPINIONS_DIFFER.about(what, "two people differ"))
        .toList();
  }

  private Stream<Doubt> without(DoubtCode code) {
    return doubts.stream().filter(doubt -> !doubt.getCode().equals(code.name()));
  }

  /** A rung that was asked about fields leaves the rest as it was: no need to say it twice. */
  private static Prediction without(@Nullable Prediction said, Prediction earlier) {
    if (said == null) {
      return earlier;
    }
    Prediction.Builder lean = Prediction.newBuilder(earlier);
    if (earlier.getLineItems() != null && earlier.getLineItems().equals(said.getLineItems())) {
      lean.setLineItems(null);
    }
    if (earlier.getSecondReadings().equals(said.getSecondReadings())) {
      lean.setSecondReadings(List.of());
    }
    return lean.build();
  }
}
