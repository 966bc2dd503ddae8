package io.sluice.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A finished record as the sink sees it, whatever converter it came through.
 *
 * @param documentId as it came: any text that is not blank, hostile as a file name
 * @param documentType likewise
 * @param revision 1 or more; the highest of a document counts
 * @param json the whole record
 */
public record CompletedRecord(
    String documentId, String documentType, long revision, ObjectNode json) {
  static final String DOCUMENT_ID = "documentId";
  static final String REVISION = "revision";
  private static final String DOCUMENT_TYPE = "documentType";

  /**
   * Reads a {@link Struct} or a schemaless map.
   *
   * @throws DataException if the value is neither, or lacks what names its file
   */
  public static CompletedRecord of(@Nullable Object value) {
    if (!(JsonValues.of(value) instanceof ObjectNode json)) {
      throw new DataException(
          "its value is %s, wanted are fields; use SluiceAvroConverter, or JsonConverter for JSON"
              .formatted(value == null ? "empty" : "a " + value.getClass().getSimpleName()));
    }
    return new CompletedRecord(
        text(json, DOCUMENT_ID), text(json, DOCUMENT_TYPE), revision(json), json);
  }

  private static String text(ObjectNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw new DataException(
          "%s is %s, wanted is a text that is not blank".formatted(field, shown(value)));
    }
    return value.textValue();
  }

  private static long revision(ObjectNode json) {
    JsonNode value = json.path(REVISION);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
      throw new DataException(
          "%s is %s, wanted is a whole number, 1 or more".formatted(REVISION, shown(value)));
    }
    return value.longValue();
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
