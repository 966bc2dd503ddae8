package io.sluice.types;

import java.util.EnumSet;
import java.util.Set;

/**
 * What gives a field's value away on a short page such as a receipt, or in the head of an order.
 */
public enum Cue {
  /** It stands in the head: a name is that of who wrote the page, a text the address. */
  LETTERHEAD(EnumSet.of(FieldKind.NAME, FieldKind.TEXT)),
  /** It is labelled as a total, and is what was given less the change. */
  PAYMENT(EnumSet.of(FieldKind.PRICE)),
  /** It is the first day of the flight of an order or invoice for advertising time. */
  FLIGHT_START(EnumSet.of(FieldKind.DATE)),
  /** It is the last day of that flight. */
  FLIGHT_END(EnumSet.of(FieldKind.DATE)),
  /** It is the number of the contract or order for that time, else of its invoice. */
  AIRTIME_CONTRACT(EnumSet.of(FieldKind.ID));

  private final Set<FieldKind> kinds;

  Cue(Set<FieldKind> kinds) {
    this.kinds = kinds;
  }

  /** The kinds of value that it leads to. */
  public Set<FieldKind> kinds() {
    return Set.copyOf(kinds);
  }
}
