package io.sluice.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One process.
 *
 * @param number which of its kind, from 1
 */
record Member(Part part, int number) {
  /** All processes, in the order in which they are started. */
  static List<Member> all() {
    return Arrays.stream(Part.values())
        .flatMap(part -> IntStream.rangeClosed(1, part.copies()).mapToObj(i -> new Member(part, i)))
        .toList();
  }

  @Override
  public String toString() {
    return part + "-" + number;
  }
}
