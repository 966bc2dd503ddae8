package io.sluice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.rules.Arbitration.Believed;
import io.sluice.rules.Arbitration.Opinion;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ArbitrationTest {
  private static final double HAIR = 1e-4;

  @Property
  void oneReaderAloneIsBelievedAsFarAsItBelievesItself(
      @ForAll @DoubleRange(max = 1) double confidence, @ForAll @DoubleRange(max = 1) double echo) {
    Believed believed = Arbitration.decide(List.of(new Opinion("a", confidence)), echo);
    assertThat(believed.confidence()).isCloseTo(confidence, within(HAIR));
  }

  @Property
  void twoWhoAgreeAreSurerThanTheSurerOfThem(
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double p,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double q,
      @ForAll @DoubleRange(max = 1) double echo) {
    Believed believed = Arbitration.decide(List.of(new Opinion("a", p), new Opinion("a", q)), echo);
    assertThat(believed.opinion()).isZero();
    assertThat(believed.confidence()).isGreaterThanOrEqualTo(Math.max(p, q) - HAIR);
  }

  @Property
  void twoWhoDifferAreLessSureThanTheSurerOfThem(
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double p,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double q,
      @ForAll @DoubleRange(max = 1) double echo) {
    Believed believed = Arbitration.decide(List.of(new Opinion("a", p), new Opinion("b", q)), echo);
    assertThat(believed.opinion()).isEqualTo(q >= p ? 1 : 0);
    assertThat(believed.confidence()).isLessThanOrEqualTo(Math.max(p, q) + HAIR);
  }

  @Test
  void theFiguresAreThoseOfTheFormula() {
    double p = 0.7;
    double q = 0.9;
    double e = 0.3;
    assertThat(
            Arbitration.decide(List.of(new Opinion("a", p), new Opinion("a", q)), e).confidence())
        .isCloseTo(p * q / (p * q + (1 - p) * (1 - q) * e), within(1e-12));
    assertThat(
            Arbitration.decide(List.of(new Opinion("a", p), new Opinion("b", q)), e).confidence())
        .isCloseTo(
            q * (1 - p) / (q * (1 - p) + p * (1 - q) + (1 - p) * (1 - q) * (1 - e)), within(1e-12));
  }

  @Test
  void theMoreWrongReadersRepeatEachOtherTheLessAgreementIsWorth() {
    List<Opinion> agreed = List.of(new Opinion("a", 0.8), new Opinion("a", 0.8));
    assertThat(Arbitration.decide(agreed, 0.1).confidence())
        .isGreaterThan(Arbitration.decide(agreed, 0.9).confidence());
  }

  @Test
  void anAbsentFieldIsAValueLikeAnyOther() {
    Believed believed =
        Arbitration.decide(List.of(new Opinion("", 0.6), new Opinion("", 0.9)), 0.2);
    assertThat(believed.confidence()).isGreaterThan(0.9);
  }

  @Property
  void theProbabilityIsOneWhateverIsSaid(
      @ForAll("opinions") @Size(min = 1, max = 6) List<Opinion> opinions,
      @ForAll @DoubleRange(max = 1) double echo) {
    Believed believed = Arbitration.decide(opinions, echo);
    assertThat(believed.confidence()).isBetween(0.0, 1.0);
    assertThat(believed.opinion()).isBetween(0, opinions.size() - 1);
  }

  @Provide
  Arbitrary<List<Opinion>> opinions() {
    return Combinators.combine(
            Arbitraries.of("", "a", "b", "c"), Arbitraries.doubles().between(0, 1))
        .as(Opinion::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
