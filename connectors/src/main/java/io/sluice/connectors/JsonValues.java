package io.sluice.connectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Connect's values as JSON for people: points in time as ISO 8601 in UTC, bytes as Base64, fields
 * in the order of their schema.
 */
final class JsonValues {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Struct.class, new StructSerializer())
                  .addSerializer(Date.class, new DateSerializer()));

  private JsonValues() {}

  static JsonNode of(@Nullable Object value) {
    try {
      return JSON.valueToTree(value);
    } catch (IllegalArgumentException e) {
      throw new DataException("it has no form in JSON: " + e.getMessage(), e);
    }
  }

  private static final class StructSerializer extends StdSerializer<Struct> {
    private static final long serialVersionUID = 1L;

    StructSerializer() {
      super(Struct.class);
    }

    @Override
    public void serialize(Struct struct, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      for (Field field : struct.schema().fields()) {
        provider.defaultSerializeField(field.name(), struct.get(field), out);
      }
      out.writeEndObject();
    }
  }

  private static final class DateSerializer extends StdSerializer<Date> {
    private static final long serialVersionUID = 1L;

    DateSerializer() {
      super(Date.class);
    }

    @Override
    public void serialize(Date time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(time.toInstant().toString());
    }
  }
}
