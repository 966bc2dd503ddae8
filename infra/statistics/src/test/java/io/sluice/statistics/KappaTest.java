package io.sluice.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.statistics.Kappa.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KappaTest {
  private static final List<String> ANSWERS = List.of("a", "b", "c");

  @Test
  void theExampleOfFleissCohenAndEveritt() {
    // Their table 1: 200 cases, kappa 0.429, standard error 0.05395.
    int[][] table = {{53, 5, 2}, {11, 14, 5}, {1, 6, 3}};
    Map<Pair, Long> counts = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        counts.put(new Pair(ANSWERS.get(i), ANSWERS.get(j)), (long) 2 * table[i][j]);
      }
    }
    Kappa kappa = Kappa.of(counts);
    assertThat(kappa.pairs()).isEqualTo(200);
    assertThat(kappa.kappa()).isCloseTo(0.429, within(5e-4));
    assertThat((kappa.high() - kappa.low()) / 2 / 1.96).isCloseTo(0.054, within(1e-3));
  }

  @Test
  void whoeverAlwaysSaysTheSameHasProvenNothing() {
    assertThat(Kappa.of(Map.of(new Pair("a", "a"), 10L)).kappa()).isNaN();
    assertThat(Kappa.of(Map.of()).kappa()).isNaN();
  }

  @Property
  void fullAgreementOnSeveralAnswersIsOne(
      @ForAll @Size(min = 2, max = 3) List<@IntRange(min = 1, max = 1000) Integer> counts) {
    Map<Pair, Long> table = new HashMap<>();
    for (int i = 0; i < counts.size(); i++) {
      table.put(new Pair(ANSWERS.get(i), ANSWERS.get(i)), (long) counts.get(i));
    }
    Kappa kappa = Kappa.of(table);
    assertThat(kappa.kappa()).isCloseTo(1, within(1e-9));
    assertThat(kappa.low()).isCloseTo(1, within(1e-6));
  }

  /** Nineteen of twenty intervals hold the kappa that the answers were drawn with. */
  @Test
  void theIntervalHoldsTheTruthAsOftenAsItSays() {
    SplittableRandom chance = new SplittableRandom(7);
    int held = 0;
    for (int run = 0; run < 2000; run++) {
      Map<Pair, Long> table = new HashMap<>();
      for (int i = 0; i < 200; i++) {
        // Both say the same in 60 %, else each draws anew from fair answers: kappa is 0.6.
        String first = ANSWERS.get(chance.nextInt(3));
        String second = chance.nextDouble() < 0.6 ? first : ANSWERS.get(chance.nextInt(3));
        table.merge(new Pair(first, second), 1L, Long::sum);
      }
      Kappa kappa = Kappa.of(table);
      held += kappa.low() <= 0.6 && 0.6 <= kappa.high() ? 1 : 0;
    }
    assertThat(held / 2000.0).isBetween(0.93, 0.97);
  }

  @Property
  void aShareLiesInItsInterval(
      @ForAll @IntRange(min = 0, max = 500) int count,
      @ForAll @IntRange(min = 0, max = 500) int more) {
    Share share = Share.of(count, count + more);
    if (share.of() > 0) {
      assertThat(share.low()).isLessThanOrEqualTo(share.rate());
      assertThat(share.high()).isGreaterThanOrEqualTo(share.rate());
    }
    assertThat(share.low()).isBetween(0.0, 1.0);
    assertThat(share.high()).isBetween(share.low(), 1.0);
  }
}
