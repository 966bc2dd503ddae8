package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the system's own routing comes to. Selective error is the error among accepted documents,
 * and among their graded fields (agreed absences included; "holding value" leaves those out).
 */
final class Routing {
  private Routing() {}

  static ObjectNode of(Collection<GradedDocument> documents) {
    List<GradedDocument> taken = documents.stream().filter(GradedDocument::accepted).toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("straight_through", Figures.rate(taken.size(), documents.size()));
    Map<String, Integer> routes = new TreeMap<>();
    documents.forEach(d ->
        routes.merge(d.result() == null ? "missing" : d.result().route().text(), 1, Integer::sum));
    ObjectNode counts = node.putObject("routes");
    routes.forEach(counts::put);
    for (Mode mode : Mode.values()) {
      node.set(mode.text(), errors(taken, mode));
    }
    return node;
  }

  private static ObjectNode errors(List<GradedDocument> taken, Mode mode) {
    List<Unit> units = taken.stream().flatMap(d -> d.units().stream()).toList();
    List<GradedDocument> fielded = taken.stream().filter(d -> !d.units().isEmpty()).toList();
    int wrong = (int) units.stream().filter(u -> !u.right(mode)).count();
    int holding = (int) units.stream().filter(Unit::holdsValue).count();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("document_error", Figures.rate(wrong(taken, mode), taken.size()));
    node.set(
        "document_error_with_graded_fields", Figures.rate(wrong(fielded, mode), fielded.size()));
    node.set("field_error", Figures.rate(wrong, units.size()));
    node.put("wrong_accepted_fields", wrong);
    node.set("field_error_holding_value", Figures.rate(wrong, holding));
    return node;
  }

  private static int wrong(List<GradedDocument> documents, Mode mode) {
    return (int) documents.stream().filter(d -> !d.right(mode)).count();
  }
}
