package io.sluice.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  private static final int[] ANY = {0, 0, 0};

  /** Rows of an intercept and two features, right by the logistic function of these weights. */
  private record Sample(double[][] rows, boolean[] right) {
    static Sample of(int rows, long seed, double... weights) {
      Random random = new Random(seed);
      double[][] x = new double[rows][];
      boolean[] y = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        x[i] = new double[] {1, random.nextGaussian(), random.nextGaussian()};
        y[i] = random.nextDouble() < LogisticRegression.probability(weights, x[i]);
      }
      return new Sample(x, y);
    }
  }

  private static double[] penalties(double penalty) {
    return new double[] {0, penalty, penalty};
  }

  @Test
  void weightsThatMadeTheDataAreFoundAgain() {
    Sample sample = Sample.of(50_000, 1, 1.5, -1, 0.5);

    double[] found = LogisticRegression.fit(sample.rows, sample.right, penalties(0), ANY);

    assertThat(found).containsExactly(new double[] {1.5, -1, 0.5}, within(0.06));
  }

  @Property(tries = 100)
  void anInterceptAloneIsTheShareThatIsRight(
      @ForAll @IntRange(min = 1, max = 50) int right,
      @ForAll @IntRange(min = 1, max = 50) int wrong) {
    double[][] ones = new double[right + wrong][];
    boolean[] y = new boolean[ones.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = new double[] {1};
      y[i] = i < right;
    }

    double[] found = LogisticRegression.fit(ones, y, new double[] {0}, new int[] {0});

    assertThat(LogisticRegression.probability(found, new double[] {1}))
        .isCloseTo((double) right / ones.length, within(1e-4));
  }

  /** With an intercept that nobody penalises, stated and true shares agree over all. */
  @Property(tries = 50)
  void theMeanProbabilityIsTheShareThatIsRight(
      @ForAll @IntRange(min = 0, max = 10_000) int seed,
      @ForAll @DoubleRange(min = 0.01, max = 100) double penalty) {
    Sample sample = Sample.of(200, seed, 0.5, 2, 0);

    double[] found = LogisticRegression.fit(sample.rows, sample.right, penalties(penalty), ANY);

    double stated = 0;
    int right = 0;
    for (int i = 0; i < sample.rows.length; i++) {
      stated += LogisticRegression.probability(found, sample.rows[i]);
      right += sample.right[i] ? 1 : 0;
    }
    assertThat(stated).isCloseTo(right, within(0.01));
  }

  @Property(tries = 50)
  void aGreaterPenaltyLeavesSmallerWeights(
      @ForAll @IntRange(min = 0, max = 10_000) int seed,
      @ForAll @DoubleRange(min = 0.1, max = 50) double penalty) {
    Sample sample = Sample.of(200, seed, 0.5, 2, -1);

    double[] less = LogisticRegression.fit(sample.rows, sample.right, penalties(penalty), ANY);
    double[] more = LogisticRegression.fit(sample.rows, sample.right, penalties(2 * penalty), ANY);

    assertThat(Math.hypot(more[1], more[2])).isLessThan(Math.hypot(less[1], less[2]) + 1e-6);
  }

  @Property(tries = 50)
  void noWeightHasTheSignThatItMustNotHave(@ForAll @IntRange(min = 0, max = 10_000) int seed) {
    Sample sample = Sample.of(60, seed, 0, -1, 1);

    double[] found =
        LogisticRegression.fit(sample.rows, sample.right, penalties(1), new int[] {0, 1, 1});

    assertThat(found[1]).isNotNegative();
    assertThat(found[2]).isNotNegative();
  }

  @Test
  void whatSeparatesWholeClassesStaysFinite() {
    double[][] rows = {{1, -1}, {1, -2}, {1, 1}, {1, 2}};
    boolean[] right = {false, false, true, true};

    double[] found = LogisticRegression.fit(rows, right, new double[] {0, 0}, new int[] {0, 0});

    assertThat(found[0]).isFinite();
    assertThat(found[1]).isPositive().isFinite();
  }
}
