package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.events.Authority;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ModelInfo;
import io.sluice.events.Stage;
import io.sluice.events.StageUse;
import io.sluice.schemas.AvroTrust;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostsTest {
  private static final String PRICES =
      """
      cpuHour: 0.36
      gpuHour: 3.6
      personHour: 36
      models: {llama: {in: 1.00, out: 2.00}}
      frontier: {in: 10, out: 20, tokensPerWord: 2, promptTokens: 100, answerTokens: 50}
      """;

  static {
    AvroTrust.grant();
  }

  private final Costs costs = new Costs(prices(PRICES));

  @Test
  void everyStageIsPricedByWhatItUsed() {
    costs.count(
        record(
            1,
            Authority.REVIEWER,
            use(Stage.PARSE, "tika").setWallMillis(1_000),
            use(Stage.INFER, "micro").setWallMillis(900).setCpuMillis(500).setGpuMillis(100),
            use(Stage.ESCALATE, "llama").setTokensIn(1_000).setTokensOut(100),
            use(Stage.ESCALATE, "far").setTokensIn(1_000).setCostMicros(2_500),
            use(Stage.REVIEW, "people").setWallMillis(60_000)));
    Costs.Bill bill = costs.bills().get("receipt");
    assertThat(bill.stage(Stage.PARSE)).isCloseTo(0.0001, within(1e-12));
    assertThat(bill.stage(Stage.INFER)).isCloseTo(0.00005 + 0.0001, within(1e-12));
    assertThat(bill.stage(Stage.ESCALATE)).isCloseTo(0.0012 + 0.0025, within(1e-12));
    assertThat(bill.stage(Stage.REVIEW)).isCloseTo(0.6, within(1e-12));
    assertThat(bill.allFrontier)
        .as("100 words at 2 tokens, and 100 of the question; 50 of the answer")
        .isCloseTo((300 * 10 + 50 * 20) / 1e6, within(1e-12));
  }

  @Test
  void routesAreSharesOfDocuments() {
    costs.count(record(1, Authority.GATE, use(Stage.PARSE, "tika")));
    costs.count(record(1, Authority.LLM, use(Stage.PARSE, "tika")));
    costs.count(record(1, Authority.GATE, use(Stage.PARSE, "tika")));
    costs.count(record(1, Authority.REVIEWER, use(Stage.PARSE, "tika")));
    Costs.Bill bill = costs.bills().get("receipt");
    assertThat(bill.share(Authority.GATE)).isEqualTo(0.5);
    assertThat(costs.text()).contains("50.0 %", "25.0 %");
  }

  @Test
  void aCorrectionCostsWhatPeopleDidAndIsNoDocumentMore() {
    costs.count(record(1, Authority.GATE, use(Stage.PARSE, "tika").setWallMillis(1_000)));
    costs.count(
        record(
            2,
            Authority.REVIEWER,
            use(Stage.PARSE, "tika").setWallMillis(1_000),
            use(Stage.REVIEW, "people").setWallMillis(60_000)));
    Costs.Bill bill = costs.bills().get("receipt");
    assertThat(bill.documents).isEqualTo(1);
    assertThat(bill.stage(Stage.PARSE)).isCloseTo(0.0001, within(1e-12));
    assertThat(bill.stage(Stage.REVIEW)).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void noPriceHasADefaultAndAllThatAreMissingAreNamed() {
    assertThatThrownBy(() -> prices("models: {llama: {in: 1}}"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.startsWith("cpuHour"))
                    .anyMatch(p -> p.startsWith("gpuHour"))
                    .anyMatch(p -> p.startsWith("personHour"))
                    .anyMatch(p -> p.startsWith("models.llama.out"))
                    .anyMatch(p -> p.startsWith("frontier.in")));
  }

  private static Prices prices(String yaml) {
    ConfigNode node = Configs.parse("prices.yaml", yaml);
    Prices prices = Prices.from(node);
    node.finish();
    return prices;
  }

  private static StageUse.Builder use(Stage stage, String by) {
    return StageUse.newBuilder().setStage(stage).setBy(by);
  }

  private static DocumentCompleted record(
      int revision, Authority authority, StageUse.Builder... uses) {
    Instant noon = Instant.parse("2026-03-04T12:00:00Z");
    return DocumentCompleted.newBuilder()
        .setDocumentId("doc-1")
        .setRevision(revision)
        .setTenant("acme")
        .setSource("scanner")
        .setDataClass(DataClass.INTERNAL)
        .setDocumentType("receipt")
        .setClassConfidence(1)
        .setConfidence(1)
        .setFields(List.of())
        .setOriginal(new ContentReference("file:/x", "0".repeat(64), 1L))
        .setAuthority(authority)
        .setModel(new ModelInfo("micro", "1", ""))
        .setReceivedAt(noon)
        .setCompletedAt(noon)
        .setUses(List.of(uses).stream().map(StageUse.Builder::build).toList())
        .setWordCount(100)
        .build();
  }
}
