package io.sluice.desk.lead;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opinions about documents that two people decide, until they have met. */
final class Pairs {
  private final Forms forms;
  private final Map<String, List<Opinion>> opinions = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  Pairs(Forms forms) {
    this.forms = forms;
  }

  /** The first person has decided. */
  void first(String documentId, Opinion said, Instant at) {
    opinions.put(documentId, new ArrayList<>(List.of(said)));
    since.put(documentId, at);
  }

  /** The second person has decided. */
  void second(Asked asked, Opinion said, Tally tally) {
    List<Opinion> before = opinions.get(asked.documentId());
    if (before == null || before.size() != 1) {
      return;
    }
    Opinion first = before.get(0);
    tally
        .pair(Tally.VERDICT)
        .add(first.verdict() == said.verdict(), first.verdict().name(), said.verdict().name());
    List<String> fields = said.type() == null ? List.of() : forms.fields(said.type());
    if (first.type() != null && said.type() != null) {
      tally.pair(Tally.CLASS).add(first.type().equals(said.type()), first.type(), said.type());
    }
    if (first.comparable(said)) {
      Stream<String> rows =
          first.value(Tally.ROWS) == 0 && said.value(Tally.ROWS) == 0
              ? Stream.empty()
              : Stream.of(Tally.ROWS);
      Stream.concat(fields.stream(), rows)
          .forEach(field ->
              tally
                  .pair(field)
                  .add(
                      first.value(field) == said.value(field),
                      made(first, field, asked.shown()),
                      made(said, field, asked.shown())));
    }
    boolean same = first.same(said, fields);
    tally.agreed.add(same);
    if (same) {
      forget(asked.documentId());
      tally.person(first.by()).overruled.add(false);
      tally.person(said.by()).overruled.add(false);
    } else {
      before.add(said);
    }
  }

  /** The third opinion holds: whoever said otherwise was overruled. */
  void third(String documentId, Opinion said, Tally tally) {
    List<Opinion> before = opinions.get(documentId);
    if (before == null || before.size() != 2) {
      return;
    }
    List<String> fields = said.type() == null ? List.of() : forms.fields(said.type());
    before.forEach(
        opinion -> tally.person(opinion.by()).overruled.add(!opinion.same(said, fields)));
    forget(documentId);
  }

  /** What somebody made of the value that they were shown: what kappa can be asked about. */
  private static String made(Opinion opinion, String field, @Nullable Opinion shown) {
    long before = shown == null ? 0 : shown.value(field);
    return opinion.value(field) == before ? "left" : "changed";
  }

  /** What has waited since before this goes. */
  void dropBefore(Instant from) {
    List<String> old =
        since.entrySet().stream()
            .filter(entry -> entry.getValue().isBefore(from))
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(this::forget);
  }

  private void forget(String documentId) {
    opinions.remove(documentId);
    since.remove(documentId);
  }
}
