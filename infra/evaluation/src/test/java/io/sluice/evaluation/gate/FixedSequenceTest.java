package io.sluice.evaluation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.evaluation.gate.FixedSequence.Certified;
import io.sluice.statistics.Binomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FixedSequenceTest {
  private static final int RUNS = 200;

  /**
   * Readers whose confidence is spread evenly over [0, 1] and whose chance of an error is {@code
   * worst · (1 - confidence)^bend}; all that reach a threshold t err at {@code worst · (1 - t)^bend
   * / (bend + 1)}.
   */
  private record Reader(double worst, double bend, int levels) {
    Observation read(SplittableRandom random) {
      // Few levels: many share a confidence, as behind a table that calibrates.
      double confidence = Math.ceil(random.nextDouble() * levels) / levels;
      double drawn = confidence - random.nextDouble() / levels;
      return new Observation(confidence, random.nextDouble() >= error(drawn));
    }

    private double error(double confidence) {
      return worst * Math.pow(1 - confidence, bend);
    }

    double errorFrom(double threshold) {
      double from = threshold - 1.0 / levels;
      return worst * Math.pow(1 - from, bend) / (bend + 1);
    }

    List<Observation> read(int n, SplittableRandom random) {
      List<Observation> observations = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        observations.add(read(random));
      }
      return observations;
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void theTrueErrorExceedsTheTargetInNoMoreRunsThanTheBudgetAllows(
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double worst,
      @ForAll @DoubleRange(min = 0, max = 3) double bend,
      @ForAll @IntRange(min = 5, max = 5000) int levels,
      @ForAll @IntRange(min = 30, max = 1500) int n,
      @ForAll @DoubleRange(min = 0.01, max = 0.1) double target,
      @ForAll @DoubleRange(min = 0.02, max = 0.2) double budget,
      @ForAll long seed) {
    Reader reader = new Reader(worst, bend, levels);
    SplittableRandom random = new SplittableRandom(seed);
    int broken = 0;
    for (int run = 0; run < RUNS; run++) {
      Optional<Certified> found = FixedSequence.certify(reader.read(n, random), target, budget);
      broken += found.isPresent() && reader.errorFrom(found.get().threshold()) > target ? 1 : 0;
    }
    // Four standard deviations of room: a run in thirty thousand.
    double room = 4 * Math.sqrt(budget * (1 - budget) / RUNS);
    assertThat((double) broken / RUNS).isLessThanOrEqualTo(budget + room);
  }

  @Test
  void anErrorAHairAboveTheTargetEverywhereIsCertifiedInNoMoreRunsThanTheBudgetAllows() {
    // The worst case: whatever is certified is wrong.
    Reader reader = new Reader(0.0501, 0, 500);
    SplittableRandom random = new SplittableRandom(7);
    int runs = 2000;
    int broken = 0;
    for (int run = 0; run < runs; run++) {
      broken += FixedSequence.certify(reader.read(800, random), 0.05, 0.05).isPresent() ? 1 : 0;
    }
    assertThat((double) broken / runs).isLessThanOrEqualTo(0.05 + 4 * Math.sqrt(0.05 / runs));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void moreDataFindLooserThresholdsAndBreakTheBoundNoMoreOften(
      @ForAll @IntRange(min = 200, max = 600) int n, @ForAll long seed) {
    Reader reader = new Reader(0.4, 1, 1000);
    SplittableRandom random = new SplittableRandom(seed);
    int fewAccepted = 0;
    int manyAccepted = 0;
    int broken = 0;
    for (int run = 0; run < 100; run++) {
      Optional<Certified> few = FixedSequence.certify(reader.read(n, random), 0.05, 0.05);
      Optional<Certified> many = FixedSequence.certify(reader.read(8 * n, random), 0.05, 0.05);
      fewAccepted += few.map(c -> c.accepted()).orElse(0);
      manyAccepted += many.map(c -> c.accepted()).orElse(0);
      broken += many.isPresent() && reader.errorFrom(many.get().threshold()) > 0.05 ? 1 : 0;
    }
    assertThat(manyAccepted).isGreaterThan(8 * fewAccepted);
    assertThat(broken).isLessThanOrEqualTo(5 + 9);
  }

  @Property(tries = 50)
  void whatIsAcceptedHoldsTheBoundOnTheDataItself(
      @ForAll @IntRange(min = 50, max = 800) int n, @ForAll long seed) {
    List<Observation> observations = new Reader(0.3, 1, 200).read(n, new SplittableRandom(seed));
    FixedSequence.certify(observations, 0.05, 0.1)
        .ifPresent(found -> {
          List<Observation> kept =
              observations.stream().filter(o -> o.confidence() >= found.threshold()).toList();
          assertThat(kept).hasSize(found.accepted());
          assertThat(kept.stream().filter(o -> !o.right()).count()).isEqualTo(found.errors());
          assertThat(Binomial.upper(found.errors(), found.accepted(), 0.9))
              .isLessThanOrEqualTo(0.05 + 1e-9);
        });
  }

  @Test
  void fiftyNineWithoutAnErrorDoForFivePerCentAndFiftyEightDoNot() {
    assertThat(FixedSequence.certify(allRight(58), 0.05, 0.05)).isEmpty();
    assertThat(FixedSequence.certify(allRight(59), 0.05, 0.05)).contains(new Certified(0.5, 59, 0));
  }

  @Test
  void itIsInfeasibleWhereTheErrorIsTooHighAtEveryThreshold() {
    List<Observation> everyFifthWrong = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      everyFifthWrong.add(new Observation(i / 5000.0, i % 5 != 0));
    }
    assertThat(FixedSequence.certify(everyFifthWrong, 0.05, 0.05)).isEmpty();
    assertThat(Shortfall.further(everyFifthWrong, 0.01, 0.05).orElse(0)).isGreaterThan(300_000);
  }

  @Test
  void oneErrorAmongTheSurestDoesNotEndItAll() {
    List<Observation> observations = new ArrayList<>(List.of(new Observation(1, false)));
    for (int i = 0; i < 1500; i++) {
      observations.add(new Observation(0.99 - i * 1e-6, true));
    }
    assertThat(FixedSequence.certify(observations, 0.01, 0.05))
        .hasValueSatisfying(found -> assertThat(found.accepted()).isEqualTo(1501));
  }

  @Test
  void theShortfallIsWhatIsMissing() {
    assertThat(Shortfall.further(allRight(40), 0.05, 0.05)).hasValue(19);
    assertThat(Shortfall.further(List.of(), 0.05, 0.05)).hasValue(59);
    assertThat(Shortfall.further(List.of(new Observation(0.9, false)), 0.05, 0.05)).isEmpty();
  }

  private static List<Observation> allRight(int n) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      observations.add(new Observation(0.5, true));
    }
    return observations;
  }
}
