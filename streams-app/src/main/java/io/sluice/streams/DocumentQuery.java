package io.sluice.streams;

import io.sluice.streams.life.State;
import io.sluice.streams.life.Status;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Asks the state store of the documents. Thread-safe. */
final class DocumentQuery implements Documents {
  private final KafkaStreams streams;
  private final StreamsAppConfig.Http self;

  DocumentQuery(KafkaStreams streams, StreamsAppConfig.Http self) {
    this.streams = streams;
    this.self = self;
  }

  @Override
  public KafkaStreams.State state() {
    return streams.state();
  }

  @Override
  public Answer status(String documentId) {
    try {
      Optional<HostInfo> other = otherHost(documentId);
      if (other.isPresent()) {
        return new Elsewhere(other.get());
      }
      ReadOnlyKeyValueStore<String, State.Known> documents =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  Nodes.DOCUMENTS, QueryableStoreTypes.keyValueStore()));
      State.Known state = documents.get(documentId);
      return state == null ? new NotFound() : new Found(Status.of(state));
    } catch (InvalidStateStoreException e) {
      return new NotNow("the documents are moving between instances; ask again: " + e.getMessage());
    }
  }

  private Optional<HostInfo> otherHost(String documentId) {
    if (self.advertised().isEmpty()) {
      return Optional.empty();
    }
    KeyQueryMetadata metadata =
        streams.queryMetadataForKey(Nodes.DOCUMENTS, documentId, new StringSerializer());
    HostInfo active = metadata == null ? HostInfo.unavailable() : metadata.activeHost();
    String address = active.host() + ":" + active.port();
    return active.equals(HostInfo.unavailable()) || address.equals(self.advertised().get())
        ? Optional.empty()
        : Optional.of(active);
  }
}
