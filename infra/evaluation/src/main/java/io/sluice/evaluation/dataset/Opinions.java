package io.sluice.evaluation.dataset;

import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people have said about one document, in the order of time; never empty. */
record Opinions(List<Entry> entries) {
  private static final String TIE_BREAK = "TIE_BREAK";
  private static final String SECOND_OPINION = "SECOND_OPINION";

  /** Stands for the class among the fields on which people differ. */
  static final String CLASS = "class";

  Opinions {
    entries =
        entries.stream()
            .sorted(Comparator.comparing(Entry::decidedAt).thenComparing(Entry::taskId))
            .toList();
  }

  /** The one that holds: the latest. */
  Entry label() {
    return entries.getLast();
  }

  /** Whether the last two differ and were meant to agree. */
  boolean unsettled(DocumentTypes types) {
    return entries.size() > 1
        && label().purpose().equals(SECOND_OPINION)
        && !differing(entries.get(entries.size() - 2), label(), types).isEmpty();
  }

  /** Pairs of opinions by different people, neither of which had to break a tie. */
  List<List<Entry>> pairs() {
    List<List<Entry>> pairs = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      for (int j = i + 1; j < entries.size(); j++) {
        if (!entries.get(i).reviewer().equals(entries.get(j).reviewer())
            && !entries.get(j).purpose().equals(TIE_BREAK)) {
          pairs.add(List.of(entries.get(i), entries.get(j)));
        }
      }
    }
    return pairs;
  }

  /** Fields of which both speak. */
  static Set<String> common(Entry one, Entry other) {
    Set<String> common = new HashSet<>(one.labels().keySet());
    common.retainAll(other.labels().keySet());
    return one.documentType().equals(other.documentType()) ? common : Set.of();
  }

  /** Fields of which both speak and say different things; the class, if they differ in that. */
  static Set<String> differing(Entry one, Entry other, DocumentTypes types) {
    if (!one.documentType().equals(other.documentType())) {
      return Set.of(CLASS);
    }
    Set<String> differing = new TreeSet<>();
    for (String field : common(one, other)) {
      if (!same(
          types,
          one.documentType(),
          field,
          Objects.requireNonNull(one.labels().get(field)).value(),
          Objects.requireNonNull(other.labels().get(field)).value())) {
        differing.add(field);
      }
    }
    return differing;
  }

  /** Whether two values mean the same: equal in the normal form of the field's kind. */
  static boolean same(
      DocumentTypes types, String type, String name, @Nullable String one, @Nullable String other) {
    if (one == null || other == null || one.isBlank() || other.isBlank()) {
      return (one == null || one.isBlank()) == (other == null || other.isBlank());
    }
    FieldSpec field = types.find(type).flatMap((DocumentType t) -> t.field(name)).orElse(null);
    if (field == null) {
      return one.equals(other);
    }
    var first = InWords.form(field, one);
    return first.isEmpty() ? one.equals(other) : first.equals(InWords.form(field, other));
  }
}
