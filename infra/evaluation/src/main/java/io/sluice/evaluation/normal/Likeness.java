package io.sluice.evaluation.normal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How alike two texts are: the ratio of Ratcliff and Obershelp (Dr. Dobb's Journal, July 1988) as
 * Python's {@code difflib.SequenceMatcher} computes it, without its guess at junk.
 */
public final class Likeness {
  private static final double ALIKE = 0.90;

  private Likeness() {}

  /** Whether the ratio is at least 0.90. */
  public static boolean alike(String a, String b) {
    int first = a.codePointCount(0, a.length());
    int second = b.codePointCount(0, b.length());
    // No more can match than the shorter one holds.
    boolean can = 2.0 * Math.min(first, second) / Math.max(1, first + second) >= ALIKE;
    return a.equals(b) || (can && ratio(a, b) >= ALIKE);
  }

  /** Twice the matching characters over all characters, in [0, 1]; 1 for two empty texts. */
  static double ratio(String first, String second) {
    int[] a = first.codePoints().toArray();
    int[] b = second.codePoints().toArray();
    int length = a.length + b.length;
    return length == 0 ? 1 : 2.0 * matching(a, b) / length;
  }

  private static int matching(int[] a, int[] b) {
    Map<Integer, List<Integer>> places = new HashMap<>();
    for (int j = 0; j < b.length; j++) {
      places.computeIfAbsent(b[j], c -> new ArrayList<>()).add(j);
    }
    int matching = 0;
    List<int[]> open = new ArrayList<>();
    open.add(new int[] {0, a.length, 0, b.length});
    while (!open.isEmpty()) {
      int[] range = open.removeLast();
      int[] longest = longest(a, places, range);
      int i = longest[0];
      int j = longest[1];
      int size = longest[2];
      if (size > 0) {
        matching += size;
        open.add(new int[] {range[0], i, range[2], j});
        open.add(new int[] {i + size, range[1], j + size, range[3]});
      }
    }
    return matching;
  }

  /** The longest block that both ranges hold, the earliest in a and then in b: {i, j, size}. */
  private static int[] longest(int[] a, Map<Integer, List<Integer>> places, int[] range) {
    int bestI = range[0];
    int bestJ = range[2];
    int best = 0;
    Map<Integer, Integer> lengths = new HashMap<>();
    for (int i = range[0]; i < range[1]; i++) {
      Map<Integer, Integer> next = new HashMap<>();
      for (int j : places.getOrDefault(a[i], List.of())) {
        if (j < range[2]) {
          continue;
        }
        if (j >= range[3]) {
          break;
        }
        int size = lengths.getOrDefault(j - 1, 0) + 1;
        next.put(j, size);
        if (size > best) {
          bestI = i - size + 1;
          bestJ = j - size + 1;
          best = size;
        }
      }
      lengths = next;
    }
    return new int[] {bestI, bestJ, best};
  }
}
