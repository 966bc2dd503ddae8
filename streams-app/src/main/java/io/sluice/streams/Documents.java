package io.sluice.streams;

import io.sluice.events.DocumentStatus;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Where documents are, as the HTTP server asks for it. Thread-safe. */
interface Documents {

  /** What the client is doing. */
  KafkaStreams.State state();

  /** Where a document is. */
  Answer status(String documentId);

  /** What can be said of a document. */
  sealed interface Answer {}

  /** Here it is. */
  record Found(DocumentStatus status) implements Answer {}

  /** Nobody knows it. */
  record NotFound() implements Answer {}

  /** Another instance knows. */
  record Elsewhere(HostInfo host) implements Answer {}

  /** Ask again. */
  record NotNow(String why) implements Answer {}
}
