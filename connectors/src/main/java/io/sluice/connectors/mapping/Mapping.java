package io.sluice.connectors.mapping;

import io.sluice.connectors.CompletedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How documents of one type become objects of the target. Made by {@link MappingFile}. Immutable.
 *
 * @param documentType the class of documents
 * @param object the target's name of the kind of object
 * @param keyField the target's field for the document's identity
 * @param key what is written there
 * @param revisionMark where the revision is kept; null if nowhere
 * @param fields the target's fields
 * @param children the target's fields that hold child objects
 */
public record Mapping(
    String documentType,
    String object,
    String keyField,
    String key,
    @Nullable RevisionMark revisionMark,
    Map<String, Expression> fields,
    Map<String, Children> children) {

  /**
   * Child objects.
   *
   * @param perRow the fields of one child a line item; empty if the document itself is the one
   *     child
   * @param whole the fields of the one child where there are no line items; empty for none
   * @param when the document's field without which there are no children; null for always
   */
  record Children(
      Map<String, Expression> perRow, Map<String, Expression> whole, @Nullable String when) {}

  /** Whether it writes child objects. */
  public boolean hasChildren() {
    return !children.isEmpty();
  }

  /** Whether one of its lookups creates an object where it finds none. */
  public boolean createsWhatItLooksUp() {
    Stream<Expression> ofRows =
        children.values().stream()
            .flatMap(rows -> Stream.of(rows.perRow(), rows.whole()))
            .flatMap(row -> row.values().stream());
    return Stream.concat(fields.values().stream(), ofRows)
        .anyMatch(expression ->
            expression instanceof Expression.Find find && find.missing() == Lookup.Missing.CREATE);
  }

  /** Maps a record of this type. */
  public Mapped map(CompletedRecord record) {
    DocumentView document = DocumentView.of(record);
    List<String> problems = new ArrayList<>();
    Map<String, Value> mapped = new LinkedHashMap<>();
    fields.forEach((field, expression) ->
        mapped.put(
            field, expression.evaluate(new Expression.Scope(document, null, mapped), problems)));
    children.forEach(
        (field, rows) -> mapped.put(field, rows(field, rows, document, mapped, problems)));
    if (!problems.isEmpty()) {
      return new Mapped.Unusable(problems);
    }
    return new Mapped.Ready(
        new MappedRecord(
            record.documentId(),
            record.revision(),
            object,
            keyField,
            new Expression.Template(key).fill(document),
            revisionMark,
            mapped));
  }

  private static Value rows(
      String field,
      Children children,
      DocumentView document,
      Map<String, Value> parent,
      List<String> problems) {
    List<Map<String, Value>> rows = new ArrayList<>();
    if (children.when() != null && !document.fields().containsKey(children.when())) {
      return new Value.Rows(rows);
    }
    if (children.perRow().isEmpty() || document.rows().isEmpty()) {
      if (!children.whole().isEmpty()) {
        rows.add(row(children.whole(), document, null, parent, problems));
      }
      return new Value.Rows(rows);
    }
    for (int i = 0; i < document.rows().size(); i++) {
      List<String> ofRow = new ArrayList<>();
      rows.add(row(children.perRow(), document, document.rows().get(i), parent, ofRow));
      String place = field + "[" + i + "]: ";
      ofRow.forEach(problem -> problems.add(place + problem));
    }
    return new Value.Rows(rows);
  }

  private static Map<String, Value> row(
      Map<String, Expression> fields,
      DocumentView document,
      @Nullable Map<String, String> row,
      Map<String, Value> parent,
      List<String> problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    fields.forEach((field, expression) ->
        values.put(
            field, expression.evaluate(new Expression.Scope(document, row, parent), problems)));
    return values;
  }
}
