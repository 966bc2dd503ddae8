package io.sluice.desk.lead;

/** So many of so many, still counting. */
final class Counts {
  private long count;
  private long of;

  void add(boolean counted) {
    count += counted ? 1 : 0;
    of++;
  }

  void add(Counts other) {
    count += other.count;
    of += other.of;
  }

  long count() {
    return count;
  }

  long of() {
    return of;
  }
}
