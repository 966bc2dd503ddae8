package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ConformanceFixture;
import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Sluice's serdes against Confluent's own (7.7.0), over one registry: the same bytes, readable both
 * ways. Confluent's classes are chosen as an operator would choose them, by configuration.
 */
@EnabledIfSystemProperty(
    named = "sluice.conformance",
    matches = "true",
    disabledReason = "needs Confluent's classes, which the quick profile does not fetch")
class ConfluentWireTest {
  private static final String TOPIC = "conformance";
  private static final int RECORDS_PER_TYPE = 20;
  private static ConformanceFixture registry;

  @BeforeAll
  static void start() throws Exception {
    registry = ConformanceFixture.start();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void bothWriteTheSameBytes() {
    try (Serializer<SpecificRecord> ours = RegistrySerdes.serializer(own());
        Serializer<SpecificRecord> theirs = RegistrySerdes.serializer(confluents())) {
      assertThat(theirs.getClass().getName()).startsWith("io.confluent.");
      forEveryType(type ->
          ConformanceFixture.samples(type, RECORDS_PER_TYPE)
              .forEach(record ->
                  assertThat(ours.serialize(TOPIC + type.getSimpleName(), record))
                      .isEqualTo(theirs.serialize(TOPIC + type.getSimpleName(), record))));
    }
  }

  @Test
  void confluentsReaderReadsWhatSluiceWrites() {
    forEveryType(type -> assertReads(type, own(), confluents()));
  }

  @Test
  void sluicesReaderReadsWhatConfluentWrites() {
    forEveryType(type -> assertReads(type, confluents(), own()));
  }

  private static <T extends SpecificRecord> void assertReads(
      Class<T> type, Map<String, Object> writing, Map<String, Object> reading) {
    try (Serializer<T> serializer = RegistrySerdes.serializer(writing);
        Deserializer<T> deserializer = RegistrySerdes.deserializer(type, reading)) {
      ConformanceFixture.samples(type, RECORDS_PER_TYPE)
          .forEach(record ->
              assertThat(
                      deserializer.deserialize(
                          TOPIC + type.getSimpleName(),
                          serializer.serialize(TOPIC + type.getSimpleName(), record)))
                  .isEqualTo(record));
    }
  }

  private static void forEveryType(Consumer<Class<? extends SpecificRecord>> test) {
    Topics.all().forEach(topic -> topic.value().ifPresent(test));
  }

  private static Map<String, Object> own() {
    return Map.of(RegistryConfig.URL, registry.url());
  }

  private static Map<String, Object> confluents() {
    Map<String, Object> config = new HashMap<>(own());
    config.put(RegistrySerdes.SERIALIZER, "io.confluent.kafka.serializers.KafkaAvroSerializer");
    config.put(RegistrySerdes.DESERIALIZER, "io.confluent.kafka.serializers.KafkaAvroDeserializer");
    return config;
  }
}
