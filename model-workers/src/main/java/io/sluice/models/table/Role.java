package io.sluice.models.table;

import java.util.Locale;

/** What a column of a table of line items holds. */
enum Role {
  NUMBER,
  DESCRIPTION,
  QUANTITY,
  UNIT,
  UNIT_PRICE,
  LINE_TOTAL,
  TAX_RATE,
  GTIN,
  CODE,
  DATE,
  TIME,
  DAYS,
  LENGTH,
  /** Belongs to a table of taxes or payments: such a table holds no line items. */
  SUMMARY,
  OTHER;

  /** Whether its cells are numbers. */
  boolean numeric() {
    return this == QUANTITY || this == UNIT_PRICE || this == LINE_TOTAL || this == TAX_RATE;
  }

  /** As cells of the events spell it. */
  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }
}
