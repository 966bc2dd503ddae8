package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sluice.evaluation.grading.JsonLines.BadLine;
import io.sluice.evaluation.normal.NormalForms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a system said of a document: one line of a results file.
 *
 * @param type the class, or null if none was named
 * @param classConfidence in [0, 1]
 * @param documentConfidence of the whole document in [0, 1], if one was stated
 * @param doubts the codes of what kept it from being accepted; null if the line does not tell
 */
public record ResultLine(
    String id,
    @Nullable String type,
    double classConfidence,
    @Nullable Double documentConfidence,
    Route route,
    Map<String, Field> fields,
    @Nullable List<String> doubts) {

  /** Where a document was sent. */
  public enum Route {
    ACCEPTED,
    FRONTIER,
    REVIEW,
    REJECTED;

    /** As results write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A field that was read.
   *
   * @param value a text, a number, a list of them, or JSON's null for absent
   * @param confidence in [0, 1], if one was stated
   * @param reader who read it ("structure", "model"), if the line says so
   * @param signals from what the confidence could be made, by name; empty if the line does not say
   */
  public record Field(
      JsonNode value,
      @Nullable Double confidence,
      @Nullable String reader,
      Map<String, Double> signals) {
    /** A field that the line does not speak of. */
    public static final Field UNSAID = new Field(NullNode.getInstance(), null, null);

    public Field {
      signals = Map.copyOf(signals);
    }

    /** A field without signals. */
    public Field(JsonNode value, @Nullable Double confidence, @Nullable String reader) {
      this(value, confidence, reader, Map.of());
    }

    /** Whether it was read from the document's machine-readable part. */
    public boolean isStructure() {
      return "structure".equals(reader);
    }
  }

  public ResultLine {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The document's confidence, else the least of its class's and its fields'. */
  public double confidence() {
    return documentConfidence != null
        ? documentConfidence
        : fields.values().stream()
            .map(Field::confidence)
            .filter(c -> c != null)
            .reduce(classConfidence, Math::min);
  }

  /** The line with other confidences of fields; those that are not named keep theirs. */
  public ResultLine withConfidences(Map<String, Double> confidences) {
    Map<String, Field> renewed = new LinkedHashMap<>(fields);
    confidences.forEach((name, confidence) ->
        renewed.computeIfPresent(
            name, (n, f) -> new Field(f.value, (Double) confidence, f.reader, f.signals)));
    return new ResultLine(id, type, classConfidence, documentConfidence, route, renewed, doubts);
  }

  /** The field of this name, {@link Field#UNSAID} if the line does not speak of it. */
  public Field field(String name) {
    return fields.getOrDefault(name, Field.UNSAID);
  }

  /**
   * The lines of a results file, by id.
   *
   * @param known the ids that may occur
   * @throws io.sluice.config.ConfigException naming every line that is not as it must be
   */
  public static Map<String, ResultLine> readAll(
      Path file, LabelSchema schema, Collection<String> known) {
    Map<String, ResultLine> lines = new LinkedHashMap<>();
    Set<String> ids = Set.copyOf(known);
    JsonLines.each(
        file,
        json -> {
          ResultLine line = of(json, schema);
          if (!ids.contains(line.id)) {
            throw new BadLine(line.id + ": the manifest has no such id");
          }
          if (lines.put(line.id, line) != null) {
            throw new BadLine(line.id + ": stands twice");
          }
        });
    return lines;
  }

  private static ResultLine of(JsonNode json, LabelSchema schema) throws BadLine {
    for (String key : new String[] {"id", "class", "classConfidence", "fields", "route"}) {
      if (!json.has(key)) {
        throw new BadLine("no '" + key + "'");
      }
    }
    String id = json.get("id").asText();
    JsonNode type = json.get("class");
    if (!type.isNull() && !schema.classes().containsKey(type.asText())) {
      throw new BadLine(id + ": the class '" + type.asText() + "' is not in the schema");
    }
    if (!json.get("fields").isObject()) {
      throw new BadLine(id + ": 'fields' must be an object");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.get("fields").properties()) {
      fields.put(field.getKey(), field(id + ": " + field.getKey(), field.getValue()));
    }
    JsonNode whole = json.path("documentConfidence");
    return new ResultLine(
        id,
        type.isNull() ? null : type.asText(),
        confidence(id + ": classConfidence", json.get("classConfidence")),
        whole.isMissingNode() || whole.isNull()
            ? null
            : confidence(id + ": documentConfidence", whole),
        route(id, json.get("route").asText()),
        fields,
        doubts(json.path("doubts")));
  }

  private static @Nullable List<String> doubts(JsonNode node) {
    if (!node.isArray()) {
      return null;
    }
    List<String> codes = new ArrayList<>();
    node.forEach(doubt -> codes.add(doubt.path("code").asText()));
    return codes;
  }

  private static Field field(String path, JsonNode node) throws BadLine {
    if (node.isNull()) {
      return Field.UNSAID;
    }
    JsonNode value = node.path("value");
    if (value.isMissingNode()) {
      throw new BadLine(path + " is no object with a value");
    }
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isNull() && !one.isTextual() && !one.isNumber()) {
        throw new BadLine(path + ": " + one + " is no text, number or null");
      }
    }
    JsonNode sure = node.path("confidence");
    boolean stated = !sure.isMissingNode() && !sure.isNull();
    if (!stated && !NormalForms.blank(value)) {
      throw new BadLine(path + ": a value without a confidence");
    }
    JsonNode reader = node.path("reader");
    return new Field(
        value,
        stated ? (Double) confidence(path + ": confidence", sure) : null,
        reader.isTextual() ? reader.asText() : null,
        signals(path + ": signals", node.path("signals")));
  }

  private static Map<String, Double> signals(String path, JsonNode node) throws BadLine {
    Map<String, Double> signals = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> signal : node.properties()) {
      if (!signal.getValue().isNumber() || !Double.isFinite(signal.getValue().asDouble())) {
        throw new BadLine(path + "." + signal.getKey() + " " + signal.getValue() + " — a number");
      }
      signals.put(signal.getKey(), signal.getValue().asDouble());
    }
    return signals;
  }

  private static double confidence(String path, JsonNode node) throws BadLine {
    if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= 1)) {
      throw new BadLine(path + " " + node + " — a number within [0, 1]");
    }
    return node.asDouble();
  }

  private static Route route(String id, String name) throws BadLine {
    for (Route route : Route.values()) {
      if (route.text().equals(name)) {
        return route;
      }
    }
    throw new BadLine(id + ": route '" + name + "' — one of accepted, frontier, review, rejected");
  }
}
