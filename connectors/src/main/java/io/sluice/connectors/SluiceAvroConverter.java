package io.sluice.connectors;

import io.sluice.schemas.RegistryClient;
import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro in Confluent's wire format for any sink: the schema comes from a registry that speaks
 * Confluent's protocol, the record becomes a Connect {@link org.apache.kafka.connect.data.Struct}.
 * It reads any Avro record, not only Sluice's, and it only reads: for sources, use another
 * converter.
 *
 * <p>Configured under Confluent's names ({@link RegistryConfig}), behind {@code value.converter.}
 * or {@code key.converter.}.
 */
public final class SluiceAvroConverter implements Converter, Versioned {
  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              RegistryConfig.URL,
              ConfigDef.Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.Importance.HIGH,
              "Base URLs of the schema registry, such as http://localhost:8081.")
          .define(
              RegistryConfig.CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              ConfigDef.ValidString.in("URL", "USER_INFO"),
              ConfigDef.Importance.MEDIUM,
              "Where user and password stand: in the URL, or in basic.auth.user.info.")
          .define(
              RegistryConfig.USER_INFO,
              ConfigDef.Type.PASSWORD,
              "",
              ConfigDef.Importance.MEDIUM,
              "user:password for the registry.");

  /** A schema as Connect sees it, and the reader of the data written with it. */
  private record Form(Schema schema, GenericDatumReader<@Nullable Object> reader) {}

  private final Map<Integer, Form> forms = new ConcurrentHashMap<>();
  private @Nullable RegistryClient registry;

  /** For Connect, which calls {@link #configure}. */
  public SluiceAvroConverter() {}

  @Override
  public ConfigDef config() {
    return DEFINITION;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    try {
      registry = new RegistryClient(RegistryConfig.from(configs));
    } catch (ConfigException e) {
      throw new ConfigException(
          (isKey ? "key" : "value") + ".converter cannot be configured: " + e.getMessage());
    }
  }

  /**
   * The record in the bytes; null stays null.
   *
   * @throws RetriableException if the registry is not there; this says nothing about the record
   * @throws DataException if the bytes are no such record
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    if (value.length < HEADER_BYTES || value[0] != MAGIC) {
      throw new DataException(
          "a record of %s is not in Confluent's wire format: a record begins with 0 and the schema's 4-byte id"
              .formatted(topic));
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    try {
      Form form = form(id);
      BinaryDecoder decoder =
          DecoderFactory.get()
              .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
      Object datum = form.reader().read(null, decoder);
      if (!decoder.isEnd()) {
        throw new DataException(
            "a record of %s (schema id %d) has bytes left over; it was cut or written with another schema"
                .formatted(topic, id));
      }
      return new SchemaAndValue(
          form.schema(), AvroValues.toConnect(form.reader().getExpected(), form.schema(), datum));
    } catch (RegistryException.Unavailable e) {
      throw new RetriableException(
          "a record of %s waits for the schema registry: %s".formatted(topic, e.getMessage()), e);
    } catch (RegistryException e) {
      throw new DataException(
          "a record of %s (schema id %d) has no readable schema: %s"
              .formatted(topic, id, e.getMessage()),
          e);
    } catch (IOException
        | AvroRuntimeException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | ClassCastException e) {
      throw new DataException(
          "a record of %s (schema id %d) cannot be read: %s".formatted(topic, id, e), e);
    }
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new ConnectException(
        "SluiceAvroConverter only reads, and %s is to be written; give the source another value.converter"
            .formatted(topic));
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  private Form form(int id) {
    Form known = forms.get(id);
    if (known != null) {
      return known;
    }
    RegistryClient client =
        Objects.requireNonNull(registry, "call configure() before toConnectData()");
    var avro = client.schema(id);
    // A GenericData of its own knows no logical types: they are turned into Connect's here.
    Form form =
        new Form(
            AvroSchemas.toConnect(avro), new GenericDatumReader<>(avro, avro, new GenericData()));
    forms.put(id, form);
    return form;
  }
}
