package io.sluice.connectors.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as an object of the target.
 *
 * @param documentId the document
 * @param revision 1 or more
 * @param object the target's name of the kind of object
 * @param keyField the target's field that holds the document's identity
 * @param key the identity there; one object has it
 * @param revisionMark where the object keeps its revision; null if it does not
 * @param fields the fields to write, without key and revision
 */
public record MappedRecord(
    String documentId,
    long revision,
    String object,
    String keyField,
    String key,
    @Nullable RevisionMark revisionMark,
    Map<String, Value> fields) {

  /** The same on every delivery of this revision, and on no other. */
  public String idempotencyKey() {
    return documentId + ":" + revision;
  }

  /** The same object with these fields. */
  public MappedRecord with(Map<String, Value> others) {
    return new MappedRecord(documentId, revision, object, keyField, key, revisionMark, others);
  }
}
