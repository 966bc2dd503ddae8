package io.sluice.evaluation.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.evaluation.grading.LabelledDocument.Quality;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.types.FieldKind;
import io.sluice.types.LargerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated readers of known quality: what the report says of them can be checked. */
class LadderReportTest {
  private static final int DOCUMENTS = 600;
  private static final LabelSchema SCHEMA =
      new LabelSchema(Map.of("receipt", Map.of("company", FieldKind.NAME)));
  private static final double PERSON = 1;

  @Test
  void aBetterRungThatCostsLessThanPeoplePays() {
    List<Worth> worths = report(0.03, rung("micro", 0.6, 0), rung("large", 0.97, 0.01));
    Worth alone = worths.get(0);
    Worth both = worths.get(1);
    assertThat(both.accuracy()).isGreaterThan(alone.accuracy() + 0.2);
    assertThat(both.straightThrough()).isGreaterThan(alone.straightThrough());
    assertThat(LadderReport.cheapest(worths).ladder()).containsExactly("micro", "large");
  }

  @Test
  void aRungDearerThanPeopleDoesNotPay() {
    List<Worth> worths = report(0.01, rung("micro", 0.6, 0), rung("large", 0.97, 5));
    assertThat(LadderReport.cheapest(worths).ladder()).containsExactly("micro");
  }

  @Test
  void aRungThatGuessesLetsNobodyThrough() {
    List<Worth> worths = report(0.01, rung("micro", 0.6, 0), rung("guesser", 0.3, 0.01));
    assertThat(LadderReport.cheapest(worths).ladder()).containsExactly("micro");
    assertThat(worths.get(1).expected()).isGreaterThan(worths.get(0).expected());
  }

  @Test
  void onlyWhatIsInDoubtIsAskedAndPaidFor() {
    Rung sure = rung("micro", 1, 0.25);
    List<Worth> worths = report(0.05, sure, rung("large", 1, 100));
    assertThat(worths.get(1).calls()).isZero();
    assertThat(worths.get(1).asked()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void aDocumentIsNotReadWithWhatItsOwnLabelTaught() {
    // The rung speaks of one document alone: the others teach nothing of it, neither good nor bad.
    Rung micro = rung("micro", 0.6, 0);
    ResultLine agreeing =
        micro.lines().values().stream()
            .filter(line -> line.field("company").value().asText().startsWith("Company"))
            .findFirst()
            .orElseThrow();
    String id = agreeing.id();
    String said = agreeing.field("company").value().asText();
    Rung rare =
        new Rung(
            "rare",
            Optional.of(LargerPool.LLM),
            Map.of(id, line(id, said, null)),
            0,
            Duration.ZERO);
    ResultLine result =
        Climb.of(documents(), List.of(micro, rare), SCHEMA, 1).stream()
            .map(climbed -> climbed.graded().result())
            .filter(line -> line != null && line.id().equals(id))
            .findFirst()
            .orElseThrow();
    double p = agreeing.confidence();
    double even = 0.5;
    assertThat(result.field("company").confidence())
        .isCloseTo(p * even / (p * even + (1 - p) * even * even), within(1e-9));
  }

  @Test
  void fewLabelsCertifyNothingAndTheReportSaysSo() {
    LadderReport report =
        LadderReport.of(
            documents().subList(0, 30),
            List.of(rung("micro", 0.9, 0), rung("large", 0.97, 0.01)),
            SCHEMA,
            0.01,
            0.95,
            PERSON);
    assertThat(report.rows().get("receipt"))
        .allSatisfy(worth -> assertThat(worth.through()).isZero());
    assertThat(report.text()).contains("infeasible").contains("certify no ladder");
  }

  @Test
  void recordedAnswersAreReadAsTheyWereKept(@TempDir Path folder) throws IOException {
    Path manifest =
        Files.writeString(
            folder.resolve("manifest.jsonl"),
            """
            {"id": "a", "cls": "receipt", "llm_predictions": {"big": "{\\"company\\": \\"Acme\\", \\"channel\\": \\"mail\\"}"}}
            {"id": "b", "cls": "receipt", "llm_predictions": {"big": "I cannot help with that."}}
            {"id": "c", "cls": "receipt"}
            """);
    Map<String, ResultLine> lines = RecordedAnswers.read(manifest, "big", SCHEMA);
    assertThat(lines).containsOnlyKeys("a", "b");
    assertThat(lines.get("a").fields()).containsOnlyKeys("company");
    assertThat(lines.get("b").fields()).isEmpty();
  }

  private static List<Worth> report(double target, Rung... rungs) {
    return LadderReport.of(documents(), List.of(rungs), SCHEMA, target, 0.95, PERSON)
        .rows()
        .get("receipt");
  }

  private static List<LabelledDocument> documents() {
    List<LabelledDocument> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(
          new LabelledDocument(
              "d" + i,
              "receipt",
              Quality.GOLD,
              true,
              false,
              true,
              new ObjectMapper().createObjectNode().put("company", truth(i))));
    }
    return documents;
  }

  private static String truth(int i) {
    return "Company " + i + " Limited";
  }

  /** Right so often, and calibrated: half of its answers are a little surer than the others. */
  private static Rung rung(String name, double accuracy, double cost) {
    Random chance = new Random(name.hashCode());
    Map<String, ResultLine> lines = new LinkedHashMap<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      double spread = Math.min(accuracy, 1 - accuracy) / 2;
      double confidence = accuracy + (i % 2 == 0 ? spread : -spread);
      boolean right = chance.nextDouble() < confidence;
      String said = right ? truth(i) : "Nobody " + chance.nextInt(1_000_000);
      lines.put("d" + i, line("d" + i, said, confidence));
    }
    return new Rung(name, Optional.of(LargerPool.LLM), lines, cost, Duration.ofMillis(100));
  }

  private static ResultLine line(String id, String value, @Nullable Double confidence) {
    return new ResultLine(
        id,
        "receipt",
        1,
        null,
        ResultLine.Route.REVIEW,
        Map.of("company", new ResultLine.Field(TextNode.valueOf(value), confidence, "model")),
        null);
  }
}
