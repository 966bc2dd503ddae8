package io.sluice.types;

/** Whether documents of a type hold line items. */
public enum LineItemsPolicy {
  /** They hold none: tables are not read. */
  NONE,
  /** They may: what is found is read and checked; a document without is no worse. */
  EXPECTED,
  /** They must: a document without goes to people. */
  REQUIRED
}
