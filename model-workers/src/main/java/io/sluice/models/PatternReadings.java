package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.models.PatternReader.Found;
import io.sluice.types.Clause;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.Printed;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a pattern says a field otherwise than the model, the surer of the two is believed; where
 * both say the same, that is worth no less than the pattern alone. Pure.
 */
final class PatternReadings {

  /**
   * How often a pattern was right, counted with {@code infra/benchmarks/run patterns} on documents
   * of training and calibration (where the model agrees: of calibration alone, since it knows the
   * others). The labels of non-disclosure agreements have no licence for it; they take the counts
   * of contracts.
   */
  private record Counted(
      int sureRight, int sure, int unsureRight, int unsure, int agreedRight, int agreed) {
    /**
     * Drawn half an observation to the middle: few are counted. What both say is no worse for it.
     */
    double confidence(boolean isSure, boolean agrees) {
      double alone = isSure ? share(sureRight, sure) : share(unsureRight, unsure);
      return agrees ? Math.max(alone, share(agreedRight, agreed)) : alone;
    }

    private static double share(int right, int of) {
      return (right + 0.5) / (of + 1);
    }
  }

  private PatternReadings() {}

  /**
   * The fields of a type, with what patterns say in the place of what the model read less surely.
   */
  static List<ExtractedField> apply(
      DocumentType type, List<ExtractedField> fields, ParsedContent document) {
    if (type.fields().stream().noneMatch(PatternReader::reads)) {
      return fields;
    }
    PatternReader reader = new PatternReader(document);
    return fields.stream()
        .map(field ->
            type.field(field.getName()).map(spec -> read(spec, field, reader)).orElse(field))
        .toList();
  }

  private static ExtractedField read(FieldSpec spec, ExtractedField field, PatternReader reader) {
    if (!PatternReader.reads(spec) || field.getReader() != Reader.MODEL) {
      return field;
    }
    Optional<Found> found = reader.find(spec);
    if (found.isEmpty()) {
      return field;
    }
    String value = found.get().value();
    boolean agrees = field.getValue() != null && same(spec, value, field.getValue());
    double confidence = counted(spec).confidence(found.get().sure(), agrees);
    if (!agrees && confidence < field.getConfidence() && !isMisshapen(spec, field.getValue())) {
      return field;
    }
    return Fields.placed(
        spec.name(), value, Located.of(found.get().words()), Reader.PATTERN, 1d, confidence);
  }

  /** Whether a value has not the shape that every place of the field asks for. */
  private static boolean isMisshapen(FieldSpec spec, @Nullable String value) {
    return value != null
        && spec.printed().places().stream()
            .map(Printed.Place::shape)
            .allMatch(shape -> shape != null && !value.strip().matches(shape))
        && !spec.printed().places().isEmpty();
  }

  /** Whether two texts say the same value; what cannot be read says nothing. */
  private static boolean same(FieldSpec spec, String one, String other) {
    FieldKind kind = spec.kind();
    return switch (kind) {
      case DATE -> equal(Dates.read(one, spec.dayFirst()), Dates.read(other, spec.dayFirst()));
      case DURATION -> equal(Durations.read(one), Durations.read(other));
      default -> names(one).equals(names(other));
    };
  }

  private static boolean equal(Optional<?> one, Optional<?> other) {
    return one.isPresent() && one.equals(other);
  }

  private static Set<String> names(String value) {
    return Stream.of(value.split(";"))
        .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", ""))
        .collect(Collectors.toSet());
  }

  private static Counted counted(FieldSpec spec) {
    Clause clause = spec.clause();
    if (!spec.printed().places().isEmpty()) {
      return printed(spec);
    }
    if (clause == null) {
      return spec.onlyDay()
          ? new Counted(101, 104, 0, 0, 31, 32)
          : new Counted(40, 45, 88, 106, 25, 30);
    }
    return switch (clause) {
      case PARTIES -> new Counted(53, 73, 4, 26, 2, 2);
      case AGREEMENT_DATE -> new Counted(72, 75, 6, 7, 14, 14);
      case EFFECTIVE_DATE -> new Counted(44, 46, 17, 38, 7, 9);
      // A term that is misread gives a wrong end: what is said of ends holds for it, too.
      case EXPIRATION_DATE, TERM -> new Counted(9, 15, 26, 52, 2, 2);
      case GOVERNING_LAW -> new Counted(85, 91, 0, 2, 18, 18);
      case RENEWAL_TERM -> new Counted(30, 37, 2, 3, 0, 0);
    };
  }

  /**
   * Counted on registration forms. Most of them gave the phrases, so two wrong finds are added to
   * each count; where the model agrees, only forms of calibration count, as above.
   */
  private static Counted printed(FieldSpec spec) {
    return switch (spec.kind()) {
      case ID -> new Counted(40, 42, 1, 3, 12, 12);
      case DATE -> new Counted(25, 28, 3, 6, 6, 6);
      case TEXT -> new Counted(16, 18, 1, 3, 1, 1);
      default ->
          spec.personal() ? new Counted(27, 29, 2, 4, 3, 3) : new Counted(64, 73, 1, 11, 8, 8);
    };
  }
}
