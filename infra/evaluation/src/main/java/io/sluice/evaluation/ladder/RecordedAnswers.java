package io.sluice.evaluation.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.evaluation.grading.JsonLines;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.ResultLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers of larger models that a manifest keeps beside its labels, in {@code llm_predictions}: by
 * model, a text that holds one JSON object of field and value. They state no confidence. A field
 * that an answer does not name was not read; one with an empty value was found absent.
 */
public final class RecordedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedAnswers() {}

  /**
   * The answers of one model, as results. An answer that is no JSON object is one without fields:
   * the rung was asked and said nothing that could be used.
   *
   * @throws io.sluice.config.ConfigException if the manifest cannot be read
   */
  public static Map<String, ResultLine> read(Path manifest, String model, LabelSchema schema) {
    Map<String, ResultLine> lines = new LinkedHashMap<>();
    JsonLines.each(
        manifest,
        line -> {
          JsonNode answer = line.path("llm_predictions").path(model);
          if (!answer.isMissingNode()) {
            String id = line.path("id").asText();
            String type = line.path("cls").asText();
            lines.put(id, result(id, type, fields(answer, schema, type)));
          }
        });
    return lines;
  }

  private static ResultLine result(String id, String type, Map<String, ResultLine.Field> fields) {
    return new ResultLine(id, type, 1, null, ResultLine.Route.FRONTIER, fields, null);
  }

  private static Map<String, ResultLine.Field> fields(
      JsonNode answer, LabelSchema schema, String type) {
    Map<String, ResultLine.Field> fields = new LinkedHashMap<>();
    JsonNode said = answer.isTextual() ? parsed(answer.asText()) : answer;
    for (String name : schema.fields(type).keySet()) {
      JsonNode value = said.path(name);
      if (!value.isMissingNode()) {
        fields.put(name, new ResultLine.Field(value, null, "llm"));
      }
    }
    return fields;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
