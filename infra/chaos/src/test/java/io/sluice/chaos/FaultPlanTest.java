package io.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.Fault.Deed;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The plan of faults is a pure function of the seed, and spares no kind of process. */
class FaultPlanTest {
  @Property(tries = 200)
  void theSameSeedMakesTheSamePlanWithAsManyFaultsAsWished(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5_000) int documents,
      @ForAll @IntRange(max = 120) int kills,
      @ForAll @IntRange(max = 30) int freezes,
      @ForAll @IntRange(max = 30) int restarts) {
    FaultPlan.Counts counts = new FaultPlan.Counts(kills, freezes, restarts);
    List<Fault> faults = FaultPlan.of(seed, documents, counts).faults();

    assertThat(faults).isEqualTo(FaultPlan.of(seed, documents, counts).faults());
    assertThat(faults).hasSize(counts.all());
    assertThat(faults.stream().filter(fault -> fault.deed() instanceof Deed.Kill)).hasSize(kills);
    assertThat(faults).isSortedAccordingTo(Comparator.comparingInt(Fault::after));
    assertThat(faults).allSatisfy(fault -> assertThat(fault.after()).isBetween(0, documents));
  }

  @Property(tries = 100)
  void asManyKillsAsThereAreKindsOfProcessesMeetEachKind(@ForAll long seed) {
    int kinds = Part.values().length;
    Set<Part> struck =
        FaultPlan.of(seed, 100, new FaultPlan.Counts(kinds, 0, 0)).faults().stream()
            .map(fault -> fault.member().part())
            .collect(Collectors.toSet());
    assertThat(struck).containsExactlyInAnyOrder(Part.values());
  }

  @Property(tries = 100)
  void documentsOfOneSeedDifferAndAreTheSameEachTime(
      @ForAll long seed, @ForAll @Size(value = 2) Set<@IntRange(max = 10_000) Integer> numbers) {
    List<Integer> two = List.copyOf(numbers);
    Paper one = Paper.of(seed, two.get(0));
    assertThat(one.bytes()).isEqualTo(Paper.of(seed, two.get(0)).bytes());
    assertThat(one.bytes()).isNotEqualTo(Paper.of(seed, two.get(1)).bytes());
  }

  @Test
  void aRecoveryKnowsHowLongNothingEndedWhileItsProcessWasAway() {
    Fault fault = FaultPlan.of(1, 10, new FaultPlan.Counts(1, 0, 0)).faults().get(0);
    Recovery recovery = new Recovery(fault, 1_000, 9_000);
    assertThat(recovery.down()).isEqualTo(8_000);
    assertThat(recovery.silence(List.of(500L, 2_000L, 6_500L, 8_000L, 12_000L))).isEqualTo(4_500);
    assertThat(recovery.silence(List.of(500L))).isEqualTo(8_000);
    assertThat(Recovery.at(new long[] {1, 2, 3, 4}, 0.5)).isEqualTo(2);
    assertThat(Recovery.at(new long[] {1, 2, 3, 4}, 0.9)).isEqualTo(4);
  }
}
