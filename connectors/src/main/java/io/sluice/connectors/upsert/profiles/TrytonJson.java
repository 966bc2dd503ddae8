package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Value;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tryton's notation of values: typed decimals and days, commands for rows. */
final class TrytonJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TrytonJson() {}

  static JsonNode value(Value value) {
    return json(value, null);
  }

  static ObjectNode object(MappedRecord record, Map<String, JsonNode> children, boolean isNew) {
    ObjectNode object = object(record.fields(), children, isNew);
    object.put(record.keyField(), record.key());
    if (record.revisionMark() != null) {
      object.set(
          record.revisionMark().field(),
          json(record.revisionMark().value(record.revision()), null));
    }
    return object;
  }

  static ObjectNode object(
      Map<String, Value> fields, Map<String, JsonNode> children, boolean isNew) {
    ObjectNode object = JSON.objectNode();
    fields.forEach((name, value) -> {
      if (!(isNew && value instanceof Value.Empty)) {
        object.set(name, json(value, children.get(name)));
      }
    });
    return object;
  }

  /** Tryton's notation; {@code old} are the ids of the children that rows replace. */
  private static JsonNode json(Value value, @Nullable JsonNode old) {
    if (value instanceof Value.Text text) {
      return JSON.textNode(text.text());
    } else if (value instanceof Value.Decimal decimal) {
      return JSON.objectNode()
          .put("__class__", "Decimal")
          .put("decimal", decimal.amount().toPlainString());
    } else if (value instanceof Value.Number number) {
      return PlainJson.number(number.number());
    } else if (value instanceof Value.Day day) {
      LocalDate date = day.date();
      return JSON.objectNode()
          .put("__class__", "date")
          .put("year", date.getYear())
          .put("month", date.getMonthValue())
          .put("day", date.getDayOfMonth());
    } else if (value instanceof Value.Raw raw) {
      return raw.json();
    } else if (value instanceof Value.Rows rows) {
      ArrayNode commands = JSON.arrayNode();
      if (old != null && !old.isEmpty()) {
        commands.addArray().add("delete").add(old);
      }
      if (!rows.rows().isEmpty()) {
        ArrayNode all = commands.addArray().add("create").addArray();
        rows.rows().forEach(row -> all.add(object(row, Map.of(), true)));
      }
      return commands;
    }
    return JSON.nullNode();
  }
}
