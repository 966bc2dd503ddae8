package io.sluice.streams;

import io.sluice.schemas.AvroTrust;
import io.sluice.streams.life.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * States as bytes: one byte that names the version of the schema, then an Avro datum. The schema of
 * each version is kept among the resources ({@code state-v1.avsc}), so that this release reads what
 * an older one has stored. Whoever changes the schema adds a version; a test says so. Thread-safe.
 */
final class StateSerde
    implements Serde<State.Known>, Serializer<State.Known>, Deserializer<State.Known> {
  static final byte VERSION = 4;
  private final Map<Byte, SpecificDatumReader<GenericRecord>> readers = new TreeMap<>();
  private final SpecificDatumWriter<GenericRecord> writer =
      new SpecificDatumWriter<>(StateSchema.STATE);

  StateSerde() {
    AvroTrust.grant();
    for (byte version = 1; version <= VERSION; version++) {
      readers.put(
          version, new SpecificDatumReader<>(kept(version), StateSchema.STATE, SpecificData.get()));
    }
  }

  static Schema kept(byte version) {
    String name = "state-v" + version + ".avsc";
    try (InputStream in = StateSerde.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks io/sluice/streams/" + name);
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  @Override
  public byte @Nullable [] serialize(String topic, State.@Nullable Known state) {
    if (state == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(VERSION);
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      writer.write(StateRecords.write(state), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public State.@Nullable Known deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    SpecificDatumReader<GenericRecord> reader = data.length == 0 ? null : readers.get(data[0]);
    if (reader == null) {
      throw new SerializationException(
          "a stored state has version %s; this release knows 1 to %d. Was a newer release here?"
              .formatted(data.length == 0 ? "none" : data[0], VERSION));
    }
    try {
      return StateRecords.read(
          reader.read(null, DecoderFactory.get().binaryDecoder(data, 1, data.length - 1, null)));
    } catch (IOException | AvroRuntimeException e) {
      throw new SerializationException("a stored state cannot be read", e);
    }
  }

  @Override
  public Serializer<State.Known> serializer() {
    return this;
  }

  @Override
  public Deserializer<State.Known> deserializer() {
    return this;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // Nothing to configure.
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
