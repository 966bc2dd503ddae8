package io.sluice.types;

import java.util.Locale;

/** What the page of a commercial invoice says, in whatever language, which a reader of invoices knows. */
public enum InvoicePart {
  /** Its own number. */
  NUMBER(FieldKind.ID),
  /** The day on which it was issued. */
  DATE(FieldKind.DATE),
  /** Who asks for the money. */
  SELLER(FieldKind.NAME),
  /** Who owes it. */
  BUYER(FieldKind.NAME),
  /** ISO 4217 code of its amounts. */
  CURRENCY(FieldKind.CODE),
  /** All taxes together. */
  TAX(FieldKind.PRICE),
  /** Net amount and taxes, before what was paid already. */
  TOTAL(FieldKind.PRICE);

  private final FieldKind kind;

  InvoicePart(FieldKind kind) {
    this.kind = kind;
  }

  /** What kind of value it says. */
  public FieldKind kind() {
    return kind;
  }

  /** Its name in a type's file. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
