package io.sluice.llm.egress.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Labelled documents: files of the parser's lines ({@code sluice parse}), a manifest, and the
 * recorded split.
 */
record LabelledTexts(String parsed, Path manifest, Path splits) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Labelled(
      String id,
      String cls,
      String quality,
      String side,
      Map<String, List<String>> fields,
      String text) {
    /** The values of a field, one by one, without what stands in brackets. */
    List<String> values(String field) {
      return fields.getOrDefault(field, List.of()).stream()
          .flatMap(value -> Stream.of(value.split(";|\\n")))
          .map(value -> value.replaceAll("\\([^)]*\\)|\"", " ").strip())
          .filter(value -> Folded.fold(value).length() >= Redactor.SHORTEST)
          .toList();
    }
  }

  void each(Consumer<Labelled> consumer) throws IOException {
    Map<String, JsonNode> labels = new HashMap<>();
    for (String line : Files.readAllLines(manifest)) {
      JsonNode node = JSON.readTree(line);
      labels.put(node.path("id").asText(), node);
    }
    JsonNode sides = JSON.readTree(splits.toFile()).path("documents");
    for (String file : parsed.split(",")) {
      read(Path.of(file), labels, sides, consumer);
    }
  }

  private static void read(
      Path file, Map<String, JsonNode> labels, JsonNode sides, Consumer<Labelled> consumer)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode document = JSON.readTree(line);
        String id = document.path("id").asText();
        JsonNode label = labels.remove(id);
        if (label != null && !document.path("words").isEmpty()) {
          consumer.accept(
              new Labelled(
                  id,
                  label.path("cls").asText(),
                  label.path("label_quality").asText(),
                  sides.path(id).asText(),
                  fields(label.path("fields")),
                  text(document.path("words"))));
        }
      }
    }
  }

  private static Map<String, List<String>> fields(JsonNode fields) {
    Map<String, List<String>> all = new HashMap<>();
    fields
        .properties()
        .forEach(field -> {
          List<String> values = new ArrayList<>();
          if (field.getValue().isArray()) {
            field.getValue().forEach(value -> values.add(value.asText()));
          } else if (field.getValue().isTextual()) {
            values.add(field.getValue().asText());
          }
          all.put(field.getKey(), values);
        });
    return all;
  }

  /** The words, a line feed where the page begins a new line. */
  private static String text(JsonNode words) {
    StringBuilder text = new StringBuilder();
    JsonNode before = null;
    for (JsonNode word : words) {
      if (before != null) {
        JsonNode a = before.path("b");
        JsonNode b = word.path("b");
        boolean line =
            before.path("p").asInt() != word.path("p").asInt()
                || a.isArray()
                    && b.isArray()
                    && (b.get(1).asDouble() + b.get(3).asDouble() > 2 * a.get(3).asDouble()
                        || b.get(0).asDouble() < a.get(0).asDouble() - 5);
        text.append(line ? '\n' : ' ');
      }
      text.append(word.path("t").asText());
      before = word;
    }
    return text.toString();
  }
}
