package io.sluice.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the model's outputs mean, out of the bundle's {@code labels.json}.
 *
 * @param classes the classes in the order of {@code class_logits}
 * @param tags the tags; of {@code tag_logits}, tag k has B (a value begins) at 2k and I (it goes
 *     on) at 2k + 1, O (outside) is the constant 0
 * @param fields class to field name to how the field is read; a class without fields maps to none
 */
record Labels(
    List<String> classes, List<String> tags, Map<String, Map<String, TaggedField>> fields) {

  /**
   * How the model reads a field.
   *
   * @param kind in the trainer's words: date, price, id, code, text, name, name* or duration
   * @param tags indexes of the tags that read it
   */
  record TaggedField(String kind, List<Integer> tags) {
    TaggedField {
      tags = List.copyOf(tags);
    }

    /** Whether the field has several values. */
    boolean several() {
      return kind.endsWith("*");
    }
  }

  Labels {
    classes = List.copyOf(classes);
    tags = List.copyOf(tags);
    fields = Map.copyOf(fields);
  }

  /** How the fields of a class are read, in the order in which people expect them. */
  Map<String, TaggedField> fieldsOf(String documentType) {
    return fields.getOrDefault(documentType, Map.of());
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Labels read(JsonNode json) {
    List<String> classes = texts(json.path("classes"));
    List<String> tags = texts(json.path("tags"));
    Map<String, Map<String, TaggedField>> fields = new LinkedHashMap<>();
    for (String documentType : classes) {
      Map<String, TaggedField> ofType = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field :
          json.path("fields").path(documentType).properties()) {
        List<Integer> indexes =
            texts(field.getValue().path("tags")).stream().map(tags::indexOf).toList();
        if (indexes.isEmpty() || indexes.contains(-1)) {
          throw new IllegalArgumentException(
              "field " + documentType + "." + field.getKey() + " names a tag that is not listed");
        }
        ofType.put(
            field.getKey(), new TaggedField(field.getValue().path("kind").asText(), indexes));
      }
      fields.put(documentType, ofType);
    }
    if (classes.isEmpty() || tags.isEmpty()) {
      throw new IllegalArgumentException("it lists no classes or no tags");
    }
    return new Labels(classes, tags, fields);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
