package io.sluice.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void mcNemarCountsOnlyWhatOneOfThemGotRight() {
    assertThat(Comparison.mcNemar(0, 0)).isEqualTo(1);
    assertThat(Comparison.mcNemar(3, 3)).isEqualTo(1);
    // 2 · (1/2)^6
    assertThat(Comparison.mcNemar(6, 0)).isCloseTo(0.03125, within(1e-12));
    // 2 · (1 + 10) · (1/2)^10
    assertThat(Comparison.mcNemar(1, 9)).isCloseTo(0.021484375, within(1e-12));
  }

  @Property
  void mcNemarDoesNotCareWhoIsFirst(
      @ForAll @IntRange(max = 500) int a, @ForAll @IntRange(max = 500) int b) {
    assertThat(Comparison.mcNemar(a, b)).isEqualTo(Comparison.mcNemar(b, a)).isBetween(0.0, 1.0);
  }

  @Test
  void holmMultipliesTheLeastByAllAndKeepsTheOrder() {
    assertThat(Comparison.holm(new double[] {0.04, 0.01, 0.03}))
        .containsExactly(new double[] {0.06, 0.03, 0.06}, within(1e-12));
  }

  @Property
  void holmNeverMakesAChanceSmaller(
      @ForAll @Size(max = 20) List<@IntRange(max = 1000) Integer> ps) {
    double[] chances = ps.stream().mapToDouble(p -> p / 1000.0).toArray();
    double[] adjusted = Comparison.holm(chances);
    for (int i = 0; i < chances.length; i++) {
      assertThat(adjusted[i]).isBetween(chances[i], 1.0);
    }
  }

  @Test
  void aSystemIsNoBetterThanItself() {
    List<GradedDocument> documents = GoldenReportTest.graded(false);
    JsonNode same = Comparison.of(documents, documents);
    assertThat(same.path("class").path("p").asDouble()).isEqualTo(1);
    assertThat(same.path("exact").path("all").path("p").asDouble()).isEqualTo(1);
    assertThat(Comparison.text(same, "one", "other"))
        .contains("class: no difference that these documents can show (p = 1.0000)");
  }

  @Test
  void oneThatReadsNothingIsWorseAndTheVerdictSaysSo() {
    List<GradedDocument> documents = GoldenReportTest.graded(false);
    List<GradedDocument> mute = new ArrayList<>();
    documents.forEach(d ->
        mute.add(
            new GradedDocument(
                d.document(),
                null,
                d.units().stream().map(ComparisonTest::missed).toList(),
                List.of(),
                List.of())));
    JsonNode comparison = Comparison.of(mute, documents);
    assertThat(comparison.path("exact").path("all").path("a").asDouble()).isZero();
    assertThat(comparison.path("exact").path("all").path("p").asDouble()).isLessThan(0.001);
    assertThat(Comparison.text(comparison, "mute", "reader"))
        .contains("VERDICT   class: B is better (p < 0.0001); fields: B is better (p < 0.0001).");
  }

  private static Unit missed(Unit unit) {
    Counts none = new Counts(0, 0, unit.exact().support());
    return new Unit(
        unit.row(), unit.field(), unit.holdsValue(), ResultLine.Field.UNSAID, none, none);
  }
}
