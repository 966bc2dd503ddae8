package io.sluice.connectors.mapping;

import io.sluice.types.values.Dates;
import io.sluice.types.values.Prices;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a text of the document is read.
 *
 * @param kind what it becomes
 * @param dayFirst for days: whether 03/04/2026 is the third of April
 * @param plain for numbers: they stand with a point and without grouping, as in line items
 * @param times for numbers: what they are multiplied by, for instance 0.01 for per cent
 */
record Format(Kind kind, boolean dayFirst, boolean plain, BigDecimal times) {
  static final Format TEXT = new Format(Kind.TEXT, false, false, BigDecimal.ONE);

  enum Kind {
    /** As it stands. */
    TEXT,
    /** A calendar day. */
    DATE,
    /** An exact number, such as an amount of money. */
    DECIMAL,
    /** A number that the target keeps as a float or an integer. */
    NUMBER
  }

  /** The value, or null if the text is none. */
  @Nullable Value read(String text) {
    return switch (kind) {
      case TEXT -> new Value.Text(text);
      case DATE -> Dates.read(text, dayFirst).map(Value.Day::new).orElse(null);
      case DECIMAL -> number(text).map(Value.Decimal::new).orElse(null);
      case NUMBER -> number(text).map(Value.Number::new).orElse(null);
    };
  }

  /** For messages: what the text should have been. */
  String wanted() {
    return switch (kind) {
      case TEXT -> "text";
      case DATE -> "a calendar day";
      case DECIMAL, NUMBER -> "a number";
    };
  }

  private Optional<BigDecimal> number(String text) {
    Optional<BigDecimal> read = plain ? plain(text).or(() -> Prices.read(text)) : Prices.read(text);
    return times.equals(BigDecimal.ONE) ? read : read.map(times::multiply);
  }

  private static Optional<BigDecimal> plain(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      // Not in the contract's own form: perhaps a person's. The caller reads it as such.
      return Optional.empty();
    }
  }
}
