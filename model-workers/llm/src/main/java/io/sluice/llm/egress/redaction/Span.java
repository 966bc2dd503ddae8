package io.sluice.llm.egress.redaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a text that is to be hidden.
 *
 * @param start offset of its first character, in UTF-16 units
 * @param end exclusive
 */
record Span(int start, int end, Kind kind) {
  Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Span is empty: " + start + " to " + end);
    }
  }

  boolean touches(int from, int to) {
    return start < to && from < end;
  }

  /** The same parts without overlap, in order: what overlaps becomes one, of the first kind. */
  static List<Span> united(Collection<Span> spans) {
    List<Span> united = new ArrayList<>();
    for (Span next : spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
      Span last = united.isEmpty() ? null : united.get(united.size() - 1);
      if (last == null || next.start >= last.end) {
        united.add(next);
      } else {
        Kind kind = last.kind.compareTo(next.kind) <= 0 ? last.kind : next.kind;
        united.set(united.size() - 1, new Span(last.start, Math.max(last.end, next.end), kind));
      }
    }
    return united;
  }
}
