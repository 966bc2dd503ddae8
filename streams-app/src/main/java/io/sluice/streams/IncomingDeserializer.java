package io.sluice.streams;

import io.sluice.schemas.RegistryException;
import io.sluice.streams.life.Event;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record as an event. Bytes that are no such record become a value of their own, so that
 * the life cycle can leave a trace of them; a registry that does not answer says nothing about the
 * record and is thrown on.
 */
final class IncomingDeserializer<T extends SpecificRecord> implements Deserializer<Incoming> {
  private final Deserializer<T> values;
  private final Function<T, String> documentId;
  private final Function<T, Event> event;

  IncomingDeserializer(
      Deserializer<T> values, Function<T, String> documentId, Function<T, Event> event) {
    this.values = values;
    this.documentId = documentId;
    this.event = event;
  }

  @Override
  public Incoming deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return new Incoming.Unreadable(new byte[0], "the record has no value");
    }
    try {
      T value = values.deserialize(topic, data);
      return new Incoming.Happened(data, documentId.apply(value), event.apply(value));
    } catch (SerializationException e) {
      if (isTheRegistrysFault(e)) {
        throw e;
      }
      return new Incoming.Unreadable(data, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isTheRegistrysFault(SerializationException e) {
    return e instanceof RegistryException
        && !(e instanceof RegistryException.Refused refused
            && refused.errorCode() == RegistryException.Refused.SCHEMA_NOT_FOUND);
  }

  @Override
  public void close() {
    values.close();
  }
}
