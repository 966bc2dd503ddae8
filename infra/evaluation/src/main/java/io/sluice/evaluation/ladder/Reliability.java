package io.sluice.evaluation.ladder;

import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far rungs without a confidence of their own can be believed, and how often wrong rungs say
 * the same, measured on labelled documents.
 *
 * <p>The share of right answers of a rung, by type, field and whether it gave a value, drawn
 * towards the same share over all fields, and that towards one half, as if {@link #DRAW} answers
 * more had come out so (a beta prior). The echo is the share of pairs of wrong answers that agree,
 * drawn towards one half likewise.
 */
final class Reliability {
  static final double DRAW = 4;

  private static final double EVEN = 0.5;

  private record Place(String rung, String type, String field, boolean absent) {}

  private static final class Share {
    int right;
    int all;

    double drawnTo(double prior) {
      return (right + DRAW * prior) / (all + DRAW);
    }
  }

  private final Map<Place, Share> shares = new HashMap<>();
  private final double echo;

  private Reliability(double echo) {
    this.echo = echo;
  }

  static Reliability of(List<Rung> rungs, List<LabelledDocument> documents, LabelSchema schema) {
    List<Map<String, Judged>> said = new ArrayList<>();
    rungs.forEach(rung -> said.add(Judged.byPlace(rung, documents, schema)));
    Reliability reliability = new Reliability(echo(said));
    for (int i = 0; i < rungs.size(); i++) {
      String name = rungs.get(i).name();
      said.get(i).values().forEach(judged -> reliability.count(name, judged));
    }
    return reliability;
  }

  private void count(String rung, Judged judged) {
    boolean absent = judged.key().isEmpty();
    for (Place place :
        List.of(
            new Place(rung, judged.type(), judged.field(), absent),
            new Place(rung, judged.type(), "", absent))) {
      Share share = shares.computeIfAbsent(place, p -> new Share());
      share.all++;
      share.right += judged.right() ? 1 : 0;
    }
  }

  private static double echo(List<Map<String, Judged>> said) {
    Share share = new Share();
    for (int i = 0; i < said.size(); i++) {
      for (int j = i + 1; j < said.size(); j++) {
        Map<String, Judged> others = said.get(j);
        said.get(i)
            .forEach((place, one) -> {
              Judged other = others.get(place);
              if (other != null && !one.right() && !other.right()) {
                share.all++;
                share.right += one.key().equals(other.key()) ? 1 : 0;
              }
            });
      }
    }
    return share.drawnTo(EVEN);
  }

  /** The chance that wrong rungs say the same, in (0, 1). */
  double echo() {
    return echo;
  }

  /** Of each field of a type of which a rung has spoken: with a value, and without. */
  SortedMap<String, Map<String, Double>> of(String rung, String type) {
    SortedMap<String, Map<String, Double>> fields = new TreeMap<>();
    shares.keySet().stream()
        .filter(p -> p.rung.equals(rung) && p.type.equals(type) && !p.field.isEmpty())
        .forEach(p ->
            fields
                .computeIfAbsent(p.field, f -> new TreeMap<>())
                .put(p.absent ? "absent" : "value", of(rung, type, p.field, p.absent)));
    return fields;
  }

  /** The probability that such an answer is right, in (0, 1). */
  double of(String rung, String type, String field, boolean absent) {
    double all = shares.getOrDefault(new Place(rung, type, "", absent), new Share()).drawnTo(EVEN);
    return shares.getOrDefault(new Place(rung, type, field, absent), new Share()).drawnTo(all);
  }
}
