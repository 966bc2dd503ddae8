package io.sluice.connectors.upsert;

/** How an object of the target is found by its key. */
public enum Strategy {
  /** The key stands in the URL; the whole object is replaced. */
  PUT,
  /** The key stands in the URL; the fields that are sent are replaced. */
  PATCH,
  /** Many objects in one request, each with its key and its own result. */
  BATCH,
  /** The target is searched for the key, then the object is created or changed. */
  LOOKUP_THEN_WRITE
}
