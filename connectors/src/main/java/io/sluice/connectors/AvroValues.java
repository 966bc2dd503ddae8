package io.sluice.connectors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Avro's generic data as Connect's, by the schema that {@link AvroSchemas} made of Avro's. */
final class AvroValues {
  private AvroValues() {}

  static @Nullable Object toConnect(
      org.apache.avro.Schema avro, Schema connect, @Nullable Object datum) {
    if (datum == null) {
      return null;
    }
    return switch (avro.getType()) {
      case RECORD -> struct(connect, (IndexedRecord) datum);
      case UNION -> union(avro, connect, datum);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object element : (Collection<?>) datum) {
          list.add(toConnect(avro.getElementType(), connect.valueSchema(), element));
        }
        yield list;
      }
      case MAP -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) datum)
            .forEach((key, value) ->
                map.put(
                    key.toString(), toConnect(avro.getValueType(), connect.valueSchema(), value)));
        yield map;
      }
      case ENUM, STRING -> datum.toString();
      case INT -> whole(connect, (Integer) datum);
      case LONG -> Timestamp.LOGICAL_NAME.equals(connect.name()) ? new Date((Long) datum) : datum;
      case BYTES -> bytes(connect, (ByteBuffer) datum);
      case FIXED -> bytes(connect, ByteBuffer.wrap(((GenericFixed) datum).bytes()));
      case BOOLEAN, FLOAT, DOUBLE, NULL -> datum;
    };
  }

  private static Struct struct(Schema connect, IndexedRecord record) {
    Struct struct = new Struct(connect);
    for (Field field : connect.fields()) {
      // Connect's fields stand in Avro's order: the index is the same.
      org.apache.avro.Schema avro = record.getSchema().getFields().get(field.index()).schema();
      struct.put(field, toConnect(avro, field.schema(), record.get(field.index())));
    }
    return struct;
  }

  private static @Nullable Object union(org.apache.avro.Schema avro, Schema connect, Object datum) {
    List<org.apache.avro.Schema> branches = AvroSchemas.branches(avro);
    if (branches.size() == 1) {
      return toConnect(branches.get(0), connect, datum);
    }
    org.apache.avro.Schema branch =
        avro.getTypes().get(GenericData.get().resolveUnion(avro, datum));
    Schema schema = connect.field(branch.getName()).schema();
    return new Struct(connect).put(branch.getName(), toConnect(branch, schema, datum));
  }

  private static Object whole(Schema connect, Integer number) {
    if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(connect.name())) {
      return new Date(TimeUnit.DAYS.toMillis(number));
    }
    return Time.LOGICAL_NAME.equals(connect.name()) ? new Date(number) : number;
  }

  private static Object bytes(Schema connect, ByteBuffer buffer) {
    if (!Decimal.LOGICAL_NAME.equals(connect.name())) {
      return buffer;
    }
    byte[] unscaled = new byte[buffer.remaining()];
    buffer.duplicate().get(unscaled);
    String scale =
        Objects.requireNonNull(
            connect.parameters().get(Decimal.SCALE_FIELD), "a decimal names its scale");
    return new BigDecimal(new BigInteger(unscaled), Integer.parseInt(scale));
  }
}
