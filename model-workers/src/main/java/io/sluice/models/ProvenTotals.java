package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.table.PageAmounts;
import io.sluice.types.DocumentType;
import io.sluice.types.ValidatorSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where all rows of a page were read and their sum is stated on it, the sum is the total:
 * arithmetic on the document itself is better evidence than a model's guess. Which field the rows
 * add up to is the type's word ({@code rows-sum} without a tax). Where the model holds the field
 * for absent, the total's label must say the same amount. Pure.
 */
final class ProvenTotals {
  /**
   * Of 143 proven totals of training and calibration documents one differed from its label ({@code
   * infra/benchmarks/run rows}).
   */
  private static final double CONFIDENCE = 0.99;

  private ProvenTotals() {}

  /**
   * The fields, with totals that the rows prove in the place of what the model read.
   *
   * @param second what stands behind the fields' labels
   */
  static List<ExtractedField> apply(
      DocumentType type,
      @Nullable LineItems items,
      List<ExtractedField> fields,
      List<ExtractedField> second,
      ParsedContent document) {
    if (items == null || !items.getPageProven() || items.getReader() != Reader.PATTERN) {
      return fields;
    }
    Set<String> totals =
        type.validators().stream()
            .filter(ValidatorSpec.RowsSum.class::isInstance)
            .map(ValidatorSpec.RowsSum.class::cast)
            .filter(rule -> rule.tax() == null)
            .map(ValidatorSpec.RowsSum::total)
            .collect(Collectors.toSet());
    BigDecimal sum = sum(items);
    return fields.stream()
        .map(field ->
            totals.contains(field.getName())
                    && (field.getValue() != null || labelled(field.getName(), sum, second))
                ? proven(field, sum, document)
                : field)
        .toList();
  }

  private static boolean labelled(String name, BigDecimal sum, List<ExtractedField> second) {
    return second.stream()
        .filter(reading -> reading.getName().equals(name) && reading.getValue() != null)
        .anyMatch(reading -> new BigDecimal(reading.getValue()).compareTo(sum) == 0);
  }

  private static ExtractedField proven(
      ExtractedField field, BigDecimal sum, ParsedContent document) {
    if (field.getReader() != Reader.MODEL) {
      return field;
    }
    Optional<Word> stated = PageAmounts.find(document, sum);
    double confidence = Math.max(field.getConfidence(), CONFIDENCE);
    return stated
        .map(word ->
            new ExtractedField(
                field.getName(),
                sum.toPlainString(),
                1d,
                confidence,
                Reader.PATTERN,
                word.getStart(),
                word.getStart() + word.getText().length(),
                word.getPage(),
                word.getBox()))
        .orElse(field);
  }

  private static BigDecimal sum(LineItems items) {
    return items.getRows().stream()
        .map(LineItem::getLineTotal)
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .add(amount(items.getCharges()))
        .subtract(amount(items.getAllowances()));
  }

  private static BigDecimal amount(@Nullable String amount) {
    return amount == null ? BigDecimal.ZERO : new BigDecimal(amount);
  }
}
