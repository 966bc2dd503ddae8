package io.sluice.streams.gate;

import static io.sluice.rules.DoubtCode.CLASS_BELOW_THRESHOLD;
import static io.sluice.rules.DoubtCode.FIELD_BELOW_THRESHOLD;

import io.sluice.events.ClassProbability;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.rules.DoubtCode;
import io.sluice.rules.Figures;
import io.sluice.rules.Validators;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets a reading through, or says what is in doubt. Pure; thread-safe. */
public final class Gate {
  /** Readers say less of what they found in a file whose pages show nothing. */
  private static final double SHOWN = 0.9;

  private final DocumentTypes types;
  private final GateThresholds thresholds;

  public Gate(DocumentTypes types, GateThresholds thresholds) {
    this.types = types;
    this.thresholds = thresholds;
  }

  /** The document types in force. */
  public DocumentTypes types() {
    return types;
  }

  /** Judges a reading by the bundle's thresholds. */
  public Ruling judge(Prediction prediction) {
    return judge(prediction, this::threshold);
  }

  /**
   * Judges the reading of a document that has climbed, or had no need to: what a model read must
   * reach the ladder's threshold, whichever rung it was. The class, and what the document says of
   * itself, are judged as ever.
   */
  public Ruling judge(Prediction prediction, Ladder ladder) {
    return judge(prediction, by(ladder));
  }

  private BiFunction<String, ExtractedField, Threshold> by(Ladder ladder) {
    return (type, field) ->
        field.getReader() == Reader.STRUCTURE ? threshold(type, field) : ladder.threshold();
  }

  /**
   * What the bundle's thresholds ask for. They hold for what the bundle reads, so they say nothing
   * of a larger model's answer.
   */
  private Threshold threshold(String type, ExtractedField field) {
    return thresholds
        .ofReader(field.getReader())
        .orElseGet(() ->
            switch (field.getReader()) {
              case LLM, FRONTIER -> new Threshold.Unknown();
              case MODEL, STRUCTURE, PATTERN, PERSON, UNKNOWN ->
                  thresholds.ofField(type, field.getName());
            });
  }

  private Ruling judge(
      Prediction prediction, BiFunction<String, ExtractedField, Threshold> thresholdOf) {
    if (prediction.getClasses().isEmpty()) {
      return unsupported("unknown", "the reading names no class");
    }
    ClassProbability best = prediction.getClasses().get(0);
    Optional<DocumentType> known = types.find(best.getName());
    if (known.isEmpty()) {
      return unsupported(best.getName(), "'" + best.getName() + "' is no document type here");
    }
    DocumentType type = known.get();
    Map<String, ExtractedField> read =
        prediction.getFields().stream()
            .collect(Collectors.toMap(ExtractedField::getName, Function.identity(), (a, b) -> a));
    List<Doubt> doubts =
        new ArrayList<>(
            doubts(type, best.getProbability(), read, prediction.getFields(), thresholdOf));
    doubts.addAll(
        Validators.check(type, read, prediction.getLineItems(), prediction.getSecondReadings()));
    if (!doubts.isEmpty()) {
      return new Ruling.InDoubt(type.name(), doubts);
    }
    List<ExtractedField> fields =
        type.fields().stream().map(f -> read.get(f.name())).filter(f -> f != null).toList();
    double least =
        fields.stream()
            .mapToDouble(ExtractedField::getConfidence)
            .reduce(best.getProbability(), Math::min);
    return new Ruling.Accepted(
        type.name(), best.getProbability(), least, fields, prediction.getLineItems());
  }

  /** SHA-256 of the gate file in force; empty without one. */
  public Optional<String> hash() {
    return Optional.ofNullable(thresholds.hash());
  }

  /** What the gate asks for of the class, in [0, 1]; empty where it has no threshold. */
  public Optional<Double> leastOfClass(String type) {
    return least(thresholds.ofClass(type));
  }

  /**
   * What the gate asks for of this reading of a field, in [0, 1]; empty where it has no threshold,
   * or where the type's word stands for the reader.
   */
  public Optional<Double> leastOf(String type, ExtractedField field) {
    return leastOf(type, field, this::threshold);
  }

  /** The same of a document that has climbed. */
  public Optional<Double> leastOf(String type, ExtractedField field, Ladder ladder) {
    return leastOf(type, field, by(ladder));
  }

  private Optional<Double> leastOf(
      String type,
      ExtractedField field,
      BiFunction<String, ExtractedField, Threshold> thresholdOf) {
    boolean byTheTypesWord =
        field.getReader() == Reader.STRUCTURE
            && thresholds.ofReader(Reader.STRUCTURE).isEmpty()
            && types.find(type).filter(DocumentType::trustStructure).isPresent();
    return byTheTypesWord ? Optional.empty() : least(thresholdOf.apply(type, field));
  }

  private static Optional<Double> least(Threshold threshold) {
    return threshold instanceof Threshold.AtLeast(double least)
        ? Optional.of(least)
        : Optional.empty();
  }

  private static Ruling unsupported(String name, String message) {
    return new Ruling.InDoubt(name, List.of(DoubtCode.UNSUPPORTED_CLASS.because(message)));
  }

  private List<Doubt> doubts(
      DocumentType type,
      double probability,
      Map<String, ExtractedField> read,
      List<ExtractedField> fields,
      BiFunction<String, ExtractedField, Threshold> thresholdOf) {
    List<Doubt> doubts = new ArrayList<>();
    if (type.alwaysReview()) {
      doubts.add(DoubtCode.ALWAYS_REVIEWED.because("people look at every " + type.name()));
    }
    boolean structured =
        !fields.isEmpty() && fields.stream().allMatch(f -> f.getReader() == Reader.STRUCTURE);
    if (!(structured && trusted(type, probability))) {
      hold(thresholds.ofClass(type.name()), probability, CLASS_BELOW_THRESHOLD, null)
          .ifPresent(doubts::add);
    }
    for (FieldSpec field : type.fields()) {
      Optional.ofNullable(read.get(field.name()))
          .map(value -> doubtOf(type, field, value, thresholdOf))
          .orElseGet(() -> silence(type, field, structured))
          .ifPresent(doubts::add);
    }
    for (ExtractedField field : fields) {
      if (type.field(field.getName()).isEmpty()) {
        doubts.add(
            DoubtCode.VALIDATOR_FAILED.about(
                field.getName(), "a " + type.name() + " has no such field"));
      }
    }
    return doubts;
  }

  private Optional<Doubt> doubtOf(
      DocumentType type,
      FieldSpec field,
      ExtractedField value,
      BiFunction<String, ExtractedField, Threshold> thresholdOf) {
    String name = field.name();
    if ((value.getValue() == null || value.getValue().isBlank()) && field.required()) {
      return Optional.of(
          DoubtCode.REQUIRED_FIELD_MISSING.about(name, "required, but nothing was found"));
    }
    if (value.getReader() == Reader.STRUCTURE && trusted(type, value.getConfidence())) {
      return Optional.empty();
    }
    return hold(
        thresholdOf.apply(type.name(), value), value.getConfidence(), FIELD_BELOW_THRESHOLD, name);
  }

  /**
   * A field that the reading does not speak of. Only where a machine wrote the document is silence
   * an answer.
   */
  private static Optional<Doubt> silence(DocumentType type, FieldSpec field, boolean structured) {
    if (field.required()) {
      return Optional.of(
          DoubtCode.REQUIRED_FIELD_MISSING.about(field.name(), "required, but not in the reading"));
    }
    return structured && type.trustStructure()
        ? Optional.empty()
        : Optional.of(
            DoubtCode.FIELD_BELOW_THRESHOLD.about(
                field.name(), "the reading says neither a value nor that there is none"));
  }

  /**
   * Whether a value from the machine-readable part is certain enough: by the bundle's threshold for
   * it, else by the type's word.
   */
  private boolean trusted(DocumentType type, double confidence) {
    return switch (thresholds.ofReader(Reader.STRUCTURE).orElse(new Threshold.Unknown())) {
      case Threshold.AtLeast(double least) -> confidence >= least;
      case Threshold.Infeasible ignored -> false;
      case Threshold.Unknown ignored -> type.trustStructure() && confidence >= SHOWN;
    };
  }

  private static Optional<Doubt> hold(
      Threshold threshold, double confidence, DoubtCode below, @Nullable String field) {
    return switch (threshold) {
      // Written so that a confidence that is no number fails.
      case Threshold.AtLeast(double least) when confidence >= least -> Optional.empty();
      case Threshold.AtLeast(double least) ->
          Optional.of(below.about(field, Figures.below(confidence, least)));
      case Threshold.Infeasible(String reason) ->
          Optional.of(
              DoubtCode.NO_THRESHOLD.about(
                  field,
                  "the labelled data support no threshold"
                      + (reason.isEmpty() ? "" : ": " + reason)));
      case Threshold.Unknown ignored ->
          Optional.of(DoubtCode.NO_THRESHOLD.about(field, "the gate file has no threshold"));
    };
  }
}
