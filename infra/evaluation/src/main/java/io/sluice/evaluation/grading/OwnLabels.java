package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.grading.JsonLines.BadLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Labels of one's own, which take the place of a manifest's: a JSON line a document, {@code {"id":
 * …, "fields": {field: label}, "unsure": [field, …]}}. Labels are written as in a manifest; null
 * says that the field is absent. A field that is unsure judges nobody.
 */
public record OwnLabels(Map<String, Labels> documents) {
  /** None: the manifest's hold. */
  public static final OwnLabels NONE = new OwnLabels(Map.of());

  /** Of one document. */
  public record Labels(JsonNode fields, Set<String> unsure) {}

  public OwnLabels {
    documents = Map.copyOf(documents);
  }

  /**
   * Reads a file of them.
   *
   * @param manifest the documents that they may speak of, by id
   * @throws io.sluice.config.ConfigException naming every line that is not as it must be
   */
  public static OwnLabels read(
      Path file, LabelSchema schema, Map<String, LabelledDocument> manifest) {
    Map<String, Labels> labels = new LinkedHashMap<>();
    JsonLines.each(
        file,
        line -> {
          String id = line.path("id").asText("");
          LabelledDocument document = manifest.get(id);
          if (document == null) {
            throw new BadLine("'" + id + "': the manifest has no such id");
          }
          if (!line.path("fields").isObject()) {
            throw new BadLine(id + ": 'fields' must be an object of labels");
          }
          Set<String> unsure = new TreeSet<>();
          line.path("unsure").forEach(field -> unsure.add(field.asText()));
          Set<String> strangers = new TreeSet<>(unsure);
          line.path("fields").fieldNames().forEachRemaining(strangers::add);
          strangers.removeAll(schema.fields(document.type()).keySet());
          if (!strangers.isEmpty()) {
            throw new BadLine(id + ": no field of a " + document.type() + ": " + strangers);
          }
          if (labels.put(id, new Labels(line.path("fields"), unsure)) != null) {
            throw new BadLine(id + ": stands twice");
          }
        });
    return new OwnLabels(labels);
  }

  /** Whether some document of the class has labels here. */
  public boolean speakOf(String type, List<LabelledDocument> of) {
    return of.stream().anyMatch(d -> d.type().equals(type) && documents.containsKey(d.id()));
  }

  /**
   * The documents with these labels in the place of theirs, field by field.
   *
   * @param closed classes whose fields the manifest's labels must not judge
   */
  public List<LabelledDocument> over(
      List<LabelledDocument> others, LabelSchema schema, Set<String> closed) {
    return others.stream().map(document -> over(document, schema, closed)).toList();
  }

  private LabelledDocument over(LabelledDocument document, LabelSchema schema, Set<String> closed) {
    Labels own = documents.get(document.id());
    boolean isClosed = closed.contains(document.type());
    if (own == null && !isClosed) {
      return document;
    }
    Set<String> unjudged = new TreeSet<>();
    if (isClosed) {
      unjudged.addAll(schema.fields(document.type()).keySet());
    }
    ObjectNode labels = document.labels().deepCopy();
    if (own != null) {
      own.fields()
          .properties()
          .forEach(label -> {
            labels.set(label.getKey(), label.getValue());
            unjudged.remove(label.getKey());
          });
      unjudged.addAll(own.unsure());
    }
    return document.with(labels, unjudged);
  }
}
