package io.sluice.types;

import java.util.Locale;

/** What contracts say in phrases of their trade, which a reader of clauses knows. */
public enum Clause {
  /** What the agreement calls itself. */
  TITLE(FieldKind.TEXT),
  /** Who makes the agreement: all names. */
  PARTIES(FieldKind.NAMES),
  /** The day on which it is made. */
  AGREEMENT_DATE(FieldKind.DATE),
  /** The day from which it holds; where none is said, the day on which it is made. */
  EFFECTIVE_DATE(FieldKind.DATE),
  /**
   * The day on which it ends: as it is said, or by its first term; "perpetual" if it has no end.
   */
  EXPIRATION_DATE(FieldKind.DATE),
  /** The state, province or country whose law governs it. */
  GOVERNING_LAW(FieldKind.NAME),
  /** How long it binds. */
  TERM(FieldKind.DURATION),
  /** For how long it is renewed. */
  RENEWAL_TERM(FieldKind.DURATION);

  private final FieldKind kind;

  Clause(FieldKind kind) {
    this.kind = kind;
  }

  /** What kind of value it says. */
  public FieldKind kind() {
    return kind;
  }

  /** Its name in a type's file. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
