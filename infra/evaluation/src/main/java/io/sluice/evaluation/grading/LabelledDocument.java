package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.grading.JsonLines.BadLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A document of a labelled set.
 *
 * @param type its true class
 * @param stored whether its file is there
 * @param embeddedXml an invoice whose labels stand in its own XML: it makes a row of its own
 * @param dayFirst whether 03/04/2026 is the third of April
 * @param labels field → value; null says that the field is absent
 * @param unjudged fields whose labels judge nobody, not even by their silence
 */
public record LabelledDocument(
    String id,
    String type,
    Quality quality,
    boolean stored,
    boolean embeddedXml,
    boolean dayFirst,
    JsonNode labels,
    Set<String> unjudged) {

  public LabelledDocument {
    unjudged = Set.copyOf(unjudged);
  }

  /** A document all of whose labels judge. */
  public LabelledDocument(
      String id,
      String type,
      Quality quality,
      boolean stored,
      boolean embeddedXml,
      boolean dayFirst,
      JsonNode labels) {
    this(id, type, quality, stored, embeddedXml, dayFirst, labels, Set.of());
  }

  /** The same with other labels. */
  LabelledDocument with(JsonNode other, Set<String> unjudgedFields) {
    return new LabelledDocument(
        id, type, quality, stored, embeddedXml, dayFirst, other, unjudgedFields);
  }

  /** Where labels come from. */
  public enum Quality {
    /** From people who looked at the document: they count. */
    GOLD,
    /** From file names and the like: listed apart, in no total. */
    SILVER,
    /** From the document's own machine-readable part: listed apart, in no total. */
    DERIVED
  }

  /** The row under which its fields are reported. */
  public String row() {
    String row = embeddedXml && type.equals("invoice") ? "einvoice" : type;
    return quality == Quality.GOLD ? row : row + ":" + quality.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The documents of a manifest, by id, in its order.
   *
   * @throws io.sluice.config.ConfigException naming every line that is not as it must be
   */
  public static Map<String, LabelledDocument> readManifest(Path manifest, LabelSchema schema) {
    Map<String, LabelledDocument> documents = new LinkedHashMap<>();
    JsonLines.each(
        manifest,
        line -> {
          String id = line.path("id").asText("");
          String type = line.path("cls").asText("");
          if (id.isEmpty() || documents.containsKey(id)) {
            throw new BadLine("'" + id + "' — an id of its own is required");
          }
          if (!schema.classes().containsKey(type)) {
            throw new BadLine(id + ": the class '" + type + "' is not in the schema");
          }
          if (!line.path("fields").isObject()) {
            throw new BadLine(id + ": 'fields' must be an object of labels");
          }
          documents.put(
              id,
              new LabelledDocument(
                  id,
                  type,
                  quality(id, line.path("label_quality").asText("")),
                  !line.path("file").isNull() && !line.path("file").isMissingNode(),
                  truthy(line.path("embedded_xml")),
                  dayFirst(type, line.path("sub").asText("")),
                  line.path("fields")));
        });
    return documents;
  }

  private static Quality quality(String id, String name) throws BadLine {
    for (Quality quality : Quality.values()) {
      if (quality.name().toLowerCase(Locale.ROOT).equals(name)) {
        return quality;
      }
    }
    throw new BadLine(id + ": label_quality '" + name + "' — one of gold, silver, derived");
  }

  /** Malaysian receipts and European invoices put the day first; American ad invoices the month. */
  private static boolean dayFirst(String type, String sub) {
    return type.equals("receipt") || (type.equals("invoice") && !sub.startsWith("tv_ad"));
  }

  private static boolean truthy(JsonNode node) {
    return node.isTextual()
        ? !node.asText().isEmpty()
        : node.isContainerNode() ? !node.isEmpty() : node.asBoolean();
  }
}
