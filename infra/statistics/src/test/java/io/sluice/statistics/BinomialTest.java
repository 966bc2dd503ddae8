package io.sluice.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class BinomialTest {

  @Test
  void theWellKnownNumbers() {
    // The rule of three: 299 without an error for 1 %, 59 for 5 %.
    assertThat(Binomial.least(0.01, 0.05)).isEqualTo(299);
    assertThat(Binomial.least(0.05, 0.05)).isEqualTo(59);
    assertThat(Binomial.fewOrNone(0, 299, 0.01)).isLessThanOrEqualTo(0.05);
    assertThat(Binomial.fewOrNone(0, 298, 0.01)).isGreaterThan(0.05);
    // Clopper and Pearson's table: 1 of 20, one-sided 95 %.
    assertThat(Binomial.upper(1, 20, 0.95)).isCloseTo(0.2161, within(1e-4));
    assertThat(Binomial.upper(0, 0, 0.95)).isEqualTo(1);
    assertThat(Binomial.lower(20, 20, 0.95)).isCloseTo(0.8609, within(1e-4));
  }

  @Property
  void theBoundIsWhereTheTestTurns(
      @ForAll @IntRange(min = 1, max = 2000) int n,
      @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.999) double share,
      @ForAll @Scale(4) @DoubleRange(min = 0.5, max = 0.999) double confidence) {
    int errors = (int) (share * n);
    double upper = Binomial.upper(errors, n, confidence);
    assertThat(upper).isGreaterThanOrEqualTo((double) errors / n);
    assertThat(Binomial.fewOrNone(errors, n, upper)).isCloseTo(1 - confidence, within(1e-6));
  }

  @Property
  void oneFewerWouldNotDo(
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.4) double target,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.3) double budget) {
    int least = Binomial.least(target, budget);
    assertThat(Binomial.fewOrNone(0, least, target)).isLessThanOrEqualTo(budget * (1 + 1e-6));
    assertThat(Binomial.fewOrNone(0, least - 1, target)).isGreaterThan(budget);
  }
}
