package io.sluice.chaos;

/**
 * A promise that was not kept.
 *
 * @param rule which
 * @param documentId to whom
 * @param message how, in words
 */
record Violation(Rule rule, String documentId, String message) {

  /** The promises. */
  enum Rule {
    /** What was handed in ends. */
    LOST,
    /** It ends once. */
    ENDED_TWICE,
    /** Only what was handed in ends. */
    ENDED_UNASKED,
    /** It ends as it would have without faults. */
    ENDED_OTHERWISE,
    /** A task is given out once. */
    ASKED_TWICE,
    /** A task is worked on no more often than its retries allow. */
    DONE_TOO_OFTEN,
    /** Only what was asked is answered. */
    ANSWERED_UNASKED,
    /** The status topic agrees with the end. */
    STATUS_DIFFERS,
    /** No record is set aside because a process died. */
    SET_ASIDE,
    /** A record is corrected once, and only where people audited it. */
    CORRECTED_UNASKED,
    /** Each ending, question and correction has its one entry in the audit. */
    NOT_AUDITED,
    /** The audit's chains go on, whoever dies. */
    AUDIT_BROKEN,
    /** Every record's key is the document's id. */
    WRONG_KEY,
    /** Every completed record has its effect downstream. */
    EFFECT_MISSING,
    /** One, and nothing else has. */
    EFFECT_UNASKED
  }

  @Override
  public String toString() {
    return rule + " " + documentId + ": " + message;
  }
}
