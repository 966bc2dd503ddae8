package io.sluice.streams.life;

import io.sluice.events.AuditDecision;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.ReviewRequested;
import io.sluice.types.Pool;

/** What is to be done because of an event. */
public sealed interface Command {

  record RequestParse(ParseRequested task) implements Command {}

  record RequestInference(Pool pool, InferenceRequested task) implements Command {}

  record RequestFrontier(FrontierEscalation task) implements Command {}

  record RequestReview(ReviewRequested task) implements Command {}

  /** A part of a container starts a life of its own. */
  record StartChild(DocumentReceived child) implements Command {}

  record Complete(DocumentCompleted record) implements Command {}

  /** Completed before, and now as people read it: a higher revision takes the record's place. */
  record Correct(DocumentCompleted record) implements Command {}

  record Reject(DocumentRejected record) implements Command {}

  record ReportStatus(DocumentStatus status) implements Command {}

  /** The status topic forgets the document. */
  record ForgetStatus(String documentId) implements Command {}

  /** What a person's decision came to, where no record leaves that says so: for the audit. */
  record Note(AuditDecision decision) implements Command {}

  /** Nothing is done, and counted. */
  record Ignore(Why why) implements Command {}

  /** A person's work that fits no document: the event's record is kept among the dead letters. */
  record SetAside(String reason) implements Command {}

  /** Why an event is ignored. */
  enum Why {
    /** The same document, handed in again. */
    DUPLICATE,
    /** The result of a task that is no longer waited for. */
    OUT_OF_DATE,
    /** The document has ended. */
    AFTER_THE_END,
    /** It is to be forgotten, but is still under way. */
    UNDER_WAY,
    /** A result for a document that was never handed in, or is forgotten. */
    UNKNOWN_DOCUMENT,
    /** A deadline that was moved. */
    NOT_DUE
  }
}
