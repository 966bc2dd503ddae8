package io.sluice.rules;

import io.sluice.events.Doubt;
import org.jspecify.annotations.Nullable;

/** What can be in doubt. The names travel in {@link Doubt#getCode}. */
public enum DoubtCode {
  /** The class is not certain enough. */
  CLASS_BELOW_THRESHOLD,
  /** A field is not certain enough. */
  FIELD_BELOW_THRESHOLD,
  /** The bundle's gate file has no threshold, or the labelled data supported none. */
  NO_THRESHOLD,
  /** A rule of the document type does not hold. */
  VALIDATOR_FAILED,
  /** A field that the type requires has no value. */
  REQUIRED_FIELD_MISSING,
  /** People look at every document of this type. */
  ALWAYS_REVIEWED,
  /** A stage failed or did not answer in time. */
  STAGE_FAILED,
  /** The model named a class that is no document type here. */
  UNSUPPORTED_CLASS,
  /** A reviewer's decision could not be carried out. */
  DECISION_UNUSABLE,
  /** Two people decided, each without the other, and differ. */
  OPINIONS_DIFFER;

  /** A doubt about the class or the whole document. */
  public Doubt because(String message) {
    return about(null, message);
  }

  /** A doubt about a field. */
  public Doubt about(@Nullable String field, String message) {
    return Doubt.newBuilder().setField(field).setCode(name()).setMessage(message).build();
  }
}
