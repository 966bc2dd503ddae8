package io.sluice.evaluation.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.evaluation.grading.LabelledDocument.Quality;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.types.FieldKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invented receipts and letters whose readings are right by a known function of two signals. */
class ConfidenceFitTest {
  private static final LabelSchema SCHEMA =
      new LabelSchema(
          Map.of(
              "receipt", Map.of("company", FieldKind.NAME, "total", FieldKind.PRICE),
              "letter", Map.of("total", FieldKind.PRICE)));

  private final List<LabelledDocument> documents = new ArrayList<>();
  private final Map<String, ResultLine> results = new LinkedHashMap<>();
  private final Random random = new Random(7);

  private static double truth(double score, double doubt) {
    return 1 / (1 + Math.exp(-(1 + score - 3 * doubt)));
  }

  /** A document of an issuer, whose total is right as often as its signals say. */
  private void add(String type, String issuer) {
    String id = "d" + documents.size();
    double score = 2 * random.nextGaussian();
    double doubt = random.nextDouble();
    boolean right = random.nextDouble() < truth(score, doubt);
    var labels = JsonNodeFactory.instance.objectNode().put("total", "10.00");
    labels.put("company", issuer);
    documents.add(new LabelledDocument(id, type, Quality.GOLD, true, false, true, labels));
    results.put(
        id,
        new ResultLine(
            id,
            type,
            0.99,
            null,
            ResultLine.Route.REVIEW,
            Map.of(
                "total",
                new ResultLine.Field(
                    TextNode.valueOf(right ? "10.00" : "11.00"),
                    (Double) 0.5,
                    "model",
                    Map.of("+score", score, "-doubt", doubt, "+noise", random.nextGaussian()))),
            List.of()));
  }

  private List<GradedDocument> graded() {
    return GradedDocument.grade(documents, results, SCHEMA, false);
  }

  private Optional<ConfidenceFit> fit(String... unlicensed) {
    return ConfidenceFit.of(graded(), List.of(), SCHEMA, Set.of(unlicensed));
  }

  private void receipts(int number) {
    for (int i = 0; i < number; i++) {
      add("receipt", "Issuer Number " + i);
    }
  }

  @Test
  void theFunctionThatMadeTheReadingsIsFoundAgain() {
    receipts(6000);

    Weights weights = fit().orElseThrow().weights();

    for (double score : new double[] {-2, 0, 2}) {
      assertThat(weights.confidence("receipt", "total", Map.of("+score", score, "-doubt", 0.5)))
          .isCloseTo(truth(score, 0.5), within(0.04));
    }
  }

  @Test
  void aSignalThatSpeaksForAReadingNeverSpeaksAgainstIt() {
    for (int tries = 0; tries < 10; tries++) {
      documents.clear();
      results.clear();
      receipts(200);
      Weights weights = fit().orElseThrow().weights();

      assertThat(weights.weights().get("+noise")).isNotNegative();
      assertThat(weights.weights().get("-doubt")).isNotPositive();
    }
  }

  @Test
  void documentsThatAreJudgedAgainStateWhatOthersTaught() {
    receipts(1000);
    ConfidenceFit fit = fit().orElseThrow();

    GradedDocument judged = fit.rescored(graded().getFirst(), SCHEMA);

    ResultLine.Field total =
        judged.units().stream()
            .filter(unit -> unit.field().equals("total"))
            .findFirst()
            .orElseThrow()
            .given();
    double inSample = fit.weights().confidence("receipt", "total", total.signals());
    assertThat(total.confidence()).isNotEqualTo(inSample).isCloseTo(inSample, within(0.05));
    assertThat(judged.result().field("total").confidence()).isEqualTo(total.confidence());
    assertThat(fit.aurocOutOfFold()).isGreaterThan(0.8);
    assertThat(fit.aurocBefore()).isCloseTo(0.5, within(1e-9));
  }

  /** What is only noise within an issuer must not look like knowledge across issuers. */
  @Test
  void documentsOfOneIssuerAreNeverOnBothSides() {
    for (int i = 0; i < 400; i++) {
      add("receipt", "Issuer Number " + i / 4);
    }
    Map<String, String> groups = Issuers.of(graded(), SCHEMA);

    assertThat(groups.values().stream().distinct()).hasSize(100);
    assertThat(groups.get("d0")).isEqualTo(groups.get("d3")).isNotEqualTo(groups.get("d4"));
    assertThat(fit().orElseThrow().extent().issuers()).isEqualTo(100);
  }

  @Test
  void labelsWithoutALicenceTeachNothingAndTheirFieldsHaveTheBiasOfAll() {
    receipts(400);
    Weights without = fit("letter").orElseThrow().weights();
    for (int i = 0; i < 400; i++) {
      add("letter", "Writer Number " + i);
    }

    assertThat(fit("letter").orElseThrow().weights()).isEqualTo(without);
    assertThat(without.fields()).containsOnlyKeys("receipt.total");
    GradedDocument letter = graded().getLast();
    Map<String, Double> signals = letter.result().field("total").signals();
    assertThat(fit("letter").orElseThrow().rescored(letter, SCHEMA).result().field("total"))
        .extracting(ResultLine.Field::confidence)
        .isEqualTo(without.confidence("letter", "total", signals));
  }

  /** Of one issuer's readings nobody learns who judges another of them. */
  @Test
  void documentsThatOnlyTeachAreJudgedByNobodyAndHeldBackWithTheirIssuer() {
    receipts(400);
    List<GradedDocument> gating = graded();
    documents.clear();
    receipts(300);
    // "d0" to "d299" stand for other documents of issuers that are known, and of new ones.
    List<LabelledDocument> renamed =
        documents.stream()
            .map(d ->
                new LabelledDocument(
                    "t" + d.id(), d.type(), d.quality(), true, false, true, d.labels()))
            .toList();
    Map<String, ResultLine> others = new LinkedHashMap<>();
    documents.forEach(d -> others.put("t" + d.id(), results.get(d.id())));
    List<GradedDocument> besides = GradedDocument.grade(renamed, others, SCHEMA, false);

    ConfidenceFit alone = ConfidenceFit.of(gating, List.of(), SCHEMA, Set.of()).orElseThrow();
    ConfidenceFit both = ConfidenceFit.of(gating, besides, SCHEMA, Set.of()).orElseThrow();

    assertThat(both.extent().readings()).isEqualTo(alone.extent().readings()).isEqualTo(400);
    assertThat(both.extent().besides()).isEqualTo(300);
    assertThat(both.extent().documentsBesides()).isEqualTo(300);
    assertThat(both.weights()).isNotEqualTo(alone.weights());
    // What is taught of the issuer whose document is judged changes nothing of its judgement.
    GradedDocument judged = gating.getFirst();
    List<GradedDocument> ofTheIssuer = besides.subList(0, 1);
    ConfidenceFit one = ConfidenceFit.of(gating, ofTheIssuer, SCHEMA, Set.of()).orElseThrow();
    assertThat(one.weights()).isNotEqualTo(alone.weights());
    assertThat(one.rescored(judged, SCHEMA)).isEqualTo(alone.rescored(judged, SCHEMA));
  }

  @Test
  void fewReadingsOrResultsWithoutSignalsFitNothing() {
    receipts(20);
    assertThat(fit()).isEmpty();
    receipts(400);
    assertThat(fit()).isPresent();
    results.replaceAll((id, line) ->
        new ResultLine(
            id,
            line.type(),
            0.99,
            null,
            line.route(),
            Map.of("total", new ResultLine.Field(TextNode.valueOf("10.00"), (Double) 0.5, "model")),
            List.of()));
    assertThat(fit()).isEmpty();
  }

  @Test
  void theFileHoldsWhatModelWorkersRead() throws Exception {
    receipts(400);
    ConfidenceFit fit = fit("letter").orElseThrow();

    JsonNode file =
        new ObjectMapper()
            .readTree(ConfidenceFile.of(fit, "calibration", "2026-11-21", Set.of("letter")));

    assertThat(file.path("version").asInt()).isEqualTo(1);
    assertThat(file.at("/fitted/readings").asInt()).isEqualTo(400);
    assertThat(file.at("/fitted/fieldsNotUsedOf/0").asText()).isEqualTo("letter");
    assertThat(file.at("/weights/+score").asDouble())
        .isEqualTo(fit.weights().weights().get("+score"));
    assertThat(file.at("/fields/receipt/total").isNumber()).isTrue();
  }
}
