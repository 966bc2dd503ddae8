package io.sluice.evaluation.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.ConfigException;
import io.sluice.types.FieldKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of each class and their kinds, as {@code schema.json} says them: class → field → kind,
 * where {@code name*} is a set of names.
 */
public record LabelSchema(Map<String, Map<String, FieldKind>> classes) {
  private static final String NAMES = "name*";

  /**
   * Reads a schema.
   *
   * @throws ConfigException naming every kind that is unknown
   */
  public static LabelSchema read(Path file) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new ConfigException(file.toString(), List.of("not JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
    List<String> problems = new ArrayList<>();
    Map<String, Map<String, FieldKind>> classes = new LinkedHashMap<>();
    root.properties()
        .forEach(type -> {
          Map<String, FieldKind> fields = new LinkedHashMap<>();
          type.getValue()
              .properties()
              .forEach(field -> {
                String path = type.getKey() + "." + field.getKey();
                fields.put(field.getKey(), kind(path, field.getValue().asText(), problems));
              });
          classes.put(type.getKey(), fields);
        });
    if (classes.isEmpty()) {
      problems.add(
          "no class — a JSON object of classes — e.g. {\"receipt\": {\"total\": \"price\"}}");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(file.toString(), problems);
    }
    return new LabelSchema(classes);
  }

  private static FieldKind kind(String path, String name, List<String> problems) {
    for (FieldKind kind : FieldKind.values()) {
      if (name.equals(kind == FieldKind.NAMES ? NAMES : kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    problems.add(
        path + ": " + name + " — a kind: date, price, id, code, text, name, name*, duration");
    return FieldKind.TEXT;
  }

  /** The fields of a class with their kinds; none for an unknown class. */
  public Map<String, FieldKind> fields(String type) {
    return classes.getOrDefault(type, Map.of());
  }
}
