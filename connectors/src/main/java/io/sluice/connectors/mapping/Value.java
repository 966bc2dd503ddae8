package io.sluice.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A value for the target, typed, before the target's own notation. */
public sealed interface Value {
  /** Nothing: left out where the object is new, cleared where it is there. */
  record Empty() implements Value {}

  /** Text. */
  record Text(String text) implements Value {}

  /** An exact number, such as an amount of money. */
  record Decimal(BigDecimal amount) implements Value {}

  /** A number that the target keeps as a float or an integer. */
  record Number(BigDecimal number) implements Value {}

  /** A calendar day. */
  record Day(LocalDate date) implements Value {}

  /** Anything in the target's own notation, from a {@code constant}. */
  record Raw(JsonNode json) implements Value {}

  /** An object that has to be looked up in the target; its id stands here once it is found. */
  record Reference(Lookup lookup) implements Value {}

  /** Child objects, such as the lines of an invoice. They are replaced as a whole. */
  record Rows(List<Map<String, Value>> rows) implements Value {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** There is nothing. */
  Value EMPTY = new Empty();
}
