package io.sluice.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  @TempDir Path folder;

  private final Baseline kept =
      new Baseline(
          Map.of(
              "class.accuracy", new Baseline.Kept(0.97, 0.01),
              "routing.fieldError", new Baseline.Kept(0.02, 0.005)));

  @Test
  void aDropWithinWhatIsToleratedIsNone() {
    assertThat(kept.judge(Map.of("class.accuracy", 0.96, "routing.fieldError", 0.025)).regressed())
        .isFalse();
  }

  @Test
  void aLargerDropIsARegressionAndSoIsALargerError() {
    Baseline.Verdict lower = kept.judge(Map.of("class.accuracy", 0.95, "routing.fieldError", 0.0));
    assertThat(lower.regressed()).isTrue();
    assertThat(lower.text()).contains("1 of 2 figures REGRESSED").contains("-0.0200");
    assertThat(kept.judge(Map.of("class.accuracy", 0.99, "routing.fieldError", 0.03)).regressed())
        .isTrue();
  }

  @Test
  void aFigureThatTheRunDoesNotHaveIsARegression() {
    assertThat(kept.judge(Map.of("class.accuracy", 0.97)).text())
        .contains("REGRESSED: not in this run");
  }

  @Test
  void whatIsKeptIsReadBackAndWhatWasToleratedStays() throws Exception {
    Path file = folder.resolve("baseline.json");
    Files.writeString(file, kept.with(Map.of("class.accuracy", 0.98, "new", 0.5)).json());
    assertThat(Baseline.read(file).figures())
        .containsEntry("class.accuracy", new Baseline.Kept(0.98, 0.01))
        .containsEntry("new", new Baseline.Kept(0.5, Baseline.TOLERATED))
        .hasSize(2);
  }

  @Test
  void aBaselineThatIsNotUnderstoodIsRefusedWithAllItsProblems() throws Exception {
    Path file = folder.resolve("baseline.json");
    Files.writeString(file, "{\"figures\": {\"a\": {\"value\": 1}, \"b\": 2}}");
    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(2));
  }
}
