package io.sluice.cli;

import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Holds egress entries against each other, in the order of their partitions. Pure. */
final class EgressCheck {
  private final Map<String, EgressEntry> asked = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private final Map<EgressMoment, Integer> counts = new EnumMap<>(EgressMoment.class);
  private final List<String> problems = new ArrayList<>();
  private long micros;

  /** Takes the next entry; those of a document come in their order. */
  void take(EgressEntry entry) {
    counts.merge(entry.getMoment(), 1, Integer::sum);
    if (entry.getMoment() == EgressMoment.ASKED) {
      if (entry.getDataClass() == DataClass.RESTRICTED) {
        problem(entry, "a restricted document was asked about");
      }
      if (entry.getSha256() == null || entry.getSize() <= 0) {
        problem(entry, "it does not say which bytes left");
      }
      if (asked.putIfAbsent(entry.getCallId(), entry) != null) {
        problem(entry, "it was asked twice");
      }
    } else if (entry.getMoment() == EgressMoment.ANSWERED
        || entry.getMoment() == EgressMoment.FAILED) {
      settle(entry);
    }
  }

  private void settle(EgressEntry entry) {
    EgressEntry before = asked.get(entry.getCallId());
    if (before == null) {
      problem(entry, "nothing was asked before");
    } else if (!Objects.equals(before.getSha256(), entry.getSha256())) {
      problem(entry, "other bytes were asked before");
    }
    if (!settled.add(entry.getCallId())) {
      problem(entry, "it was settled twice");
    } else if (entry.getSettledMicros() != null) {
      micros += entry.getSettledMicros();
    }
  }

  private void problem(EgressEntry entry, String what) {
    problems.add(
        "call %s of document %s, %s: %s"
            .formatted(entry.getCallId(), entry.getDocumentId(), entry.getMoment(), what));
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  Map<EgressMoment, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** Calls that were asked and never settled: cut off, or still under way. */
  int open() {
    return asked.size() - (int) asked.keySet().stream().filter(settled::contains).count();
  }

  /** What settled calls cost, in millionths of a US dollar. */
  long settledMicros() {
    return micros;
  }
}
