package io.sluice.chaos;

import io.sluice.chaos.Fault.Deed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults strike whom, and when: a pure function of its arguments. When is said in documents,
 * not in seconds, so that a slow machine meets the same faults among the same work.
 *
 * @param faults in the order of {@link Fault#after}
 */
record FaultPlan(List<Fault> faults) {
  private static final int LONGEST_DOWN_SECONDS = 8;
  private static final int SHORTEST_FREEZE_SECONDS = 3;
  private static final int LONGEST_FREEZE_SECONDS = 40;

  FaultPlan {
    faults = List.copyOf(faults);
  }

  /** How many of each. */
  record Counts(int kills, int freezes, int restarts) {
    int all() {
      return kills + freezes + restarts;
    }
  }

  /**
   * The plan of a seed. Each kind of fault goes round all kinds of processes before it meets one
   * again; a kill is down for 0 to 8 s, a freeze lasts 3 to 40 s.
   *
   * @param documents how many documents will flow, at least one
   */
  static FaultPlan of(long seed, int documents, Counts counts) {
    Random random = new Random(seed);
    List<Struck> struck = new ArrayList<>();
    for (Member member : victims(random, counts.kills())) {
      struck.add(new Struck(member, new Deed.Kill(seconds(random, 0, LONGEST_DOWN_SECONDS))));
    }
    for (Member member : victims(random, counts.freezes())) {
      Duration length = seconds(random, SHORTEST_FREEZE_SECONDS, LONGEST_FREEZE_SECONDS);
      struck.add(new Struck(member, new Deed.Freeze(length)));
    }
    for (Member member : victims(random, counts.restarts())) {
      struck.add(new Struck(member, new Deed.Restart()));
    }
    Collections.shuffle(struck, random);
    List<Fault> faults = new ArrayList<>();
    // A slot each, and a slot at either end without: the first work and the last is done in peace.
    double slot = documents / (struck.size() + 2.0);
    for (Struck each : struck) {
      int after = (int) (slot * (faults.size() + 1 + random.nextDouble()));
      faults.add(new Fault(after, each.member(), each.deed()));
    }
    return new FaultPlan(faults);
  }

  private record Struck(Member member, Deed deed) {}

  private static List<Member> victims(Random random, int count) {
    List<Member> victims = new ArrayList<>();
    List<Part> round = new ArrayList<>();
    while (victims.size() < count) {
      if (round.isEmpty()) {
        round.addAll(List.of(Part.values()));
        Collections.shuffle(round, random);
      }
      Part part = round.remove(0);
      victims.add(new Member(part, 1 + random.nextInt(part.copies())));
    }
    return victims;
  }

  private static Duration seconds(Random random, int least, int most) {
    return Duration.ofMillis(1000L * least + random.nextInt(1000 * (most - least)));
  }
}
