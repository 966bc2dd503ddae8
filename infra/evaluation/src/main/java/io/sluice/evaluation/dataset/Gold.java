package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents among the work whose labels are known: they ask the reviewers.
 *
 * @param answers by document id
 */
public record Gold(Map<String, Answer> answers) {
  /** No gold questions. */
  public static final Gold NONE = new Gold(Map.of());

  /** What is right; a field of null is absent, one that is not named is not asked for. */
  public record Answer(String documentType, Map<String, @Nullable String> fields) {}

  /**
   * Reads lines of {@code {"id", "cls", "fields": {name: value or null}}}.
   *
   * @throws ConfigException naming every line that is not so
   */
  public static Gold read(String source, List<String> lines) {
    Map<String, Answer> answers = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        JsonNode line = Entry.JSON.readTree(lines.get(i));
        String id = line.path("id").asText("");
        String type = line.path("cls").asText("");
        if (id.isEmpty() || type.isEmpty() || !line.path("fields").isObject()) {
          problems.add("line " + (i + 1) + ": id, cls and fields are required");
          continue;
        }
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        line.path("fields")
            .properties()
            .forEach(field ->
                fields.put(
                    field.getKey(), field.getValue().isNull() ? null : field.getValue().asText()));
        answers.put(id, new Answer(type, fields));
      } catch (JsonProcessingException e) {
        problems.add("line " + (i + 1) + ": not JSON: " + e.getOriginalMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(source, problems);
    }
    return new Gold(answers);
  }
}
