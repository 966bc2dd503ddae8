package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.models.PatternReader.Found;
import io.sluice.types.Clause;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return apply(type, fields, new PatternReader(document));
  }

  /** Likewise, by a reader that others ask too. */
  static List<ExtractedField> apply(
      DocumentType type, List<ExtractedField> fields, PatternReader reader) {
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
    double confidence = confidence(spec, found.get(), agrees);
    if (!agrees && confidence < field.getConfidence()) {
      return field;
    }
    return Fields.placed(
        spec.name(), value, Located.of(found.get().words()), Reader.PATTERN, 1d, confidence);
  }

  /** How often such a find was right, as counted. */
  static double confidence(FieldSpec spec, Found found, boolean agrees) {
    return counted(spec).confidence(found.sure(), agrees);
  }

  /** Whether two texts say the same value; what cannot be read says nothing. */
  static boolean same(FieldSpec spec, String one, String other) {
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
}
