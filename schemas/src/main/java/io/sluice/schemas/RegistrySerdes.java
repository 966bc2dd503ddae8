package io.sluice.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Where every process gets its serdes. They are Sluice's own, unless the configuration names
 * others:
 *
 * <pre>
 * sluice.avro.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer
 * sluice.avro.deserializer=io.confluent.kafka.serializers.KafkaAvroDeserializer
 * </pre>
 *
 * <p>The same bytes travel either way.
 */
public final class RegistrySerdes {
  /** Class name of another serializer with Confluent's configuration. */
  public static final String SERIALIZER = "sluice.avro.serializer";

  /** Class name of another deserializer with Confluent's configuration. */
  public static final String DESERIALIZER = "sluice.avro.deserializer";

  private RegistrySerdes() {}

  /** A configured serde for the values of a topic. */
  public static <T extends SpecificRecord> Serde<T> of(Class<T> type, Map<String, ?> config) {
    return Serdes.serdeFrom(serializer(config), deserializer(type, config));
  }

  /** A configured serializer for values of any generated class. */
  public static <T extends SpecificRecord> Serializer<T> serializer(Map<String, ?> config) {
    Object named = config.get(SERIALIZER);
    Serializer<T> serializer =
        named == null ? new RegistrySerializer<>() : other(SERIALIZER, named, Serializer.class);
    serializer.configure(config, false);
    return serializer;
  }

  /** A configured deserializer for values that arrive as the given class. */
  public static <T extends SpecificRecord> Deserializer<T> deserializer(
      Class<T> type, Map<String, ?> config) {
    AvroTrust.grant();
    Object named = config.get(DESERIALIZER);
    if (named == null) {
      Deserializer<T> deserializer = new RegistryDeserializer<>(type);
      deserializer.configure(config, false);
      return deserializer;
    }
    Map<String, Object> specific = new HashMap<>(config);
    specific.put("specific.avro.reader", true);
    specific.put(RegistryDeserializer.VALUE_TYPE, type.getName());
    Deserializer<T> deserializer = other(DESERIALIZER, named, Deserializer.class);
    deserializer.configure(specific, false);
    return deserializer;
  }

  // The class is the operator's choice; that it speaks T shows with the first record.
  @SuppressWarnings("unchecked")
  private static <S> S other(String key, Object named, Class<?> kind) {
    String name = named instanceof Class<?> type ? type.getName() : named.toString();
    try {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      Class<?> type =
          Class.forName(
              name, true, context == null ? RegistrySerdes.class.getClassLoader() : context);
      return (S) kind.cast(type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      ConfigException refused =
          new ConfigException(
              key,
              name,
              "the name of a %s on the class path with a constructor without arguments; %s"
                  .formatted(kind.getSimpleName(), e));
      refused.initCause(e);
      throw refused;
    }
  }
}
