package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Box;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentStatus;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ReviewDecided;
import io.sluice.schemas.HttpFixture.Response;
import io.sluice.schemas.RegistryException.Refused;
import io.sluice.schemas.RegistryException.Unavailable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;

class RegistrySerdesTest {
  private static final TinyRegistry REGISTRY = new TinyRegistry();
  private static HttpFixture server;

  @BeforeContainer
  static void start() throws Exception {
    server = HttpFixture.answering(REGISTRY);
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 300)
  void everyRecordOfEveryTopicComesBackAsItWas(@ForAll("events") SpecificRecord event) {
    assertThat(roundTrip(event)).isEqualTo(event);
  }

  @Property(tries = 300)
  void bytesThatAreNoRecordAreRefusedAndNeverMisread(@ForAll byte[] bytes) {
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config())) {
      assertThatThrownBy(() -> serde.deserializer().deserialize("boxes", bytes))
          .isInstanceOf(SerializationException.class);
    }
  }

  /** The first field of this record is a text; its length comes first, seven bits a byte. */
  @Property(tries = 200)
  void aTextThatClaimsAnyLengthIsRefused(
      @ForAll("received") DocumentReceived event, @ForAll @LongRange(min = 0) long claimed) {
    try (Serde<DocumentReceived> serde = RegistrySerdes.of(DocumentReceived.class, config())) {
      byte[] bytes = serde.serializer().serialize("t", event);
      ByteBuffer claim = ByteBuffer.allocate(20).put(bytes, 0, WireFormat.HEADER_BYTES);
      for (long rest = (claimed << 1) | (claimed >>> 63); ; rest >>>= 7) {
        claim.put((byte) (rest > 0x7f || rest < 0 ? rest & 0x7f | 0x80 : rest));
        if (rest >= 0 && rest <= 0x7f) {
          break;
        }
      }
      byte[] liar = Arrays.copyOf(claim.array(), claim.position());
      assertThatThrownBy(() -> serde.deserializer().deserialize("t", liar))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Property(tries = 100)
  void aRecordThatWasCutIsRefused(@ForAll("received") DocumentReceived event) {
    try (Serde<DocumentReceived> serde = RegistrySerdes.of(DocumentReceived.class, config())) {
      byte[] bytes = serde.serializer().serialize("t", event);
      byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
      assertThatThrownBy(() -> serde.deserializer().deserialize("t", cut))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("DocumentReceived");
    }
  }

  @Example
  void aRecordBeginsWithAZeroByteAndTheSchemasId() {
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config())) {
      byte[] bytes = serde.serializer().serialize("boxes", new Box(1f, 2f, 3f, 4f));
      assertThat(bytes).hasSize(5 + 4 * Float.BYTES).startsWith(0);
      assertThat(ByteBuffer.wrap(bytes).getInt(1))
          .isEqualTo(REGISTRY.idOf(Box.getClassSchema().toString()));
    }
  }

  @Example
  void nullStaysNullSoThatCompactedTopicsCanForget() {
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config())) {
      assertThat(serde.serializer().serialize("boxes", null)).isNull();
      assertThat(serde.deserializer().deserialize("boxes", null)).isNull();
    }
  }

  @Example
  void aRecordOfAnOlderVersionArrivesWithTheNewFieldsDefaults() {
    var old =
        SchemaBuilder.record("io.sluice.events.Box")
            .fields()
            .requiredFloat("x0")
            .requiredFloat("y0")
            .requiredFloat("x1")
            .requiredFloat("y1")
            .requiredString("colour")
            .endRecord();
    byte[] datum = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 'r', 'e', 'd'};
    byte[] bytes =
        ByteBuffer.allocate(5 + datum.length)
            .put((byte) 0)
            .putInt(REGISTRY.idOf(old.toString()))
            .put(datum)
            .array();
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config())) {
      assertThat(serde.deserializer().deserialize("boxes", bytes))
          .isEqualTo(new Box(0f, 0f, 0f, 0f));
    }
  }

  @Example
  void anEnumSymbolOfALaterVersionBecomesTheDefault() throws Exception {
    Schema later =
        new Schema.Parser()
            .parse(Page.getClassSchema().toString().replace("\"OCR\",", "\"OCR\",\"MAGIC\","));
    GenericRecord page = new GenericData.Record(later);
    page.put("number", 1);
    page.put("width", 595f);
    page.put("height", 842f);
    page.put("source", new GenericData.EnumSymbol(later.getField("source").schema(), "MAGIC"));
    page.put("skewDegrees", 0f);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.header(REGISTRY.idOf(later.toString())));
    new GenericDatumWriter<GenericRecord>(later)
        .write(page, EncoderFactory.get().directBinaryEncoder(out, null));
    try (Serde<Page> serde = RegistrySerdes.of(Page.class, config())) {
      assertThat(serde.deserializer().deserialize("pages", out.toByteArray()).getSource())
          .isEqualTo(PageSource.NONE);
    }
  }

  @Example
  void aRecordOfAnotherKindIsRefusedByBothNames() {
    byte[] bytes;
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config())) {
      bytes = serde.serializer().serialize("boxes", new Box(1f, 2f, 3f, 4f));
    }
    try (Serde<DocumentStatus> serde = RegistrySerdes.of(DocumentStatus.class, config())) {
      assertThatThrownBy(() -> serde.deserializer().deserialize("status", bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("io.sluice.events.Box")
          .hasMessageContaining("io.sluice.events.DocumentStatus")
          .hasMessageContaining("wrong topic");
    }
  }

  @Example
  void anIdThatTheRegistryDoesNotKnowIsRefusedNotRetried() {
    byte[] bytes = {0, 0, 1, 0, 0, 42};
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config())) {
      assertThatThrownBy(() -> serde.deserializer().deserialize("boxes", bytes))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.errorCode()).isEqualTo(Refused.SCHEMA_NOT_FOUND));
    }
  }

  @Example
  void anOutageIsToldApartFromABadRecord() throws Exception {
    HttpFixture gone = HttpFixture.answering(request -> Response.ok("{}"));
    gone.close();
    Map<String, Object> config =
        Map.of(RegistryConfig.URL, gone.url(), RegistryConfig.MAX_RETRIES, "0");
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config)) {
      assertThatThrownBy(
              () -> serde.deserializer().deserialize("boxes", new byte[] {0, 0, 0, 0, 1, 0}))
          .isInstanceOf(Unavailable.class);
    }
  }

  @Example
  void aRecordWithoutARequiredFieldIsRefusedByName() {
    try (Serde<ReviewDecided> serde = RegistrySerdes.of(ReviewDecided.class, config())) {
      assertThatThrownBy(() -> serde.serializer().serialize("t", new ReviewDecided()))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("ReviewDecided");
    }
  }

  @Example
  void withoutAClassTheWritersNameDecides() {
    try (Serde<Box> serde = RegistrySerdes.of(Box.class, config());
        var any = new RegistryDeserializer<SpecificRecord>()) {
      any.configure(config(), false);
      Box box = new Box(1f, 2f, 3f, 4f);
      assertThat(any.deserialize("boxes", serde.serializer().serialize("boxes", box)))
          .isEqualTo(box);
    }
  }

  @Example
  void anotherSerializerIsAMatterOfConfiguration() {
    Map<String, Object> config = new HashMap<>(config());
    config.put(RegistrySerdes.DESERIALIZER, ByteArrayDeserializer.class.getName());
    assertThat(RegistrySerdes.deserializer(Box.class, config))
        .isInstanceOf(ByteArrayDeserializer.class);
    config.put(RegistrySerdes.SERIALIZER, StringDeserializer.class.getName());
    assertThatThrownBy(() -> RegistrySerdes.serializer(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(RegistrySerdes.SERIALIZER);
  }

  @Example
  void settingsThatWouldChangeTheBytesAreRefusedNotIgnored() {
    for (Map.Entry<String, String> setting :
        Map.of(
                "use.latest.version", "true",
                "value.subject.name.strategy",
                    "io.confluent.kafka.serializers.subject.RecordNameStrategy")
            .entrySet()) {
      Map<String, Object> config = new HashMap<>(config());
      config.put(setting.getKey(), setting.getValue());
      assertThatThrownBy(() -> RegistrySerdes.serializer(config))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(setting.getKey());
    }
  }

  @Provide
  Arbitrary<SpecificRecord> events() {
    AvroTrust.grant();
    return Arbitraries.of(Topics.all())
        .filter(topic -> topic.value().isPresent())
        .flatMap(
            topic -> AnyRecord.of(topic.value().orElseThrow()).map(SpecificRecord.class::cast));
  }

  @Provide
  Arbitrary<DocumentReceived> received() {
    AvroTrust.grant();
    return AnyRecord.of(DocumentReceived.class);
  }

  private static <T extends SpecificRecord> SpecificRecord roundTrip(T event) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) event.getClass();
    try (Serde<T> serde = RegistrySerdes.of(type, config())) {
      return serde.deserializer().deserialize("t", serde.serializer().serialize("t", event));
    }
  }

  private static Map<String, Object> config() {
    return Map.of(RegistryConfig.URL, server.url());
  }
}
