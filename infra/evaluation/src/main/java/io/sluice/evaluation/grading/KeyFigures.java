package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of a report by which runs are compared over time, by name: {@code class.accuracy},
 * {@code fields.exact.f1}, {@code receipt.exact.f1}, {@code trust.auroc}, {@code
 * routing.fieldError} and so on. One that is undefined is left out.
 */
public final class KeyFigures {
  private KeyFigures() {}

  /** The figures of a {@link Report}. */
  public static Map<String, Double> of(JsonNode report) {
    Map<String, Double> figures = new LinkedHashMap<>();
    JsonNode classes = report.path("classification");
    put(figures, "class.accuracy", classes.path("accuracy").path("rate"));
    put(figures, "class.macroF1", classes.path("macro").path("f1"));
    JsonNode extraction = report.path("extraction");
    f1(figures, "fields", extraction.path(Scores.OVERALL));
    extraction.path("rows").properties().forEach(row -> f1(figures, row.getKey(), row.getValue()));
    JsonNode trust = report.path("trust").path("fields").path("exact");
    for (String key : new String[] {"auroc", "ece", "aurc", "augrc"}) {
      put(figures, "trust." + key, trust.path(key));
    }
    JsonNode routing = report.path("routing");
    put(figures, "routing.straightThrough", routing.path("straight_through").path("rate"));
    put(figures, "routing.fieldError", routing.path("exact").path("field_error").path("rate"));
    put(
        figures,
        "routing.documentError",
        routing.path("exact").path("document_error").path("rate"));
    return figures;
  }

  /** Whether more of it is worse. */
  public static boolean isError(String name) {
    return name.endsWith("Error")
        || name.equals("trust.ece")
        || name.equals("trust.aurc")
        || name.equals("trust.augrc");
  }

  private static void f1(Map<String, Double> figures, String name, JsonNode row) {
    for (Mode mode : Mode.values()) {
      put(
          figures,
          name + "." + mode.text() + ".f1",
          row.path("micro").path(mode.text()).path("f1"));
    }
  }

  private static void put(Map<String, Double> figures, String name, JsonNode value) {
    if (value.isNumber()) {
      figures.put(name, value.asDouble());
    }
  }
}
