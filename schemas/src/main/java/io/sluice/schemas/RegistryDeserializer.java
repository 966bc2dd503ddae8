package io.sluice.schemas;

import io.sluice.schemas.RegistryConfig.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in Confluent's wire format. The writer's schema comes from the registry by id and
 * is resolved to the reader's generated class, so that a record written by an older or newer
 * version arrives as this version's class.
 *
 * <p>The class is the one given to the constructor, else the one that {@code
 * specific.avro.value.type} names, else the generated class of the writer's record name. Null stays
 * null. Thread-safe once configured.
 */
public final class RegistryDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  static final String KEY_TYPE = "specific.avro.key.type";
  static final String VALUE_TYPE = "specific.avro.value.type";

  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
  private @Nullable Class<? extends T> type;
  private @Nullable RegistryClient client;

  /** For Kafka, which calls {@link #configure}. */
  public RegistryDeserializer() {
    AvroTrust.grant();
  }

  /** Yields this class, whatever the configuration says. */
  public RegistryDeserializer(Class<? extends T> type) {
    this();
    this.type = type;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean forKeys) {
    client = RegistryClient.shared(RegistryConfig.from(configs));
    if (type == null) {
      String key = forKeys ? KEY_TYPE : VALUE_TYPE;
      type = configured(key, configs.get(key));
    }
  }

  /**
   * The record in the bytes.
   *
   * @throws RegistryException.Unavailable if the registry is not there; this says nothing about the
   *     record
   * @throws SerializationException if the bytes are no such record; another try would change
   *     nothing
   */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    int id = WireFormat.idOf(topic, data);
    SpecificDatumReader<T> reader = readers.get(id);
    if (reader == null) {
      reader = reader(topic, id);
      readers.put(id, reader);
    }
    try {
      int length = data.length - WireFormat.HEADER_BYTES;
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(data, WireFormat.HEADER_BYTES, length, null);
      T datum = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new SerializationException(
            "a record of %s has bytes left over after its %s; it was cut or written with another schema than id %d"
                .formatted(topic, reader.getExpected().getName(), id));
      }
      return datum;
    } catch (IOException
        | AvroRuntimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException // a length that no array has
        | ClassCastException e) {
      throw new SerializationException(
          "a record of %s (schema id %d) cannot be read as %s: %s"
              .formatted(topic, id, reader.getExpected().getFullName(), e),
          e);
    }
  }

  private SpecificDatumReader<T> reader(String topic, int id) {
    RegistryClient registry =
        Objects.requireNonNull(client, "call configure() before deserialize()");
    Schema writer = registry.schema(id);
    Class<? extends T> wanted = type == null ? generated(topic, writer) : type;
    SpecificData data = SpecificData.getForClass(wanted);
    Schema reader = data.getSchema(wanted);
    if (!reader.getFullName().equals(writer.getFullName())) {
      throw new SerializationException(
          "a record of %s is a %s (schema id %d), wanted is a %s; it was sent to the wrong topic"
              .formatted(topic, writer.getFullName(), id, reader.getFullName()));
    }
    return new SpecificDatumReader<>(writer, reader, data);
  }

  // Sound: a generated class is the T that the caller asked for, or the caller's own cast fails and
  // says so.
  @SuppressWarnings("unchecked")
  private Class<? extends T> generated(String topic, Schema writer) {
    Class<?> found = SpecificData.get().getClass(writer);
    if (found == null || !SpecificRecord.class.isAssignableFrom(found)) {
      throw new SerializationException(
          "a record of %s is a %s, and there is no generated class of that name; set %s or add it to the class path"
              .formatted(topic, writer.getFullName(), VALUE_TYPE));
    }
    return (Class<? extends T>) found;
  }

  @SuppressWarnings("unchecked")
  private @Nullable Class<? extends T> configured(String key, @Nullable Object value) {
    if (value == null || value instanceof Class<?>) {
      return (Class<? extends T>) value;
    }
    Optional<String> name = new Settings(Map.of(key, value)).text(key);
    try {
      return name.isEmpty()
          ? null
          : (Class<? extends T>) Class.forName(name.get()).asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new ConfigException(key, value, "the name of a class that Avro has generated");
    }
  }
}
