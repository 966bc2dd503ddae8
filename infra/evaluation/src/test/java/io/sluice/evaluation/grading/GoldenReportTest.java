package io.sluice.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report agrees with the reference grader, whose numbers lie beside the documents. */
class GoldenReportTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @CsvSource({"report-plain.json, false", "report-silver.json, true"})
  void everyNumberIsTheReferenceGraders(String expected, boolean includeSilver) throws Exception {
    JsonNode reference = new ObjectMapper().readTree(GOLDEN.resolve(expected).toFile());
    List<String> differences = new ArrayList<>();
    compare("", reference, report(includeSilver), differences);
    assertThat(differences).isEmpty();
  }

  @Test
  void theTablesSayWhatTheReportSays() {
    JsonNode report = report(true);
    String text = ReportText.of(report);
    assertThat(text)
        .contains("70 documents, 52 of them with 164 graded fields")
        .contains("MISSING from the results and counted wrong: 4")
        .contains("accuracy 0.8143 [0.7077, 0.8881]")
        .contains("einvoice, micro")
        .contains("email:derived.subject")
        .contains("AUGRC")
        .contains("straight-through");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()));
  }

  @Test
  void theKeyFiguresHaveTheirNames() {
    Map<String, Double> figures = KeyFigures.of(report(false));
    assertThat(figures)
        .containsEntry("class.accuracy", 57.0 / 70)
        .containsKeys("fields.exact.f1", "receipt.fuzzy.f1", "trust.auroc", "routing.fieldError");
    assertThat(KeyFigures.isError("routing.fieldError")).isTrue();
    assertThat(KeyFigures.isError("trust.auroc")).isFalse();
  }

  static JsonNode report(boolean includeSilver) {
    return Report.of(graded(includeSilver));
  }

  static List<GradedDocument> graded(boolean includeSilver) {
    LabelSchema schema = LabelSchema.read(GOLDEN.resolve("schema.json"));
    Map<String, LabelledDocument> documents =
        LabelledDocument.readManifest(GOLDEN.resolve("manifest.jsonl"), schema);
    return GradedDocument.grade(
        documents.values(),
        ResultLine.readAll(GOLDEN.resolve("results.jsonl"), schema, documents.keySet()),
        schema,
        includeSilver);
  }

  private static void compare(String path, JsonNode a, JsonNode b, List<String> differences) {
    if (a.isObject() && b.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      a.fieldNames().forEachRemaining(names::add);
      b.fieldNames().forEachRemaining(names::add);
      names.forEach(n -> compare(path + "/" + n, a.path(n), b.path(n), differences));
    } else if (a.isArray() && b.isArray() && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        compare(path + "/" + i, a.get(i), b.get(i), differences);
      }
    } else if (a.isNumber() && b.isNumber()) {
      if (Math.abs(a.asDouble() - b.asDouble()) > TOLERANCE) {
        differences.add(path + ": " + a + " here " + b);
      }
    } else if (!a.equals(b)) {
      differences.add(path + ": " + a + " here " + b);
    }
  }
}
