package io.sluice.desk.lead;

import io.sluice.events.Verdict;
import java.util.EnumMap;
import java.util.Map;

/** What one reviewer did. */
final class Person {
  final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);

  /** Time worked, of the decisions that tell it. */
  final Times work = new Times();

  /** Opinions that met another's, and how many of them a third person did not share. */
  final Counts overruled = new Counts();

  void add(Person other) {
    other.verdicts.forEach((verdict, n) -> verdicts.merge(verdict, n, Long::sum));
    work.add(other.work);
    overruled.add(other.overruled);
  }

  long decisions() {
    return verdicts.values().stream().mapToLong(Long::longValue).sum();
  }
}
