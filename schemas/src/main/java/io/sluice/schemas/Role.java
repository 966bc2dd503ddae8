package io.sluice.schemas;

import java.util.Locale;

/**
 * Who writes or reads a topic: a kind of process, not a process. What each may do on a cluster is
 * {@link Acls}' part.
 */
public enum Role {
  /** Systems that hand documents in. */
  UPSTREAM,
  /** The life cycle of documents. */
  STREAMS_APP,
  /** Parsers. */
  EXTRACTORS,
  /** Pools of models. */
  MODEL_WORKERS,
  /** The client of a frontier model. */
  FRONTIER_WORKER,
  /** People, at the review desk or at any other consumer of the queue. */
  REVIEWERS,
  /** Kafka Connect sinks and any other reader of results. */
  SINKS,
  /** Whoever asks where a document is: dashboards, systems that follow what they handed in. */
  OBSERVERS,
  /**
   * People who run Sluice, on the command line: they read every topic, and write what the catalogue
   * says. One who hands documents in again is upstream, too.
   */
  OPERATORS,
  /**
   * Kafka Connect's workers in distributed mode: their own topics and group. What their connectors
   * do is upstream's or the sinks'.
   */
  CONNECT,
  /** Every process of Sluice itself: the life cycle and the workers. */
  ANY;

  /** Whether this role is meant where the catalogue names that one. */
  boolean is(Role named) {
    return this == named || named == ANY && isSluiceItself();
  }

  private boolean isSluiceItself() {
    return switch (this) {
      case STREAMS_APP, EXTRACTORS, MODEL_WORKERS, FRONTIER_WORKER -> true;
      case UPSTREAM, REVIEWERS, SINKS, OBSERVERS, OPERATORS, CONNECT, ANY -> false;
    };
  }

  /** The name as people read it, for instance {@code streams-app}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
