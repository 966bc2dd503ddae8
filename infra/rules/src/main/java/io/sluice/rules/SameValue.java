package io.sluice.rules;

import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Durations;
import io.sluice.types.values.Prices;
import io.sluice.types.values.Text;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two people, or a person and a machine, say the same of a field: as values of its kind,
 * and not letter by letter. Pure.
 */
public final class SameValue {
  private static final String PERPETUAL = "perpetual";

  private SameValue() {}

  /**
   * A value in the form that all ways to write it share: 04/03/2026 and 4 March 2026, 1.000,00 €
   * and USD 1,000.00, Müller-Lüdenscheidt AG and muller ludenscheidt ag. What is not of the field's
   * kind is compared by its letters and digits.
   *
   * @return null for what says that the field is absent: null, white space, a list of nothing
   */
  public static @Nullable String form(FieldSpec field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    Optional<String> form =
        switch (field.kind()) {
          case DATE ->
              perpetual(value)
                  .or(() -> Dates.read(value, field.dayFirst()).map(day -> day.toString()));
          case DURATION ->
              perpetual(value).or(() -> Durations.read(value).map(length -> length.toString()));
          case PRICE ->
              Prices.read(value).map(amount -> amount.stripTrailingZeros().toPlainString());
          case ID, CODE, TEXT, NAME, NAMES -> Optional.empty();
        };
    if (form.isPresent()) {
      return form.get();
    }
    return field.kind() == FieldKind.NAMES ? names(value) : letters(value);
  }

  private static Optional<String> perpetual(String value) {
    return Perpetual.says(value) ? Optional.of(PERPETUAL) : Optional.empty();
  }

  /** As a set: people list them in the order in which they find them. */
  private static @Nullable String names(String value) {
    String names =
        Stream.of(value.split(";"))
            .filter(name -> !name.isBlank())
            .map(SameValue::letters)
            .distinct()
            .sorted()
            .collect(Collectors.joining(";"));
    return names.isEmpty() ? null : names;
  }

  /** Letters and digits without case and accents; all of it where it has none. */
  private static String letters(String value) {
    String folded = Text.fold(value);
    String letters = folded.replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.isEmpty() ? folded : letters;
  }
}
