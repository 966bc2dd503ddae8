package io.sluice.streams.life;

import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.rules.Arbitration;
import io.sluice.rules.Arbitration.Believed;
import io.sluice.rules.Arbitration.Opinion;
import io.sluice.rules.DoubtCode;
import io.sluice.rules.SameValue;
import io.sluice.streams.gate.Ladder;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import io.sluice.types.LargerPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What climbs to larger models, and what is believed of their answers: the rule that {@code
 * ./sluice ladder} has measured. Pure.
 */
final class Climb {
  private Climb() {}

  /**
   * The fields to ask about: those less sure than the ladder wants them, and those that a rule of
   * the type or a missing value puts in doubt. Empty if a larger model's word on fields could not
   * let the document through: the class is in doubt, or people look at it whatever was read.
   */
  static Optional<Set<String>> wanted(
      Ladder ladder, DocumentType type, Prediction read, List<Doubt> doubts) {
    if (doubts.stream().anyMatch(doubt -> doubt.getField() == null)) {
      return Optional.empty();
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (FieldSpec field : type.fields()) {
      boolean sure =
          read.getFields().stream()
              .anyMatch(
                  f -> f.getName().equals(field.name()) && f.getConfidence() >= ladder.askBelow());
      boolean doubted =
          doubts.stream()
              .filter(doubt -> !isOfThresholds(doubt))
              .anyMatch(doubt -> field.name().equals(doubt.getField()));
      if (!sure || doubted) {
        wanted.add(field.name());
      }
    }
    return Optional.of(wanted);
  }

  private static boolean isOfThresholds(Doubt doubt) {
    return doubt.getCode().equals(DoubtCode.FIELD_BELOW_THRESHOLD.name())
        || doubt.getCode().equals(DoubtCode.NO_THRESHOLD.name());
  }

  /**
   * What is believed after these answers. Of each field all that was said of it decides together;
   * line items, classes and second readings stay those of the lowest rung. Time and cost are the
   * last answer's own.
   */
  static Prediction believed(
      Ladder ladder, DocumentType type, Prediction lowest, List<Prediction> answers) {
    if (answers.isEmpty()) {
      return lowest;
    }
    Map<String, ExtractedField> fields = new LinkedHashMap<>();
    lowest.getFields().forEach(field -> fields.put(field.getName(), field));
    for (FieldSpec spec : type.fields()) {
      Voices voices = new Voices(spec);
      lowest.getFields().forEach(field -> voices.hear(field, null));
      for (Prediction answer : answers) {
        // Of a model that the ladder does not know any more nothing is known either.
        rung(ladder, answer)
            .ifPresent(rung -> answer.getFields().forEach(field -> voices.hear(field, rung)));
      }
      if (voices.said.size() > 1 || !fields.containsKey(spec.name())) {
        voices.believed(ladder.echo()).ifPresent(field -> fields.put(spec.name(), field));
      }
    }
    Prediction last = answers.get(answers.size() - 1);
    return Prediction.newBuilder(lowest)
        .setFields(new ArrayList<>(fields.values()))
        .setModel(last.getModel())
        .setWallMillis(last.getWallMillis())
        .setCpuMillis(last.getCpuMillis())
        .setCostMicros(last.getCostMicros())
        .setGpuMillis(last.getGpuMillis())
        .setTokensIn(last.getTokensIn())
        .setTokensOut(last.getTokensOut())
        .build();
  }

  /**
   * Why an answer is worth nothing, if it isn't: of an unmeasured model, or about another class.
   */
  static Optional<Doubt> objection(
      Ladder ladder, LargerPool pool, Prediction lowest, Prediction answer) {
    String model = answer.getModel().getName();
    if (!answer.getClasses().isEmpty()
        && !answer.getClasses().get(0).getName().equals(lowest.getClasses().get(0).getName())) {
      return Optional.of(
          DoubtCode.CLASS_BELOW_THRESHOLD.because(
              "%s says that it is %s".formatted(model, answer.getClasses().get(0).getName())));
    }
    return ladder.rung(pool).filter(rung -> rung.model().equals(model)).isPresent()
        ? Optional.empty()
        : Optional.of(
            DoubtCode.STAGE_FAILED.because(
                "%s answered, but the ladder was measured with %s; measure again with 'sluice ladder'"
                    .formatted(
                        model,
                        ladder
                            .rung(pool)
                            .map(Ladder.Rung::model)
                            .orElse("no model of this pool"))));
  }

  private static Optional<Ladder.Rung> rung(Ladder ladder, Prediction answer) {
    return ladder.rungs().stream()
        .filter(rung -> rung.model().equals(answer.getModel().getName()))
        .findFirst();
  }

  /** What was said of one field. */
  private static final class Voices {
    private final FieldSpec spec;
    private final List<ExtractedField> said = new ArrayList<>();
    private final List<Opinion> opinions = new ArrayList<>();

    private Voices(FieldSpec spec) {
      this.spec = spec;
    }

    private void hear(ExtractedField field, Ladder.@Nullable Rung rung) {
      // A larger model's value that the page does not bear out comes without one and with no
      // confidence: it says nothing, least of all that the field is absent.
      boolean nothing = rung != null && field.getConfidence() == 0;
      if (!field.getName().equals(spec.name()) || nothing) {
        return;
      }
      String form = SameValue.form(spec, field.getValue());
      double confidence =
          rung == null
              ? field.getConfidence()
              : rung.of(spec.name(), form == null).orElse(field.getConfidence());
      said.add(field);
      opinions.add(new Opinion(Objects.requireNonNullElse(form, ""), confidence));
    }

    private Optional<ExtractedField> believed(double echo) {
      if (opinions.isEmpty()) {
        return Optional.empty();
      }
      Believed believed = Arbitration.decide(opinions, echo);
      return Optional.of(
          ExtractedField.newBuilder(said.get(believed.opinion()))
              .setConfidence(believed.confidence())
              .build());
    }
  }
}
