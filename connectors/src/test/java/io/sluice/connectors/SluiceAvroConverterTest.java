package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.local.EmbeddedRegistry;
import io.sluice.schemas.RegistryClient;
import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.RegistrySerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceAvroConverterTest {
  private static final String TOPIC = "t";

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private SluiceAvroConverter converter;

  @BeforeEach
  void start() {
    registry = EmbeddedRegistry.start(folder, 0);
    converter = new SluiceAvroConverter();
    converter.configure(config(registry.url()), false);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aCompletedRecordBecomesAStructWithItsSchema() {
    SchemaAndValue read =
        converter.toConnectData(TOPIC, bytes(Samples.completed("doc-1", "invoice", 2)));

    Schema schema = read.schema();
    assertThat(schema.name()).isEqualTo("io.sluice.events.DocumentCompleted");
    assertThat(schema.field("fileName").schema().isOptional()).isTrue();
    assertThat(schema.field("documentId").schema().isOptional()).isFalse();
    assertThat(schema.field("receivedAt").schema().name()).isEqualTo(Timestamp.LOGICAL_NAME);
    assertThat(schema.field("dataClass").schema().type()).isEqualTo(Schema.Type.STRING);
    assertThat(schema.field("revision").schema().defaultValue()).isEqualTo(1);
    assertThat(schema.field("documentType").schema().doc()).isEqualTo("The class.");

    Struct struct = (Struct) read.value();
    ConnectSchema.validateValue(schema, struct);
    assertThat(struct.getString("documentId")).isEqualTo("doc-1");
    assertThat(struct.getInt32("revision")).isEqualTo(2);
    assertThat(struct.get("parentId")).isNull();
    assertThat(struct.get("receivedAt")).isEqualTo(Date.from(Samples.RECEIVED));
    assertThat(struct.getMap("attributes")).isEqualTo(Map.of("mailbox", "invoices@acme.example"));
    Struct field = (Struct) struct.getArray("fields").get(0);
    assertThat(field.getString("value")).isEqualTo("119.00");
    assertThat(field.getString("reader")).isEqualTo("MODEL");
    assertThat(field.getStruct("box").getFloat32("y1")).isEqualTo(40f);
    assertThat(field.get("start")).isNull();
  }

  @Test
  void aUnionOfSeveralTypesIsAStructWithOneOfThemSet() {
    DocumentReceived received =
        DocumentReceived.newBuilder()
            .setDocumentId("doc-1")
            .setTenant("acme")
            .setSource("test")
            .setDataClass(DataClass.INTERNAL)
            .setContent(new InlineContent(ByteBuffer.wrap(new byte[] {1, 2})))
            .setSha256("00")
            .setReceivedAt(Samples.RECEIVED)
            .build();
    Struct content =
        ((Struct) converter.toConnectData(TOPIC, bytes(received)).value()).getStruct("content");
    assertThat(content.getStruct("InlineContent").getBytes("data")).containsExactly(1, 2);
    assertThat(content.getStruct("ContentReference")).isNull();
  }

  @Test
  void anybodysAvroIsReadWithDecimalsDatesAndOptionalMapValues() throws IOException {
    org.apache.avro.Schema avro =
        new org.apache.avro.Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Row","fields":[
                 {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
                 {"name":"day","type":{"type":"int","logicalType":"date"}},
                 {"name":"clock","type":{"type":"int","logicalType":"time-millis"}},
                 {"name":"micros","type":{"type":"long","logicalType":"timestamp-micros"}},
                 {"name":"pairs","type":{"type":"map","values":["null","string"]}},
                 {"name":"ratio","type":"float","default":0.5},
                 {"name":"code","type":{"type":"fixed","name":"Code","size":2}}]}
                """);
    GenericRecord row = new GenericData.Record(avro);
    row.put("amount", ByteBuffer.wrap(new BigDecimal("-12.34").unscaledValue().toByteArray()));
    row.put("day", 20000);
    row.put("clock", 1500);
    row.put("micros", 5L);
    Map<String, String> pairs = new java.util.HashMap<>();
    pairs.put("a", null);
    row.put("pairs", pairs);
    row.put("ratio", 0.25f);
    row.put("code", new GenericData.Fixed(avro.getField("code").schema(), new byte[] {7, 8}));

    SchemaAndValue read = converter.toConnectData(TOPIC, bytes(avro, row));
    Struct struct = (Struct) read.value();
    ConnectSchema.validateValue(read.schema(), struct);
    assertThat(read.schema().field("amount").schema().name()).isEqualTo(Decimal.LOGICAL_NAME);
    assertThat(struct.get("amount")).isEqualTo(new BigDecimal("-12.34"));
    assertThat(struct.get("day")).isEqualTo(new Date(20000L * 86_400_000L));
    assertThat(struct.get("clock")).isEqualTo(new Date(1500));
    assertThat(struct.get("micros")).isEqualTo(5L);
    assertThat(struct.getMap("pairs")).containsEntry("a", null);
    assertThat(read.schema().field("ratio").schema().defaultValue()).isEqualTo(0.5f);
    assertThat(struct.getBytes("code")).containsExactly(7, 8);
  }

  @Test
  void aTypeThatContainsItselfIsRefusedWithItsName() throws IOException {
    org.apache.avro.Schema avro =
        new org.apache.avro.Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]}]}
                """);
    byte[] bytes = bytes(avro, new GenericData.Record(avro));
    assertThatThrownBy(() -> converter.toConnectData(TOPIC, bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Node contains itself");
  }

  @Test
  void nullStaysNull() {
    assertThat(converter.toConnectData(TOPIC, null)).isEqualTo(SchemaAndValue.NULL);
  }

  @Test
  void poisonIsADataErrorThatNamesTheTopic() {
    byte[] good = bytes(Samples.completed("doc-1", "invoice", 1));
    byte[] cut = java.util.Arrays.copyOf(good, good.length - 3);
    byte[] longer = java.util.Arrays.copyOf(good, good.length + 3);
    byte[] unknownSchema = good.clone();
    unknownSchema[3] = 99;
    for (byte[] poison :
        List.of(
            new byte[0], "{}".getBytes(), "{\"a\": 1}".getBytes(), cut, longer, unknownSchema)) {
      assertThatThrownBy(() -> converter.toConnectData(TOPIC, poison))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("a record of t");
    }
  }

  @Test
  void aRegistryThatIsNotThereIsWorthAnotherTry() {
    byte[] good = bytes(Samples.completed("doc-1", "invoice", 1));
    String url = registry.url();
    registry.close();
    SluiceAvroConverter fresh = new SluiceAvroConverter();
    fresh.configure(config(url), false);
    assertThatThrownBy(() -> fresh.toConnectData(TOPIC, good))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("waits for the schema registry");
  }

  @Test
  void aMissingRegistryAddressIsToldAtOnce() {
    assertThatThrownBy(() -> new SluiceAvroConverter().configure(Map.of(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.converter")
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void writingIsRefusedInWords() {
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, "x"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("only reads");
  }

  private static Map<String, Object> config(String url) {
    return Map.of("schema.registry.url", url, "max.retries", "0");
  }

  private byte[] bytes(SpecificRecord record) {
    try (RegistrySerializer<SpecificRecord> serializer = new RegistrySerializer<>()) {
      serializer.configure(config(registry.url()), false);
      return serializer.serialize(TOPIC, record);
    }
  }

  private byte[] bytes(org.apache.avro.Schema avro, GenericRecord record) throws IOException {
    int id = new RegistryClient(RegistryConfig.from(config(registry.url()))).register("rows", avro);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(avro).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
