package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connectors.CompletedRecord;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Lines of a results file, read back. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  /**
   * The record that the document of a line would complete as, at revision 1.
   *
   * @param type taken instead of the class that was read; null for that class
   */
  static CompletedRecord completed(JsonNode line, @Nullable String type) {
    ObjectNode record = JSON.createObjectNode();
    record.put("documentId", line.path("id").asText());
    record.put("documentType", type == null ? line.path("class").asText("unknown") : type);
    record.put("revision", 1);
    record.put("fileName", line.path("file").asText(null));
    ArrayNode fields = record.putArray("fields");
    line.path("fields")
        .properties()
        .forEach(field ->
            fields
                .addObject()
                .put("name", field.getKey())
                .put("value", field.getValue().path("value").asText(null)));
    if (line.has("lineItems")) {
      record.set("lineItems", line.get("lineItems"));
    }
    try {
      return CompletedRecord.of(JSON.convertValue(record, Map.class));
    } catch (DataException e) {
      throw new UsageException("a line of the results is no document: " + e.getMessage());
    }
  }
}
