package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.gate.Ladder;
import io.sluice.streams.gate.Ladders;
import io.sluice.streams.gate.Threshold;
import io.sluice.types.DocumentTypes;
import io.sluice.types.LargerPool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaddersFileTest {
  private static final String RECEIPT =
      """
      version: 1
      targetError: %s
      bundle: {fingerprint: '00ff'}
      types:
        receipt:
          threshold: 0.93
          askBelow: 0.99
          echo: 0.3
          rungs:
            far: {pool: frontier}
            near: {pool: llm, reliability: {total: {value: 0.9, absent: 0.2}}}
      """;

  @TempDir Path folder;

  @Test
  void aLadderIsReadAsItIsWrittenTheHouseFirst() throws Exception {
    Ladder ladder = ladders("0.01", "00ff").of("receipt");
    assertThat(ladder.rungs())
        .extracting(Ladder.Rung::pool)
        .containsExactly(LargerPool.LLM, LargerPool.FRONTIER);
    assertThat(ladder.threshold()).isEqualTo(new Threshold.AtLeast(0.93));
    assertThat(ladder.rungs().get(0).of("total", false)).contains(0.9);
    assertThat(ladder.rungs().get(0).of("date", false)).as("never measured").contains(0.0);
  }

  @Test
  void aLadderThatHoldsMoreErrorThanItsTypeWantsIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> ladders("0.2", "00ff"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("holds an error rate of 0.2")
        .hasMessageContaining("[receipt]")
        .hasMessageContaining("sluice ladder --target-error");
  }

  @Test
  void aLadderThatWasMeasuredAboveAnotherBundleIsRefused() {
    assertThatThrownBy(() -> ladders("0.01", "11ee"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("measured above another bundle");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() ->
            Ladders.parse(
                "ladder.yaml",
                """
                version: 2
                types: {receipt: {threshold: 3, askBelow: 0.9, echo: 0.1, rungs: {a: {pool: cloud}, b: {pool: llm}, c: {pool: llm}}}}
                """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.startsWith("version"))
                    .anyMatch(p -> p.startsWith("targetError"))
                    .anyMatch(p -> p.startsWith("types.receipt.threshold"))
                    .anyMatch(p -> p.contains("'cloud'"))
                    .anyMatch(p -> p.contains("two of one pool")));
  }

  private Ladders ladders(String targetError, String gateOf) throws Exception {
    Path file = Files.writeString(folder.resolve("ladder.yaml"), RECEIPT.formatted(targetError));
    return StreamsApp.ladders(
        file, new GateThresholds(0.01, Map.of(), Map.of(), gateOf, null), DocumentTypes.shipped());
  }
}
