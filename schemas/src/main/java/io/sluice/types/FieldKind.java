package io.sluice.types;

/** What kind of value a field holds; it says how the value is normalised and compared. */
public enum FieldKind {
  /** A calendar day, or "perpetual". */
  DATE,
  /** An amount of money, with or without its currency. */
  PRICE,
  /** An identifier: letters and digits count, all else is decoration. */
  ID,
  /** A short code of a closed list, such as a currency. */
  CODE,
  /** Free text. */
  TEXT,
  /** A name of a person, an organisation or a place. */
  NAME,
  /** Several names, separated by "; ". */
  NAMES,
  /** A length of time, or "perpetual". */
  DURATION
}
