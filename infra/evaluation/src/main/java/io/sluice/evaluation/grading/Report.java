package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.grading.GradedDocument.Unreadable;
import io.sluice.evaluation.grading.Tally.Key;
import io.sluice.evaluation.grading.Trust.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The whole report of graded documents as JSON, under the keys and with the numbers of the
 * reference grader.
 */
public final class Report {
  /** The document errors at which reachable coverage is told. */
  private static final double[] TARGETS = {0.005, 0.01, 0.02, 0.05};

  private static final int EXAMPLES = 3;

  private final List<GradedDocument> documents;
  private final Map<Key, Counts> totals;
  private final Map<Key, Prf> scores;
  private final Map<Key, double[]> intervals;

  private Report(List<GradedDocument> documents) {
    this.documents = documents;
    List<Map<Key, Counts>> tallies = documents.stream().map(Tally::of).toList();
    totals = Tally.sum(tallies);
    scores = Scores.of(totals);
    intervals = Bootstrap.intervals(tallies);
  }

  /** The report of these documents. */
  public static ObjectNode of(List<GradedDocument> documents) {
    return new Report(documents).json();
  }

  private ObjectNode json() {
    List<Unit> units = documents.stream().flatMap(d -> d.units().stream()).toList();
    List<GradedDocument> missing = documents.stream().filter(d -> d.result() == null).toList();
    ObjectNode report = node();
    report.put("documents", documents.size());
    report.put("graded_documents", documents.stream().filter(d -> !d.units().isEmpty()).count());
    report.put("graded_fields", units.size());
    ArrayNode ids = report.putArray("missing");
    missing.forEach(d -> ids.add(d.document().id()));
    report.put(
        "missing_without_stored_file",
        missing.stream().filter(d -> !d.document().stored()).count());
    report.set("classification", classification());
    report.set("extraction", extraction());
    report.set("trust", trust(units));
    report.set("routing", routing());
    ObjectNode coverage = report.putObject("coverage_at_error");
    for (Mode mode : Mode.values()) {
      ObjectNode ofMode = coverage.putObject(mode.text());
      for (double target : TARGETS) {
        ofMode.set(Double.toString(target), Trust.coverageAt(ofDocuments(mode), target));
      }
    }
    report.set("labels_not_readable", unreadable());
    return report;
  }

  private ObjectNode classification() {
    Set<String> types = new TreeSet<>();
    Map<String, Map<String, Integer>> confusion = new TreeMap<>();
    for (GradedDocument d : documents) {
      String predicted =
          d.predicted() != null ? d.predicted() : d.result() == null ? "(missing)" : "(none)";
      types.add(d.document().type());
      confusion
          .computeIfAbsent(d.document().type(), t -> new TreeMap<>())
          .merge(predicted, 1, Integer::sum);
    }
    int right = (int) documents.stream().filter(GradedDocument::classRight).count();
    ObjectNode node = node();
    node.set("accuracy", Figures.rate(right, documents.size()));
    node.set("macro", figures(new Key(Tally.CLASS, Scores.MACRO, Mode.EXACT)));
    ObjectNode classes = node.putObject("classes");
    ObjectNode table = node.putObject("confusion");
    for (String type : types) {
      Map<String, Integer> row = confusion.getOrDefault(type, Map.of());
      ObjectNode of = classes.putObject(type);
      of.put("support", row.values().stream().mapToInt(Integer::intValue).sum());
      of.setAll(figures(new Key(Tally.CLASS, type, Mode.EXACT)));
      ObjectNode line = table.putObject(type);
      row.forEach(line::put);
    }
    return node;
  }

  private ObjectNode extraction() {
    Map<String, Set<String>> fields =
        new TreeMap<>(
            Comparator.comparing((String row) -> row.indexOf(':') >= 0)
                .thenComparing(Comparator.naturalOrder()));
    for (Key key : totals.keySet()) {
      if (!key.row().equals(Tally.CLASS)) {
        fields.computeIfAbsent(key.row(), r -> new LinkedHashSet<>()).add(key.field());
      }
    }
    ObjectNode node = node();
    ObjectNode rows = node.putObject("rows");
    fields.forEach((row, names) -> {
      ObjectNode ofRow = rows.putObject(row);
      ofRow.put("documents", documents.stream().filter(d -> speaksOf(d, row)).count());
      ofRow.setAll(averages(row));
      ObjectNode ofFields = ofRow.putObject("fields");
      for (String name : names) {
        ObjectNode field = ofFields.putObject(name);
        Counts exact = totals.getOrDefault(new Key(row, name, Mode.EXACT), Counts.NONE);
        field.put("support", exact.support());
        for (Mode mode : Mode.values()) {
          field.set(mode.text(), figures(new Key(row, name, mode)));
        }
      }
    });
    node.set(Scores.OVERALL, averages(Scores.OVERALL));
    node.set(Scores.WITHOUT_EINVOICE, averages(Scores.WITHOUT_EINVOICE));
    return node;
  }

  private static boolean speaksOf(GradedDocument d, String row) {
    return d.units().stream().anyMatch(u -> u.row().equals(row))
        || d.listed().stream().anyMatch(u -> u.row().equals(row));
  }

  private ObjectNode averages(String row) {
    ObjectNode node = node();
    for (String average : new String[] {Scores.MICRO, Scores.MACRO}) {
      ObjectNode of = node.putObject(average);
      for (Mode mode : Mode.values()) {
        of.set(mode.text(), figures(new Key(row, average, mode)));
      }
    }
    return node;
  }

  private ObjectNode figures(Key key) {
    Prf prf = scores.getOrDefault(key, Prf.UNDEFINED);
    ObjectNode node = node();
    Figures.put(node, "precision", prf.precision());
    Figures.put(node, "recall", prf.recall());
    Figures.put(node, "f1", prf.f1());
    double[] interval = intervals.get(key);
    if (interval == null) {
      node.putNull("ci95");
    } else {
      node.putArray("ci95").add(interval[0]).add(interval[1]);
    }
    return node;
  }

  private ObjectNode trust(List<Unit> units) {
    ObjectNode node = node();
    ObjectNode fields = node.putObject("fields");
    ObjectNode whole = node.putObject("documents");
    for (Mode mode : Mode.values()) {
      List<Judged> judged =
          units.stream().map(u -> new Judged(u.confidence(), u.right(mode))).toList();
      fields.set(mode.text(), Trust.of(judged));
      whole.set(mode.text(), Trust.of(ofDocuments(mode)));
    }
    return node;
  }

  private List<Judged> ofDocuments(Mode mode) {
    return documents.stream().map(d -> new Judged(d.confidence(), d.right(mode))).toList();
  }

  private ObjectNode routing() {
    Map<String, List<GradedDocument>> rows = new TreeMap<>();
    documents.forEach(d -> rows.computeIfAbsent(d.document().row(), r -> new ArrayList<>()).add(d));
    ObjectNode node = Routing.of(documents);
    ObjectNode byRow = node.putObject("by_row");
    rows.forEach((row, of) -> byRow.set(row, Routing.of(of)));
    return node;
  }

  private ObjectNode unreadable() {
    Map<String, List<Unreadable>> byField = new TreeMap<>();
    documents.stream()
        .flatMap(d -> d.unreadable().stream())
        .forEach(
            u -> byField.computeIfAbsent(u.row() + "." + u.field(), f -> new ArrayList<>()).add(u));
    ObjectNode node = node();
    byField.forEach((field, labels) -> {
      ObjectNode of = node.putObject(field).put("count", labels.size());
      ArrayNode examples = of.putArray("examples");
      labels.stream().limit(EXAMPLES).forEach(u -> examples.addArray().add(u.id()).add(u.label()));
    });
    return node;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
