package io.sluice.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fault cost. All times in milliseconds of one clock.
 *
 * @param fault which
 * @param firedAt when it struck
 * @param readyAt when its process took work again
 */
record Recovery(Fault fault, long firedAt, long readyAt) {

  /** From the fault until the process took work again. */
  long down() {
    return readyAt - firedAt;
  }

  /**
   * The longest time without any document ending that overlaps the time in which the process was
   * away.
   *
   * @param endings when documents ended, ascending
   */
  long silence(List<Long> endings) {
    long longest = 0;
    long last = firedAt;
    for (long at : endings) {
      if (at <= firedAt) {
        continue;
      }
      longest = Math.max(longest, at - last);
      last = at;
      if (at >= readyAt) {
        return longest;
      }
    }
    return Math.max(longest, readyAt - last);
  }

  /** A table of all, one line a kind of process and of fault: number, and median, p90, longest. */
  static String table(List<Recovery> all, List<Long> endings) {
    Map<String, List<Recovery>> groups = new TreeMap<>();
    for (Recovery each : all) {
      String what = each.fault.title();
      groups.computeIfAbsent(what + " any", key -> new ArrayList<>()).add(each);
      groups
          .computeIfAbsent(what + " " + each.fault.member().part(), key -> new ArrayList<>())
          .add(each);
    }
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-24s %5s   %-24s %-24s%n",
            "",
            "",
            "works again after, s",
            "no document ended for, s"));
    table.append(
        String.format(
            Locale.ROOT,
            "%-24s %5s   %-24s %-24s%n",
            "fault",
            "n",
            "p50 / p90 / max",
            "p50 / p90 / max"));
    groups.forEach((what, some) ->
        table.append(
            String.format(
                Locale.ROOT,
                "%-24s %5d   %-24s %-24s%n",
                what,
                some.size(),
                spread(some.stream().mapToLong(Recovery::down).toArray()),
                spread(some.stream().mapToLong(each -> each.silence(endings)).toArray()))));
    return table.toString();
  }

  private static String spread(long[] millis) {
    long[] sorted = millis.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f",
        at(sorted, 0.5) / 1000.0,
        at(sorted, 0.9) / 1000.0,
        at(sorted, 1) / 1000.0);
  }

  /** The smallest value that at least the given share of all does not exceed. */
  static long at(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
