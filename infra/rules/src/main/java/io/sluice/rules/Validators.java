package io.sluice.rules;

import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.LineItemsPolicy;
import io.sluice.types.ValidatorSpec;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import io.sluice.types.values.Prices;
import io.sluice.types.values.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of a document type, held against the values that were read. Pure. */
public final class Validators {
  private final DocumentType type;
  private final Map<String, ExtractedField> read;
  private final @Nullable LineItems lineItems;
  private final List<ExtractedField> secondReadings;

  private Validators(
      DocumentType type,
      Map<String, ExtractedField> read,
      @Nullable LineItems lineItems,
      List<ExtractedField> secondReadings) {
    this.type = type;
    this.read = read;
    this.lineItems = lineItems;
    this.secondReadings = secondReadings;
  }

  /**
   * What does not hold: values that are not of their field's kind, and rules of the type that are
   * broken.
   */
  public static List<Doubt> check(
      DocumentType type,
      Map<String, ExtractedField> read,
      @Nullable LineItems lineItems,
      List<ExtractedField> secondReadings) {
    Validators validators = new Validators(type, read, lineItems, secondReadings);
    List<Doubt> doubts = new ArrayList<>();
    type.fields()
        .forEach(field -> unreadable(field, validators.value(field.name())).ifPresent(doubts::add));
    if (type.lineItems() == LineItemsPolicy.REQUIRED && lineItems == null) {
      doubts.add(
          DoubtCode.REQUIRED_FIELD_MISSING.because("line items are required, none were found"));
    }
    type.validators().stream().flatMap(validators::broken).forEach(doubts::add);
    return doubts;
  }

  /** Whether a value is not of its field's kind, so that nobody downstream can read it. */
  public static Optional<Doubt> unreadable(FieldSpec field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    boolean readable =
        switch (field.kind()) {
          case DATE -> Perpetual.says(value) || Dates.read(value, field.dayFirst()).isPresent();
          case PRICE -> Prices.read(value).isPresent();
          case DURATION -> Perpetual.says(value) || Durations.read(value).isPresent();
          case ID, CODE -> value.chars().anyMatch(Character::isLetterOrDigit);
          case TEXT, NAME, NAMES -> true;
        };
    return readable
        ? Optional.empty()
        : doubt(
            field.name(), "'" + value + "' is no " + field.kind().name().toLowerCase(Locale.ROOT));
  }

  private Stream<Doubt> broken(ValidatorSpec rule) {
    RowRules rows = RowRules.of(lineItems);
    return switch (rule) {
      case ValidatorSpec.DateOrder r -> dateOrder(r).stream();
      case ValidatorSpec.Sum r -> sum(r).stream();
      case ValidatorSpec.AtMost r -> atMost(r).stream();
      case ValidatorSpec.Equal r -> equal(r).stream();
      case ValidatorSpec.Matches r ->
          unless(r.field(), v -> r.pattern().matcher(v).matches(), "does not match " + r.pattern())
              .stream();
      case ValidatorSpec.Checksum r ->
          unless(
              r.field(),
              v -> Checksums.holds(r.algorithm(), v),
              "has wrong check digits for " + r.algorithm())
              .stream();
      case ValidatorSpec.OneOf r ->
          unless(
              r.field(),
              v -> r.codes().stream().anyMatch(v.strip()::equalsIgnoreCase),
              "is not in " + r.listName())
              .stream();
      case ValidatorSpec.AnyOf r ->
          r.fields().stream().anyMatch(f -> value(f) != null)
              ? Stream.empty()
              : Stream.of(
                  DoubtCode.REQUIRED_FIELD_MISSING.about(
                      r.fields().get(0),
                      "none of " + String.join(", ", r.fields()) + " was found"));
      case ValidatorSpec.Count r -> count(r).stream();
      case ValidatorSpec.ReadersAgree r ->
          Stream.concat(
              r.fields().stream().flatMap(field -> disagreement(field).stream()),
              rows.notOnPage().stream());
      case ValidatorSpec.RowsSum r ->
          rows.sum(r, price(r.total()), r.tax() == null ? null : price(r.tax())).stream();
      case ValidatorSpec.RowsComplete r -> rows.complete().stream();
      case ValidatorSpec.RowArithmetic r -> rows.arithmetic().stream();
      case ValidatorSpec.RowGtins r -> rows.gtins().stream();
    };
  }

  /** Where a second reader speaks, it says the same. */
  private Optional<Doubt> disagreement(String field) {
    String first = value(field);
    String second =
        secondReadings.stream()
            .filter(reading -> reading.getName().equals(field))
            .map(ExtractedField::getValue)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    ExtractedField reading = read.get(field);
    if (first == null || second == null || reading == null || same(field, first, second)) {
      return Optional.empty();
    }
    String reader = reading.getReader().name().toLowerCase(Locale.ROOT);
    return doubt(
        field,
        "readers disagree: " + reader + " '" + first + "', label on the page '" + second + "'");
  }

  private Optional<Doubt> equal(ValidatorSpec.Equal rule) {
    String first = value(rule.first());
    String second = value(rule.second());
    return first == null || second == null || same(rule.first(), first, second)
        ? Optional.empty()
        : doubt(
            rule.second(),
            rule.first() + " '" + first + "' ≠ " + rule.second() + " '" + second + "'");
  }

  /** Whether two values of a field's kind say the same; what is no value of it, says nothing. */
  private boolean same(String field, String first, String second) {
    FieldSpec spec = type.field(field).orElse(null);
    return switch (spec == null ? FieldKind.TEXT : spec.kind()) {
      case PRICE ->
          sameValue(Prices.read(first), Prices.read(second), (a, b) -> a.compareTo(b) == 0);
      case DATE ->
          sameValue(
              Dates.read(first, spec != null && spec.dayFirst()),
              Dates.read(second, spec != null && spec.dayFirst()),
              LocalDate::equals);
      default -> squeezed(first).equals(squeezed(second));
    };
  }

  private static <T> boolean sameValue(Optional<T> a, Optional<T> b, BiPredicate<T, T> same) {
    return a.isEmpty() || b.isEmpty() || same.test(a.get(), b.get());
  }

  private static String squeezed(String value) {
    return Text.fold(value).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private Optional<Doubt> dateOrder(ValidatorSpec.DateOrder rule) {
    LocalDate first = date(rule.first());
    LocalDate second = date(rule.second());
    return first != null && second != null && first.isAfter(second)
        ? doubt(rule.second(), rule.first() + " " + first + " > " + rule.second() + " " + second)
        : Optional.empty();
  }

  private Optional<Doubt> sum(ValidatorSpec.Sum rule) {
    List<BigDecimal> parts =
        rule.parts().stream().map(this::price).flatMap(Stream::ofNullable).toList();
    BigDecimal total = price(rule.total());
    if (total == null || parts.size() < rule.parts().size()) {
      return Optional.empty();
    }
    BigDecimal sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return total.subtract(sum).abs().compareTo(rule.tolerance()) <= 0
        ? Optional.empty()
        : doubt(
            rule.total(),
            total.toPlainString()
                + " ≠ "
                + parts.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" + ")));
  }

  private Optional<Doubt> atMost(ValidatorSpec.AtMost rule) {
    BigDecimal lesser = price(rule.lesser());
    BigDecimal greater = price(rule.greater());
    return lesser != null && greater != null && lesser.abs().compareTo(greater.abs()) > 0
        ? doubt(
            rule.lesser(),
            "%s %s > %s %s"
                .formatted(
                    rule.lesser(), lesser.toPlainString(), rule.greater(), greater.toPlainString()))
        : Optional.empty();
  }

  private Optional<Doubt> count(ValidatorSpec.Count rule) {
    String value = value(rule.field());
    if (value == null) {
      return Optional.empty();
    }
    long found = Stream.of(value.split(";")).filter(part -> !part.isBlank()).count();
    return found >= rule.least() && found <= rule.most()
        ? Optional.empty()
        : doubt(
            rule.field(), found + " found, " + rule.least() + " to " + rule.most() + " expected");
  }

  private Optional<Doubt> unless(
      String field, java.util.function.Predicate<String> rule, String complaint) {
    String value = value(field);
    return value == null || rule.test(value)
        ? Optional.empty()
        : doubt(field, "'" + value + "' " + complaint);
  }

  private static Optional<Doubt> doubt(String field, String message) {
    return Optional.of(DoubtCode.VALIDATOR_FAILED.about(field, message));
  }

  private @Nullable LocalDate date(String field) {
    String value = value(field);
    boolean dayFirst = type.field(field).map(FieldSpec::dayFirst).orElse(false);
    return value == null ? null : Dates.read(value, dayFirst).orElse(null);
  }

  private @Nullable BigDecimal price(String field) {
    String value = value(field);
    return value == null ? null : Prices.read(value).orElse(null);
  }

  private @Nullable String value(String field) {
    ExtractedField found = read.get(field);
    String value = found == null ? null : found.getValue();
    return value == null || value.isBlank() ? null : value;
  }
}
