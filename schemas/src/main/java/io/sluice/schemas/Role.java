package io.sluice.schemas;

import java.util.Locale;

/** Who writes or reads a topic: a kind of process, not a process. */
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
  /** Who runs Sluice, at the command line: what is forgotten, what is audited. */
  OPERATORS,
  /** Kafka Connect sinks and any other reader of results. */
  SINKS,
  /** Every kind of process. */
  ANY;

  /** The name as people read it, for instance {@code streams-app}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
