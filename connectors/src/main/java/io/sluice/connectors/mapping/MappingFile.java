package io.sluice.connectors.mapping;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads mappings from YAML and checks them against the document types. */
public final class MappingFile {
  private static final String DOCUMENT_ID = "{documentId}";

  private MappingFile() {}

  /**
   * Reads one file.
   *
   * @throws ConfigException naming every problem
   */
  public static Mapping read(Path file, DocumentTypes types) {
    return read(Configs.read(file), types);
  }

  /** Reads one mapping; {@link ConfigNode#finish} is called on the root. */
  public static Mapping read(ConfigNode root, DocumentTypes types) {
    String typeName = root.string("documentType");
    Optional<DocumentType> type = types.find(typeName);
    if (type.isEmpty() && !typeName.isEmpty()) {
      root.problem(
          "documentType",
          typeName,
          "one of " + String.join(", ", types.all().stream().map(DocumentType::name).toList()),
          "documentType: invoice");
    }
    String object = root.string("object");
    ExpressionReader expressions = new ExpressionReader(type.orElse(null));
    ConfigNode key = root.child("key");
    String template = key.string("value", DOCUMENT_ID);
    if (!template.contains(DOCUMENT_ID)) {
      key.problem("value", template, "must contain " + DOCUMENT_ID, "value: sluice:{documentId}");
    }
    expressions.checkPlaces(key, "value", template);
    Map<String, Expression> fields = expressions.fields(root.child("fields"), false);
    Map<String, Mapping.Children> children = children(root.child("children"), expressions);
    for (String name : children.keySet()) {
      if (fields.containsKey(name)) {
        root.problem("children", name, "is among fields, too", "remove one of them");
      }
    }
    Mapping mapping =
        new Mapping(
            typeName, object, key.string("field"), template, revision(root), fields, children);
    root.finish();
    return mapping;
  }

  private static @Nullable RevisionMark revision(ConfigNode root) {
    if (!root.has("revision")) {
      return null;
    }
    ConfigNode section = root.child("revision");
    String field = section.string("field");
    String template = section.string("value", RevisionMark.PLACE);
    if (!template.contains(RevisionMark.PLACE)) {
      section.problem(
          "value", template, "must contain " + RevisionMark.PLACE, "value: revision {revision}");
      return null;
    }
    return new RevisionMark(field, template);
  }

  private static Map<String, Mapping.Children> children(
      ConfigNode section, ExpressionReader expressions) {
    Map<String, Mapping.Children> all = new LinkedHashMap<>();
    for (String name : section.keys()) {
      ConfigNode node = section.child(name);
      String rows = node.string("rows");
      boolean perRow = !rows.equals("document");
      if (perRow && !rows.equals("lineItems") && !rows.isEmpty()) {
        node.problem(
            "rows", rows, "lineItems (one child each) or document (one child)", "rows: lineItems");
      }
      Map<String, Expression> each = expressions.fields(node.child("fields"), perRow);
      Map<String, Expression> without =
          node.has("withoutRows") ? expressions.fields(node.child("withoutRows"), false) : Map.of();
      if (!perRow && !without.isEmpty()) {
        node.problem("withoutRows", "set", "only for rows: lineItems", "remove it");
      }
      String when = node.optional("when");
      if (when != null) {
        expressions.checkField(node, "when", when);
      }
      all.put(
          name,
          perRow
              ? new Mapping.Children(each, without, when)
              : new Mapping.Children(Map.of(), each, when));
    }
    return all;
  }

  /** The mappings of several files, by document type; all problems of all files at once. */
  public static Map<String, Mapping> readAll(List<Path> files, DocumentTypes types) {
    Map<String, Mapping> mappings = new LinkedHashMap<>();
    List<String> problems = new java.util.ArrayList<>();
    for (Path file : files) {
      try {
        Mapping mapping = read(file, types);
        if (mappings.put(mapping.documentType(), mapping) != null) {
          problems.add(file + ": a second mapping of " + mapping.documentType());
        }
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(file + ": " + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException("the mappings", problems);
    }
    return mappings;
  }
}
