package io.sluice.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** Arbitrary generated records: whatever a schema allows, built from the schema itself. */
final class AnyRecord {
  private static final int MANY = 3;

  private AnyRecord() {}

  /** Records of the class, with every branch of every union. */
  static <T extends SpecificRecord> Arbitrary<T> of(Class<T> type) {
    return record(SpecificData.get().getSchema(type)).map(type::cast);
  }

  private static Arbitrary<Object> record(Schema schema) {
    List<Field> fields = schema.getFields();
    return Combinators.combine(fields.stream().map(field -> any(field.schema())).toList())
        .as(values -> {
          SpecificRecordBase record =
              (SpecificRecordBase) SpecificData.newInstance(classOf(schema), schema);
          IntStream.range(0, values.size()).forEach(i -> record.put(i, values.get(i)));
          return (Object) record;
        });
  }

  private static Arbitrary<Object> any(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> Arbitraries.of(schema.getEnumSymbols()).map(name -> symbol(schema, name));
      case ARRAY -> any(schema.getElementType()).list().ofMaxSize(MANY).map(list -> list);
      case MAP ->
          Arbitraries.maps(Arbitraries.strings(), any(schema.getValueType()))
              .ofMaxSize(MANY)
              .map(map -> map);
      case UNION -> Arbitraries.of(schema.getTypes()).flatMap(AnyRecord::any);
      case STRING -> Arbitraries.strings().map(text -> text);
      case BYTES -> Arbitraries.bytes().array(byte[].class).ofMaxSize(64).map(ByteBuffer::wrap);
      case INT -> Arbitraries.integers().map(number -> number);
      case LONG ->
          schema.getLogicalType() == null
              ? Arbitraries.longs().map(number -> number)
              : Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
      case FLOAT -> Arbitraries.floats().map(number -> number);
      case DOUBLE -> Arbitraries.doubles().map(number -> number);
      case BOOLEAN -> Arbitraries.of(true, false).map(flag -> flag);
      case NULL -> Arbitraries.just((Object) "").map(nothing -> null);
      case FIXED -> throw new IllegalArgumentException("no event has a fixed: " + schema);
    };
  }

  private static Object symbol(Schema schema, String name) {
    return SpecificData.get().createEnum(name, schema);
  }

  private static Class<?> classOf(Schema schema) {
    return SpecificData.get().getClass(schema);
  }
}
