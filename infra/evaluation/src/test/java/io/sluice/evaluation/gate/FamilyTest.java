package io.sluice.evaluation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.evaluation.gate.Family.Fitted;
import io.sluice.evaluation.gate.Family.Member;
import io.sluice.evaluation.gate.Rule.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FamilyTest {
  private static final double TARGET = 0.05;

  /** A field that errs at {@code worst · (1 - confidence)}, confidence spread evenly. */
  private record Field(Member member, double worst, int labels) {
    List<Observation> read(SplittableRandom random) {
      List<Observation> observations = new ArrayList<>();
      for (int i = 0; i < labels; i++) {
        double confidence = random.nextDouble();
        observations.add(
            new Observation(confidence, random.nextDouble() >= worst * (1 - confidence)));
      }
      return observations;
    }

    /** Expected wrong and accepted labels from a threshold on. */
    double[] beyond(double threshold) {
      double share = 1 - threshold;
      return new double[] {labels * worst * share * share / 2, labels * share};
    }
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void allThresholdsHoldTogetherInAllButAFewRuns(
      @ForAll @IntRange(min = 1, max = 4) int types,
      @ForAll @IntRange(min = 1, max = 4) int fieldsEach,
      @ForAll @DoubleRange(min = 0.05, max = 0.6) double worst,
      @ForAll @IntRange(min = 40, max = 400) int labels,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Field> fields = new ArrayList<>();
    for (int f = 0; f < types * fieldsEach; f++) {
      Member member = new Member("type" + f % types, "field" + f);
      fields.add(new Field(member, worst * (0.5 + random.nextDouble()), labels));
    }
    int runs = 60;
    int broken = 0;
    for (int run = 0; run < runs; run++) {
      broken += holds(fit(fields, random), fields) ? 0 : 1;
    }
    double room = 4 * Math.sqrt(0.05 * 0.95 / runs);
    assertThat((double) broken / runs).isLessThanOrEqualTo(0.05 + room);
  }

  /** Whether the true error of every threshold is within the target, pools taken together. */
  private static boolean holds(Fitted fitted, List<Field> fields) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (Field field : fields) {
      if (fitted.rules().get(field.member) instanceof Rule.Threshold rule) {
        String pool =
            switch (rule.pool()) {
              case OWN -> field.member.type() + "." + field.member.name();
              case CLASS -> field.member.type();
              case ALL -> "";
            };
        double[] beyond = field.beyond(rule.threshold());
        double[] sum = sums.computeIfAbsent(pool, p -> new double[2]);
        sum[0] += beyond[0];
        sum[1] += beyond[1];
      }
    }
    return sums.values().stream().allMatch(sum -> sum[0] <= TARGET * sum[1] + 1e-9);
  }

  private static Fitted fit(List<Field> fields, SplittableRandom random) {
    Map<Member, List<Observation>> members = new LinkedHashMap<>();
    fields.forEach(field -> members.put(field.member, field.read(random)));
    return Family.fit(members, List.of(), true, TARGET, 0.95);
  }

  @Test
  void fieldsWithFewLabelsEachDoNotTalkThemselvesIntoAPool() {
    // Without its unlucky fields the pool would look free of errors.
    SplittableRandom random = new SplittableRandom(88);
    int certified = 0;
    for (int run = 0; run < 60; run++) {
      Map<Member, List<Observation>> members = new LinkedHashMap<>();
      for (int f = 0; f < 88; f++) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          observations.add(new Observation(0.9, random.nextDouble() >= 0.02));
        }
        members.put(new Member("type" + f % 9, "field" + f), observations);
      }
      Fitted fitted = Family.fit(members, List.of(), true, 0.01, 0.95);
      certified += fitted.ofAll().orElseThrow() instanceof Rule.Threshold ? 1 : 0;
    }
    assertThat(certified).isLessThanOrEqualTo(3);
  }

  @Test
  void aFieldWithManyLabelsStandsAloneAndOneWithFewJoinsItsClass() {
    Map<Member, List<Observation>> members = new LinkedHashMap<>();
    members.put(new Member("receipt", "total"), right(2000, 0.9));
    members.put(new Member("receipt", "date"), right(100, 0.9));
    members.put(new Member("receipt", "company"), right(100, 0.9));
    members.put(new Member("receipt", "address"), right(100, 0.9));
    Fitted fitted = Family.fit(members, List.of(), true, TARGET, 0.95);
    assertThat(fitted.rules().get(new Member("receipt", "total")))
        .isInstanceOfSatisfying(
            Rule.Threshold.class, t -> assertThat(t.pool()).isEqualTo(Pool.OWN));
    assertThat(fitted.rules().get(new Member("receipt", "date")))
        .isInstanceOfSatisfying(
            Rule.Threshold.class, t -> assertThat(t.pool()).isEqualTo(Pool.CLASS));
  }

  @Test
  void aFieldWhoseOwnErrorsContradictTheTargetIsTurnedAwayFromThePool() {
    Map<Member, List<Observation>> members = new LinkedHashMap<>();
    for (int f = 0; f < 10; f++) {
      members.put(new Member("type" + f, "good"), right(50, 0.9));
    }
    List<Observation> bad = new ArrayList<>(right(12, 0.9));
    bad.addAll(List.of(new Observation(0.9, false), new Observation(0.9, false)));
    bad.add(new Observation(0.9, false));
    members.put(new Member("type0", "bad"), bad);
    members.put(new Member("type1", "unseen"), List.of());
    Fitted fitted = Family.fit(members, List.of(), true, TARGET, 0.95);
    assertThat(fitted.rules().get(new Member("type5", "good")))
        .isInstanceOfSatisfying(
            Rule.Threshold.class, t -> assertThat(t.pool()).isEqualTo(Pool.ALL));
    assertThat(fitted.rules().get(new Member("type0", "bad"))).isInstanceOf(Rule.Infeasible.class);
    assertThat(fitted.rules().get(new Member("type1", "unseen")))
        .isInstanceOfSatisfying(
            Rule.Infeasible.class,
            rule -> assertThat(rule.reason()).isEqualTo("no label spoke of it"));
  }

  @Test
  void fewLabelsSupportNothingAndTheFileSaysHowManyMoreWould() {
    Map<Member, List<Observation>> members = Map.of(new Member("receipt", "total"), right(40, 0.9));
    Fitted fitted = Family.fit(members, List.of(), true, TARGET, 0.95);
    assertThat(fitted.ofAll())
        .hasValueSatisfying(rule ->
            assertThat(rule)
                .isInstanceOfSatisfying(
                    Rule.Infeasible.class, i -> assertThat(i.needed()).isEqualTo(19)));
  }

  private static List<Observation> right(int n, double confidence) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      observations.add(new Observation(confidence, true));
    }
    return observations;
  }
}
