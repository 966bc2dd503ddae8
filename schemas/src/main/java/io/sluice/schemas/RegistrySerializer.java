package io.sluice.schemas;

import io.sluice.schemas.RegistryConfig.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated records in Confluent's wire format, byte for byte what Confluent's own
 * serializer writes, under its configuration names ({@link RegistryConfig}) and its
 * TopicNameStrategy. Null stays null. Thread-safe once configured.
 */
public final class RegistrySerializer<T extends SpecificRecord> implements Serializer<T> {
  private final Map<Schema, SpecificDatumWriter<T>> writers = new ConcurrentHashMap<>();
  private @Nullable RegistryClient client;
  private boolean autoRegister = true;
  private boolean isKey;

  /** For Kafka, which calls {@link #configure}. */
  public RegistrySerializer() {}

  @Override
  public void configure(Map<String, ?> configs, boolean forKeys) {
    Settings settings = new Settings(configs);
    refuseWhatWouldBeIgnored(settings, forKeys);
    client = RegistryClient.shared(RegistryConfig.from(configs));
    autoRegister = settings.flag(RegistryConfig.AUTO_REGISTER, true);
    isKey = forKeys;
  }

  /**
   * The record's bytes.
   *
   * @throws RegistryException if the registry refuses the schema or is not there
   * @throws SerializationException if the record breaks its own schema
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    if (data == null) {
      return null;
    }
    RegistryClient registry = Objects.requireNonNull(client, "call configure() before serialize()");
    Schema schema = data.getSchema();
    String subject = topic + (isKey ? "-key" : "-value");
    int id = autoRegister ? registry.register(subject, schema) : registry.idOf(subject, schema);
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(WireFormat.header(id));
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      writer(data).write(data, encoder);
      encoder.flush();
    } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
      throw new SerializationException(
          "a %s for %s breaks its schema: %s; fill every field that has no default"
              .formatted(schema.getName(), topic, e.getMessage()),
          e);
    }
    return out.toByteArray();
  }

  private SpecificDatumWriter<T> writer(T data) {
    return writers.computeIfAbsent(
        data.getSchema(),
        schema -> new SpecificDatumWriter<>(schema, SpecificData.getForClass(data.getClass())));
  }

  /** A setting that changes what Confluent's serializer writes must not pass unnoticed here. */
  private static void refuseWhatWouldBeIgnored(Settings settings, boolean forKeys) {
    if (settings.flag("use.latest.version", false)) {
      throw new ConfigException(
          "use.latest.version",
          true,
          "records are written with the schema of their generated class; set it to false, or name Confluent's"
              + " serializer in "
              + RegistrySerdes.SERIALIZER);
    }
    String strategy = (forKeys ? "key" : "value") + ".subject.name.strategy";
    String named = settings.text(strategy).orElse("TopicNameStrategy");
    if (!named.endsWith("TopicNameStrategy") || named.endsWith("RecordNameStrategy")) {
      throw new ConfigException(
          strategy, named, "subjects are <topic>-value: only TopicNameStrategy is spoken");
    }
  }
}
