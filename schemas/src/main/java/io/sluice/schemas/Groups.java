package io.sluice.schemas;

/**
 * The names under which processes share work: consumer groups, share groups and, of the streams
 * app, its transactions and changelogs. {@link Acls} grants what carries these names.
 */
public final class Groups {
  private Groups() {}

  /** The application id of the streams app; begins the names of its transactions and topics. */
  public static final String STREAMS_APP = "sluice-streams-app";

  /** The share group of all extractors. */
  public static final String EXTRACTORS = "sluice-extractors";

  /** Begins the share groups of model workers, one a pool. */
  public static final String INFERENCE = "sluice-inference-";

  /** The share group of frontier workers. */
  public static final String FRONTIER_WORKER = "sluice-frontier-worker";

  /** The group of Kafka Connect's workers; begins the names of their topics. */
  public static final String CONNECT = "sluice-connect";

  /** Begins the group of every sink connector; the rest is the connector's name. */
  public static final String CONNECTORS = "connect-";

  /** Begins the groups of reviewers' consumers. */
  public static final String REVIEWERS = "sluice-reviewers";

  /** The transactions of the review desk: a second one with the same name ends the first. */
  public static final String DESK = "sluice-review-desk";

  /** Begins the groups of other consumers of completed and rejected documents. */
  public static final String SINKS = "sluice-sinks";

  /** Begins the groups of those who follow the status of documents. */
  public static final String OBSERVERS = "sluice-observers";

  /** Begins the groups of operators' consumers. */
  public static final String OPERATORS = "sluice-operators";

  /** The transactions in which dead letters are put back. */
  public static final String REPLAY = "sluice-dead-letters-replay";
}
