package io.sluice.streams;

import io.sluice.schemas.RegistrySerdes;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** Where the topology gets its serdes. */
@FunctionalInterface
public interface EventSerdes {

  /** A serde of its own for values of this class. */
  <T extends SpecificRecord> Serde<T> of(Class<T> type);

  /** Serdes of a schema registry, configured under Confluent's names. */
  static EventSerdes ofRegistry(Map<String, ?> config) {
    return new EventSerdes() {
      @Override
      public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
        return RegistrySerdes.of(type, config);
      }
    };
  }
}
