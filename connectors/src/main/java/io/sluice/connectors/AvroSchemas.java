package io.sluice.connectors;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Avro's schemas as Connect's.
 *
 * <p>A union with null is optional. A union of several types is a struct with one optional field a
 * type, named like the type, of which one is set. An enum is a string. Logical types: decimal,
 * date, time-millis and timestamp-millis are Connect's own; finer times stay whole numbers.
 * Defaults of scalar fields are kept, so that a table can grow a column.
 */
final class AvroSchemas {
  static final String UNION = "io.sluice.connectors.Union";

  private AvroSchemas() {}

  /**
   * The Connect schema for the data that {@link AvroValues} yields.
   *
   * @throws DataException for a record that contains itself, which Connect cannot say
   */
  static Schema toConnect(org.apache.avro.Schema avro) {
    return builder(avro, new ArrayDeque<>()).build();
  }

  /** The types of a union without null. */
  static List<org.apache.avro.Schema> branches(org.apache.avro.Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != org.apache.avro.Schema.Type.NULL)
        .toList();
  }

  private static SchemaBuilder builder(
      org.apache.avro.Schema avro, Deque<org.apache.avro.Schema> around) {
    return switch (avro.getType()) {
      case RECORD -> record(avro, around);
      case UNION -> union(avro, around);
      case ARRAY -> SchemaBuilder.array(builder(avro.getElementType(), around).build());
      case MAP ->
          SchemaBuilder.map(Schema.STRING_SCHEMA, builder(avro.getValueType(), around).build());
      case ENUM, STRING -> SchemaBuilder.string();
      case BOOLEAN -> SchemaBuilder.bool();
      case FLOAT -> SchemaBuilder.float32();
      case DOUBLE -> SchemaBuilder.float64();
      case NULL -> SchemaBuilder.string().optional();
      case INT, LONG, BYTES, FIXED -> logical(avro);
    };
  }

  private static SchemaBuilder logical(org.apache.avro.Schema avro) {
    LogicalType type = avro.getLogicalType();
    if (type instanceof LogicalTypes.Decimal decimal) {
      return Decimal.builder(decimal.getScale());
    } else if (type instanceof LogicalTypes.Date) {
      return Date.builder();
    } else if (type instanceof LogicalTypes.TimeMillis) {
      return Time.builder();
    } else if (type instanceof LogicalTypes.TimestampMillis) {
      return Timestamp.builder();
    }
    return switch (avro.getType()) {
      case INT -> SchemaBuilder.int32();
      case LONG -> SchemaBuilder.int64();
      default -> SchemaBuilder.bytes();
    };
  }

  private static SchemaBuilder record(
      org.apache.avro.Schema avro, Deque<org.apache.avro.Schema> around) {
    if (around.stream().anyMatch(outer -> outer.getFullName().equals(avro.getFullName()))) {
      throw new DataException(
          avro.getFullName() + " contains itself, and Connect's schemas cannot say that");
    }
    around.push(avro);
    SchemaBuilder struct = SchemaBuilder.struct().name(avro.getFullName()).doc(avro.getDoc());
    for (org.apache.avro.Schema.Field field : avro.getFields()) {
      SchemaBuilder builder = builder(field.schema(), around);
      if (builder.doc() == null && field.doc() != null) {
        builder.doc(field.doc());
      }
      if (field.hasDefaultValue()) {
        withDefault(builder, field);
      }
      struct.field(field.name(), builder.build());
    }
    around.pop();
    return struct;
  }

  private static SchemaBuilder union(
      org.apache.avro.Schema avro, Deque<org.apache.avro.Schema> around) {
    List<org.apache.avro.Schema> branches = branches(avro);
    SchemaBuilder builder;
    if (branches.size() == 1) {
      builder = builder(branches.get(0), around);
    } else {
      builder = SchemaBuilder.struct().name(UNION);
      for (org.apache.avro.Schema branch : branches) {
        builder.field(branch.getName(), builder(branch, around).optional().build());
      }
    }
    return avro.isNullable() ? builder.optional() : builder;
  }

  /** Only where Avro's default and Connect's value are the same Java type, and no logical type. */
  private static void withDefault(SchemaBuilder builder, org.apache.avro.Schema.Field field) {
    Object value = field.defaultVal();
    boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
    if (scalar && builder.name() == null) {
      builder.defaultValue(narrowed(builder.type(), value));
    }
  }

  /** Avro keeps a default as JSON has it: a float's is a double. */
  private static Object narrowed(Schema.Type type, Object value) {
    if (value instanceof Number number) {
      return switch (type) {
        case INT32 -> number.intValue();
        case INT64 -> number.longValue();
        case FLOAT32 -> number.floatValue();
        case FLOAT64 -> number.doubleValue();
        default -> throw new DataException("a " + type + " cannot default to " + value);
      };
    }
    return value;
  }
}
