package io.sluice.connectors.upsert.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.mapping.MappedRecord;
import io.sluice.connectors.mapping.Value;
import java.math.BigDecimal;
import java.util.Map;

/** Values as most targets write them: numbers as numbers, days as ISO 8601, rows as arrays. */
final class PlainJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

  private PlainJson() {}

  /** The record's fields, with key and revision. */
  static ObjectNode object(MappedRecord record) {
    ObjectNode object = fieldsOf(record);
    object.put(record.keyField(), record.key());
    return object;
  }

  /** The record's fields, with the revision but without the key: for targets with it in the URL. */
  static ObjectNode fieldsOf(MappedRecord record) {
    ObjectNode object = object(record.fields());
    if (record.revisionMark() != null) {
      object.set(
          record.revisionMark().field(), json(record.revisionMark().value(record.revision())));
    }
    return object;
  }

  static ObjectNode object(Map<String, Value> fields) {
    ObjectNode object = JSON.objectNode();
    fields.forEach((name, value) -> object.set(name, json(value)));
    return object;
  }

  static JsonNode json(Value value) {
    if (value instanceof Value.Text text) {
      return JSON.textNode(text.text());
    } else if (value instanceof Value.Decimal decimal) {
      return JSON.numberNode(decimal.amount());
    } else if (value instanceof Value.Number number) {
      return number(number.number());
    } else if (value instanceof Value.Day day) {
      return JSON.textNode(day.date().toString());
    } else if (value instanceof Value.Raw raw) {
      return raw.json();
    } else if (value instanceof Value.Rows rows) {
      ArrayNode array = JSON.arrayNode();
      rows.rows().forEach(row -> array.add(object(row)));
      return array;
    }
    return JSON.nullNode();
  }

  /** As text, for queries and keys. */
  static String text(Value value) {
    JsonNode json = json(value);
    return json.isNumber() ? json.decimalValue().toPlainString() : json.asText();
  }

  /** An integer where it is one. */
  static JsonNode number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0
        ? JSON.numberNode(plain.toBigInteger())
        : JSON.numberNode(plain.doubleValue());
  }
}
