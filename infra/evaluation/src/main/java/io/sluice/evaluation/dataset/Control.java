package io.sluice.evaluation.dataset;

import io.sluice.evaluation.dataset.Entry.Label;
import io.sluice.evaluation.dataset.Version.Finding;
import io.sluice.evaluation.dataset.Version.Member;
import io.sluice.evaluation.dataset.Version.Pair;
import io.sluice.evaluation.dataset.Version.Quality;
import io.sluice.evaluation.dataset.Version.Reviewer;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Quality control. Finds and counts; what to do about it is for people to say. */
final class Control {
  private static final int ENOUGH = 10;

  private final DocumentTypes types;
  private final Map<String, int[]> marks = new TreeMap<>();
  private final List<Finding> disagreements = new ArrayList<>();
  private final List<Finding> notInWords = new ArrayList<>();

  private Control(DocumentTypes types) {
    this.types = types;
  }

  static Quality of(
      Map<String, Opinions> opinions,
      Map<String, Member> members,
      List<Pair> alike,
      Gold gold,
      DocumentTypes types) {
    Control control = new Control(types);
    opinions.forEach(control::compare);
    gold.answers()
        .forEach((id, answer) -> {
          Opinions given = opinions.get(id);
          if (given != null) {
            given.entries().forEach(entry -> control.hold(entry, answer));
          }
        });
    List<Reviewer> reviewers = new ArrayList<>();
    control.marks.forEach(
        (name, m) -> reviewers.add(new Reviewer(name, m[0], m[1], m[2], m[3], m[4])));
    List<Pair> duplicates =
        alike.stream().filter(pair -> pair.alike() >= Groups.SAME && pair.alike() < 1).toList();
    List<Pair> leakage =
        alike.stream()
            .filter(pair -> side(members, pair.one()) != side(members, pair.other()))
            .toList();
    return new Quality(
        reviewers,
        control.disagreements,
        duplicates,
        leakage,
        control.notInWords,
        control.odd(opinions));
  }

  private static Version.Split side(Map<String, Member> members, String id) {
    return Objects.requireNonNull(members.get(id)).split();
  }

  private int[] marks(String reviewer) {
    return marks.computeIfAbsent(reviewer, r -> new int[5]);
  }

  private void compare(String id, Opinions opinions) {
    opinions.entries().forEach(entry -> marks(entry.reviewer())[0]++);
    for (List<Entry> pair : opinions.pairs()) {
      var differing = Opinions.differing(pair.get(0), pair.get(1), types);
      // A class that differs counts as one field of which both have spoken.
      int compared =
          differing.contains(Opinions.CLASS) ? 1 : Opinions.common(pair.get(0), pair.get(1)).size();
      for (Entry entry : pair) {
        marks(entry.reviewer())[1] += compared;
        marks(entry.reviewer())[2] += compared - differing.size();
      }
      if (!differing.isEmpty()) {
        disagreements.add(
            new Finding(
                id,
                List.copyOf(differing),
                pair.get(0).reviewer() + " and " + pair.get(1).reviewer()));
      }
    }
    if (!opinions.label().notInWords().isEmpty()) {
      notInWords.add(new Finding(id, opinions.label().notInWords(), opinions.label().reviewer()));
    }
  }

  /** Holds an answer against the known one; a wrong class makes all of its fields wrong. */
  private void hold(Entry entry, Gold.Answer answer) {
    boolean sameClass = entry.documentType().equals(answer.documentType());
    answer
        .fields()
        .forEach((field, value) -> {
          Label label = entry.labels().get(field);
          boolean right =
              sameClass
                  && Opinions.same(
                      types,
                      entry.documentType(),
                      field,
                      label == null ? null : label.value(),
                      value);
          marks(entry.reviewer())[3]++;
          marks(entry.reviewer())[4] += right ? 1 : 0;
        });
  }

  /**
   * Values that cannot be read as their kind; codes that stand alone among at least ten of their
   * field; names and texts more than four times as long as half of the others.
   */
  private List<Finding> odd(Map<String, Opinions> opinions) {
    Map<String, Map<String, String>> valuesOf = new TreeMap<>();
    opinions.forEach((id, all) ->
        all.label()
            .labels()
            .forEach((field, label) -> {
              if (label.value() != null) {
                valuesOf
                    .computeIfAbsent(all.label().documentType() + "." + field, f -> new TreeMap<>())
                    .put(id, label.value());
              }
            }));
    List<Finding> odd = new ArrayList<>();
    valuesOf.forEach((path, values) -> {
      int dot = path.indexOf('.');
      FieldSpec field =
          types
              .find(path.substring(0, dot))
              .flatMap(type -> type.field(path.substring(dot + 1)))
              .orElseThrow();
      Map<String, Integer> times = new HashMap<>();
      values.values().forEach(value -> times.merge(value, 1, Integer::sum));
      int[] lengths = values.values().stream().mapToInt(String::length).sorted().toArray();
      int middle = lengths[lengths.length / 2];
      values.forEach((id, value) -> {
        String what = null;
        if (InWords.form(field, value).isEmpty()) {
          what = "no " + field.kind().name().toLowerCase(java.util.Locale.ROOT);
        } else if (values.size() >= ENOUGH
            && field.kind() == FieldKind.CODE
            && times.getOrDefault(value, 0) == 1) {
          what = "alone among " + values.size();
        } else if (values.size() >= ENOUGH
            && Arrays.asList(FieldKind.NAME, FieldKind.TEXT, FieldKind.ID).contains(field.kind())
            && value.length() > 4 * middle) {
          what = value.length() + " characters, half of the others at most " + middle;
        }
        if (what != null) {
          odd.add(new Finding(id, List.of(field.name()), what));
        }
      });
    });
    return odd;
  }
}
