package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.models.PatternReader.Found;
import io.sluice.models.receipt.Letterhead;
import io.sluice.types.Clause;
import io.sluice.types.Cue;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.InvoicePart;
import io.sluice.types.Printed;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import io.sluice.types.values.Prices;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a pattern says a field otherwise than the model, the surer of the two is believed (of a
 * contract's clauses the pattern, see {@link #isBelieved}); where both say the same, that is worth
 * no less than the pattern alone. Pure.
 */
final class PatternReadings {

  /**
   * How often a pattern was right, counted with {@code infra/benchmarks/run patterns} on documents
   * of training and calibration (where the model agrees: of calibration alone, since it knows the
   * others). Clauses were counted on the half of the contracts on which their rules were not
   * written (decision 0407). The labels of non-disclosure agreements have no licence for it; they
   * take the counts of contracts.
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

  private static final Set<Cue> AIRTIME =
      EnumSet.of(Cue.FLIGHT_START, Cue.FLIGHT_END, Cue.AIRTIME_CONTRACT);

  /**
   * How sure it is that an id is absent of which a form's own place shows none that can be read:
   * the model's id, from elsewhere, was right in none of 5 such forms, and each had one by hand.
   */
  private static final double BLANK = 0.08;

  private PatternReadings() {}

  /**
   * The fields of a type, with what patterns say in the place of what the model read less surely.
   */
  static List<ExtractedField> apply(
      DocumentType type, List<ExtractedField> fields, ParsedContent document) {
    return apply(type, fields, document, new PatternReader(document));
  }

  /** Likewise, by a reader that others ask too. */
  static List<ExtractedField> apply(
      DocumentType type,
      List<ExtractedField> fields,
      ParsedContent document,
      PatternReader reader) {
    return fields.stream()
        .map(field ->
            type.field(field.getName())
                .map(spec -> read(spec, spelled(spec, field, document), reader))
                .orElse(field))
        .toList();
  }

  /** What the model read off a picture, with misread words set right; the place stays. */
  private static ExtractedField spelled(
      FieldSpec spec, ExtractedField field, ParsedContent document) {
    if (spec.cue() != Cue.LETTERHEAD
        || field.getReader() != Reader.MODEL
        || field.getValue() == null) {
      return field;
    }
    return ExtractedField.newBuilder(field)
        .setValue(Letterhead.repaired(spec.kind(), field.getValue(), document))
        .build();
  }

  private static ExtractedField read(FieldSpec spec, ExtractedField field, PatternReader reader) {
    if (!PatternReader.reads(spec) || field.getReader() != Reader.MODEL) {
      return field;
    }
    if (spec.invoicePart() != null && reader.airtime().isAirtime()) {
      // Broadcasters' invoices have fields of their own.
      double sure = field.getValue() == null ? field.getConfidence() : 0.5;
      return Fields.absent(field.getName(), Reader.MODEL, field.getRawConfidence(), sure);
    }
    Optional<Found> found = reader.find(spec);
    if (found.isEmpty()) {
      return reader.isLeftBlank(spec) && field.getValue() != null
          ? Fields.absent(spec.name(), Reader.PATTERN, 1d, BLANK)
          : field;
    }
    String value = found.get().value();
    boolean agrees = field.getValue() != null && same(spec, value, field.getValue());
    double confidence = confidence(spec, found.get(), agrees);
    if (!agrees
        && !isBelieved(spec, field, found.get())
        && confidence < field.getConfidence()
        && !isMisshapen(spec, field.getValue())) {
      return field;
    }
    return Fields.placed(
        spec.name(), value, Located.of(found.get().words()), Reader.PATTERN, 1d, confidence);
  }

  /** How often such a find was right, as counted. */
  static double confidence(FieldSpec spec, Found found, boolean agrees) {
    return counted(spec).confidence(found.sure(), agrees);
  }

  /**
   * Whether a clause is believed whatever the model's confidence: where the two say different
   * values, and where the type wants one and the model has none. On the contracts of calibration
   * that the model had not learnt from, the clause was right in 35 such cases of 43, the model in
   * none. So is the flight or number that a label of its own gives: see decision 0409.
   */
  private static boolean isBelieved(FieldSpec spec, ExtractedField model, Found found) {
    if (AIRTIME.contains(spec.cue())) {
      return found.sure();
    }
    // The model has learnt the absence of parts of invoices from broadcasters' alone, of which no
    // pattern speaks: where one does, they are there.
    boolean unseen = spec.invoicePart() != null && model.getValue() == null;
    return unseen || spec.clause() != null && (model.getValue() != null || spec.required());
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
  static boolean same(FieldSpec spec, String one, String other) {
    FieldKind kind = spec.kind();
    return switch (kind) {
      case DATE -> equal(Dates.read(one, spec.dayFirst()), Dates.read(other, spec.dayFirst()));
      case PRICE -> sameAmount(Prices.read(one), Prices.read(other));
      case DURATION -> equal(Durations.read(one), Durations.read(other));
      default -> names(one).equals(names(other));
    };
  }

  private static boolean sameAmount(Optional<BigDecimal> one, Optional<BigDecimal> other) {
    return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
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
    InvoicePart part = spec.invoicePart();
    if (part != null) {
      return counted(part);
    }
    Clause clause = spec.clause();
    if (AIRTIME.contains(spec.cue())) {
      // Some wrong finds are added: the labels were collected on the same documents.
      return spec.kind() == FieldKind.DATE
          ? new Counted(291, 301, 22, 26, 86, 90)
          : new Counted(157, 163, 0, 0, 47, 49);
    }
    if (spec.cue() != null) {
      return switch (spec.kind()) {
        // Two less than were right on 78 receipts, since the patterns were made on them.
        case NAME -> new Counted(43, 54, 15, 24, 12, 14);
        case TEXT -> new Counted(47, 67, 5, 11, 7, 11);
        default -> new Counted(52, 54, 14, 24, 13, 13);
      };
    }
    if (!spec.printed().places().isEmpty()) {
      return printed(spec);
    }
    if (clause == null) {
      return spec.onlyDay()
          ? new Counted(101, 104, 0, 0, 31, 32)
          : new Counted(38, 45, 103, 118, 35, 40);
    }
    return switch (clause) {
      case TITLE -> new Counted(19, 20, 24, 35, 20, 22);
      case PARTIES -> new Counted(30, 38, 1, 17, 2, 2);
      case AGREEMENT_DATE -> new Counted(71, 74, 8, 10, 14, 14);
      // What follows from another clause was counted where its rule was made: one less is said.
      case EFFECTIVE_DATE -> new Counted(24, 25, 6, 10, 7, 9);
      // A term that is misread gives a wrong end: what is said of ends holds for it, too.
      case EXPIRATION_DATE, TERM -> new Counted(3, 4, 19, 30, 2, 2);
      case GOVERNING_LAW -> new Counted(46, 48, 0, 1, 19, 19);
      case RENEWAL_TERM -> new Counted(13, 17, 6, 7, 0, 0);
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

  /**
   * Of the 37 e-invoices of training and calibration with their XML removed most have one layout,
   * so no layout counts more than three times; what is not sure was too rare to count. Values that
   * the XML says otherwise than the page count as wrong.
   */
  private static Counted counted(InvoicePart part) {
    return switch (part) {
      case NUMBER -> new Counted(10, 13, 0, 0, 2, 2);
      case DATE -> new Counted(9, 13, 0, 0, 7, 10);
      case SELLER -> new Counted(12, 13, 0, 0, 1, 1);
      case BUYER -> new Counted(12, 13, 0, 0, 3, 3);
      case CURRENCY -> new Counted(12, 13, 0, 0, 9, 10);
      // Sure means that net, tax and total add up, or a printed rate bears the tax out.
      case TAX -> new Counted(10, 12, 0, 0, 3, 3);
      case TOTAL -> new Counted(10, 12, 0, 0, 2, 3);
    };
  }
}
