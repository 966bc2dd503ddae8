package io.sluice.evaluation.grading;

import static io.sluice.evaluation.Numbers.figure;
import static io.sluice.evaluation.Numbers.span;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.evaluation.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A report as tables for people. */
public final class ReportText {
  private static final String[] MODES = {"exact", "fuzzy"};

  private final StringBuilder out = new StringBuilder();

  private ReportText() {}

  /** The tables of a {@link Report}. */
  public static String of(JsonNode report) {
    ReportText text = new ReportText();
    text.head(report);
    text.classification(report.path("classification"));
    text.extraction(report.path("extraction"));
    text.trust(report.path("trust"));
    text.routing(report.path("routing"));
    text.coverage(report.path("coverage_at_error"));
    text.unreadable(report.path("labels_not_readable"));
    return text.out.toString();
  }

  private void head(JsonNode report) {
    line(
        figure(report.path("documents"))
            + " documents, "
            + figure(report.path("graded_documents"))
            + " of them with "
            + figure(report.path("graded_fields"))
            + " graded fields");
    JsonNode missing = report.path("missing");
    if (!missing.isEmpty()) {
      line(
          "MISSING from the results and counted wrong: "
              + missing.size()
              + " ("
              + report.path("missing_without_stored_file").asInt()
              + " of them have no stored file; --stored-only leaves those out)");
    }
    line("");
  }

  private void classification(JsonNode node) {
    line(
        "CLASSIFICATION   accuracy "
            + span(node.path("accuracy"), "rate")
            + "   macro F1 "
            + span(node.path("macro"), "f1"));
    TextTable table = new TextTable("class", "support", "precision", "recall", "F1 [95 %]");
    node.path("classes")
        .properties()
        .forEach(e ->
            table.row(
                e.getKey(),
                figure(e.getValue().path("support")),
                figure(e.getValue().path("precision")),
                figure(e.getValue().path("recall")),
                span(e.getValue(), "f1")));
    add(table);
    confusion(node.path("confusion"));
  }

  /** Only the classes that were mistaken, or nothing. */
  private void confusion(JsonNode confusion) {
    TextTable table = new TextTable("mistaken class", "read as", "documents").left(1);
    confusion
        .properties()
        .forEach(row ->
            row.getValue()
                .properties()
                .forEach(cell -> {
                  if (!cell.getKey().equals(row.getKey())) {
                    table.row(row.getKey(), cell.getKey(), figure(cell.getValue()));
                  }
                }));
    if (!table.isEmpty()) {
      add(table);
    }
  }

  private void extraction(JsonNode node) {
    line("EXTRACTION   F1 with 95 % bootstrap interval over documents");
    TextTable table =
        new TextTable("field", "support", "precision", "recall", "F1 exact", "F1 fuzzy");
    node.path("rows")
        .properties()
        .forEach(row -> {
          String name = row.getKey();
          row.getValue()
              .path("fields")
              .properties()
              .forEach(f ->
                  scores(
                      table,
                      name + "." + f.getKey(),
                      figure(f.getValue().path("support")),
                      f.getValue()));
          String documents = figure(row.getValue().path("documents"));
          scores(table, name + ", micro", documents + " doc.", row.getValue().path("micro"));
          scores(table, name + ", macro", "", row.getValue().path("macro"));
          table.rule();
        });
    for (String overall : new String[] {Scores.OVERALL, Scores.WITHOUT_EINVOICE}) {
      scores(table, "ALL " + title(overall) + "micro", "", node.path(overall).path("micro"));
      scores(table, "ALL " + title(overall) + "macro", "", node.path(overall).path("macro"));
    }
    add(table);
  }

  private static String title(String overall) {
    return overall.equals(Scores.OVERALL) ? "" : overall + ", ";
  }

  private static void scores(TextTable table, String name, String support, JsonNode modes) {
    JsonNode exact = modes.path("exact");
    table.row(
        name,
        support,
        figure(exact.path("precision")),
        figure(exact.path("recall")),
        span(exact, "f1"),
        span(modes.path("fuzzy"), "f1"));
  }

  private void trust(JsonNode node) {
    line("TRUST   how far the stated confidence tells right from wrong");
    String[] keys = {"units", "stated", "accuracy", "auroc", "ece", "brier", "aurc", "augrc"};
    TextTable table =
        new TextTable(
            "of", "units", "stated", "accuracy", "AUROC", "ECE", "Brier", "AURC", "AUGRC");
    for (String what : new String[] {"fields", "documents"}) {
      for (String mode : MODES) {
        List<Object> cells = new ArrayList<>(List.of(what + ", " + mode));
        for (String key : keys) {
          cells.add(figure(node.path(what).path(mode).path(key)));
        }
        table.row(cells.toArray());
      }
    }
    add(table);
    line("Calibration of field confidence, exact, in bins of equal mass");
    TextTable bins =
        new TextTable("bin", "from", "to", "fields", "coverage", "confidence", "accuracy");
    int number = 0;
    for (JsonNode bin : node.path("fields").path("exact").path("bins")) {
      bins.row(
          ++number,
          figure(bin.path("low")),
          figure(bin.path("high")),
          figure(bin.path("n")),
          figure(bin.path("coverage")),
          figure(bin.path("confidence")),
          figure(bin.path("accuracy")));
    }
    add(bins);
  }

  private void routing(JsonNode node) {
    StringBuilder routes = new StringBuilder();
    node.path("routes")
        .properties()
        .forEach(r -> routes.append("   ").append(r.getKey()).append(' ').append(r.getValue()));
    line("ROUTING   straight-through " + span(node.path("straight_through"), "rate") + routes);
    TextTable table =
        new TextTable("selective error among accepted", "wrong", "of", "rate [95 % Wilson]");
    for (String mode : MODES) {
      node.path(mode)
          .properties()
          .forEach(e -> {
            if (e.getValue().isObject()) {
              table.row(
                  e.getKey().replace('_', ' ') + ", " + mode,
                  figure(e.getValue().path("count")),
                  figure(e.getValue().path("of")),
                  span(e.getValue(), "rate"));
            }
          });
    }
    add(table);
    TextTable rows =
        new TextTable(
            "by row, exact", "documents", "accepted", "wrong documents", "fields", "wrong fields");
    for (Map.Entry<String, JsonNode> row : node.path("by_row").properties()) {
      JsonNode of = row.getValue();
      rows.row(
          row.getKey(),
          figure(of.path("straight_through").path("of")),
          figure(of.path("straight_through").path("count")),
          figure(of.path("exact").path("document_error").path("count")),
          figure(of.path("exact").path("field_error").path("of")),
          figure(of.path("exact").path("wrong_accepted_fields")));
    }
    add(rows);
  }

  private void coverage(JsonNode node) {
    line(
        "COVERAGE   the share of documents that some threshold on the document's confidence would"
            + " let through");
    TextTable table =
        new TextTable(
            "document error at most",
            "exact",
            "threshold",
            "certified",
            "fuzzy",
            "threshold",
            "certified");
    for (String target : keys(node.path("exact"))) {
      JsonNode exact = node.path("exact").path(target);
      JsonNode fuzzy = node.path("fuzzy").path(target);
      table.row(
          target,
          figure(exact.path("coverage")),
          figure(exact.path("threshold")),
          figure(exact.path("certified")),
          figure(fuzzy.path("coverage")),
          figure(fuzzy.path("threshold")),
          figure(fuzzy.path("certified")));
    }
    add(table);
  }

  private void unreadable(JsonNode node) {
    if (node.isEmpty()) {
      return;
    }
    line("LABELS that cannot be read, not graded");
    TextTable table = new TextTable("field", "labels", "such as").left(2);
    node.properties()
        .forEach(e -> {
          List<String> examples = new ArrayList<>();
          e.getValue()
              .path("examples")
              .forEach(x -> examples.add(x.get(0).asText() + " " + x.get(1)));
          table.row(e.getKey(), figure(e.getValue().path("count")), String.join("; ", examples));
        });
    add(table);
  }

  private static Iterable<String> keys(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return new TreeSet<>(names);
  }

  private void add(TextTable table) {
    out.append(table).append('\n');
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
