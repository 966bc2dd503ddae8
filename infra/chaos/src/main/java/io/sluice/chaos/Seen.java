package io.sluice.chaos;

import io.sluice.events.AuditDecision;

/** What a record on a topic, or a file of the sink, says about a document. */
sealed interface Seen {
  /** The document's id, as the value says it. */
  String documentId();

  /** It was handed in, or came out of a container. */
  record Handed(String documentId) implements Seen {}

  /** A task was given out. */
  record Asked(String documentId, String taskId) implements Seen {}

  /**
   * A worker's answer to a task.
   *
   * @param givenUp whether it only says that the task was delivered too often
   */
  record Answered(String documentId, String taskId, boolean givenUp) implements Seen {}

  /**
   * People are asked.
   *
   * @param audit whether the document has its record already
   */
  record Questioned(String documentId, String taskId, boolean audit) implements Seen {}

  /** A person has answered. */
  record Decided(String documentId, String taskId) implements Seen {}

  /**
   * The document ended.
   *
   * @param why the rejection's reason; empty for the other routes
   */
  record Ended(String documentId, Route route, String why) implements Seen {}

  /** The status topic's last word on it. */
  record Reported(String documentId, String stage) implements Seen {}

  /** A record that was set aside: nobody could read or process it. */
  record SetAside(String documentId, String why) implements Seen {}

  /** A record's key is not the document's id. */
  record WrongKey(String documentId, String topic, String key) implements Seen {}

  /** A completed record of a higher revision. */
  record Corrected(String documentId) implements Seen {}

  /** An entry of the audit. */
  record Audited(String documentId, AuditDecision decision) implements Seen {}

  /** An entry of the audit that does not go on from the one before it. */
  record Unchained(String documentId, String why) implements Seen {}

  /** What the sink has made of a completed record: its one file, by the record's key. */
  record Effect(String documentId) implements Seen {}
}
