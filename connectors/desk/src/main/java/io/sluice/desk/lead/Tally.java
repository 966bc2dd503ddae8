package io.sluice.desk.lead;

import io.sluice.events.Authority;
import io.sluice.events.Reader;
import io.sluice.events.ReviewPurpose;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was counted of one day, tenant and document type, or of several of them: tallies add up, in
 * any order.
 */
final class Tally {
  /** Stands among the fields for the class of the document; no field is spelled like this. */
  static final String CLASS = "documentType";

  /** Stands among the fields for what a person made of the document. */
  static final String VERDICT = "verdict";

  /** Stands among the fields for the line items. */
  static final String ROWS = "lineItems";

  /**
   * Whose reading of what.
   *
   * @param model name and version of the bundle
   * @param reader how it was read
   * @param field or {@link #CLASS}
   */
  record Read(String model, Reader reader, String field) {}

  final Map<ReviewPurpose, Long> asked = new EnumMap<>(ReviewPurpose.class);

  /** First completions. */
  final Map<Authority, Long> completed = new EnumMap<>(Authority.class);

  final Map<String, Person> people = new HashMap<>();

  /** Decisions by hour of the day. */
  final long[] hours = new long[24];

  /** From being asked for to being decided. */
  final Times waited = new Times();

  /** What people changed of what they were shown. */
  final Map<Read, Counts> changed = new HashMap<>();

  /** By field, {@link #CLASS} and {@link #VERDICT}: what two people said. */
  final Map<String, Answers> pairs = new HashMap<>();

  /** Documents of which two people said the same in everything. */
  final Counts agreed = new Counts();

  Person person(String reviewer) {
    return of(people, reviewer, Person::new);
  }

  Counts changed(Read read) {
    return of(changed, read, Counts::new);
  }

  Answers pair(String field) {
    return of(pairs, field, Answers::new);
  }

  void add(Tally other) {
    other.asked.forEach((purpose, n) -> asked.merge(purpose, n, Long::sum));
    other.completed.forEach((authority, n) -> completed.merge(authority, n, Long::sum));
    other.people.forEach((reviewer, person) -> person(reviewer).add(person));
    for (int hour = 0; hour < hours.length; hour++) {
      hours[hour] += other.hours[hour];
    }
    waited.add(other.waited);
    other.changed.forEach((read, counts) -> changed(read).add(counts));
    other.pairs.forEach((field, answers) -> pair(field).add(answers));
    agreed.add(other.agreed);
  }

  long decisions() {
    return people.values().stream().mapToLong(Person::decisions).sum();
  }

  long askedInAll() {
    return asked.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <K, V> V of(Map<K, V> map, K key, Supplier<V> made) {
    return map.computeIfAbsent(key, any -> made.get());
  }
}
