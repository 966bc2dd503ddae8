package io.sluice.llm.egress;

import static io.sluice.llm.egress.Entries.NOON;
import static io.sluice.llm.egress.Entries.asked;
import static io.sluice.llm.egress.Entries.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.llm.egress.Ledger.Sums;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LedgerTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  private final Ledger ledger = new Ledger();

  private static Budget budget(long document, long tenant, long type, long day) {
    return new Budget(
        OptionalLong.of(document),
        OptionalLong.of(tenant),
        Map.of(),
        OptionalLong.of(type),
        Map.of(),
        OptionalLong.of(day));
  }

  @Example
  void anEstimateCountsUntilItIsSettled() {
    EgressEntry call = asked("1", "doc", "acme", "invoice", 100);
    ledger.take(call);
    assertThat(ledger.ofDocument("doc")).isEqualTo(new Sums(0, 100));
    ledger.take(settled(call, EgressMoment.ANSWERED, 60));
    assertThat(ledger.ofDocument("doc")).isEqualTo(new Sums(60, 0));
    assertThat(ledger.ofDay(DAY)).isEqualTo(new Sums(60, 0));
  }

  @Example
  void aCallOfACrashedWorkerKeepsItsEstimate() {
    ledger.take(asked("1", "doc", "acme", "invoice", 100));
    assertThat(ledger.reserve(asked("2", "doc", "acme", "invoice", 50), budget(149, 999, 999, 999)))
        .isPresent();
  }

  @Example
  void whatDidNotLeaveCostsNothing() {
    EgressEntry denied =
        EgressEntry.newBuilder(asked("1", "doc", "acme", "invoice", 100))
            .setMoment(EgressMoment.DENIED)
            .build();
    ledger.take(denied);
    assertThat(ledger.ofDocument("doc")).isEqualTo(Sums.NOTHING);
  }

  @Example
  void eachCapIsNamedWithItsFigures() {
    ledger.take(settled(asked("1", "doc", "acme", "invoice", 100), EgressMoment.ANSWERED, 30_000));
    ledger.take(asked("2", "doc", "acme", "invoice", 15_000));
    EgressEntry next = asked("3", "doc", "acme", "invoice", 12_000);
    assertThat(ledger.reserve(next, budget(50_000, 1 << 30, 1 << 30, 1 << 30)))
        .hasValueSatisfying(words ->
            assertThat(words)
                .startsWith(
                    "the cap of 0.050000 US dollars for document 'doc' is reached: 0.030000 spent,"
                        + " 0.015000 reserved, and this call may cost 0.012000; people decide"));
    assertThat(ledger.reserve(next, budget(1 << 30, 50_000, 1 << 30, 1 << 30)))
        .hasValueSatisfying(
            words -> assertThat(words).contains("for tenant 'acme' on 2026-11-20 (UTC)"));
    assertThat(ledger.reserve(next, budget(1 << 30, 1 << 30, 50_000, 1 << 30)))
        .hasValueSatisfying(words -> assertThat(words).contains("for type 'invoice' on"));
    assertThat(ledger.reserve(next, budget(1 << 30, 1 << 30, 1 << 30, 50_000)))
        .hasValueSatisfying(words -> assertThat(words).contains("for all of 2026-11-20 (UTC)"));
    assertThat(ledger.reserve(next, budget(1 << 30, 1 << 30, 1 << 30, 57_000))).isEmpty();
  }

  @Example
  void theDayIsTheOneOnWhichItWasAsked() {
    EgressEntry late =
        Entries.entry(
            "1",
            "doc",
            "acme",
            "invoice",
            EgressMoment.ASKED,
            10,
            null,
            NOON.plus(Duration.ofHours(11).plusMinutes(59)));
    ledger.take(late);
    ledger.take(
        EgressEntry.newBuilder(settled(late, EgressMoment.ANSWERED, 10))
            .setAt(NOON.plus(Duration.ofHours(13)))
            .build());
    assertThat(ledger.ofDay(DAY)).isEqualTo(new Sums(10, 0));
    assertThat(ledger.ofDay(DAY.plusDays(1))).isEqualTo(Sums.NOTHING);
  }

  @Example
  void whatIsForgottenCountsNoMore() {
    ledger.take(asked("1", "doc", "acme", "invoice", 100));
    ledger.forgetBefore(DAY);
    assertThat(ledger.ofDocument("doc")).isEqualTo(new Sums(0, 100));
    ledger.forgetBefore(DAY.plusDays(1));
    assertThat(ledger.ofDocument("doc")).isEqualTo(Sums.NOTHING);
  }

  @Property(tries = 200)
  void inWhateverOrderAndHoweverOftenEntriesComeTheSumsAreTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int calls) {
    Ledger ledger = new Ledger();
    Random random = new Random(seed);
    List<EgressEntry> entries = new ArrayList<>();
    long spent = 0;
    long reserved = 0;
    for (int i = 0; i < calls; i++) {
      EgressEntry asked = asked("c" + i, "doc", "acme", "invoice", random.nextInt(1000));
      entries.add(asked);
      entries.add(asked);
      if (random.nextBoolean()) {
        long micros = random.nextInt(1000);
        entries.add(settled(asked, EgressMoment.ANSWERED, micros));
        entries.add(settled(asked, EgressMoment.ANSWERED, micros));
        spent += micros;
      } else {
        reserved += asked.getEstimatedMicros();
      }
    }
    Collections.shuffle(entries, random);
    entries.forEach(ledger::take);
    assertThat(ledger.ofDocument("doc")).isEqualTo(new Sums(spent, reserved));
    assertThat(ledger.ofDay(DAY)).isEqualTo(new Sums(spent, reserved));
  }

  @Property(tries = 100)
  void noCapIsEverPassedByWhatOneWorkerReserves(@ForAll long seed) {
    Ledger ledger = new Ledger();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      EgressEntry asked =
          asked("c" + i, "doc" + random.nextInt(5), "acme", "invoice", random.nextInt(40));
      if (ledger.reserve(asked, budget(100, 300, 300, 250)).isEmpty() && random.nextBoolean()) {
        ledger.take(
            settled(asked, EgressMoment.ANSWERED, random.nextLong(asked.getEstimatedMicros() + 1)));
      }
      Sums day = ledger.ofDay(DAY);
      assertThat(day.spent() + day.reserved()).isLessThanOrEqualTo(250);
    }
  }
}
