package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.Numbers;
import io.sluice.evaluation.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Two systems on the same documents. Classes by McNemar's exact test (Psychometrika 12, 1947); F1
 * by approximate randomisation (Noreen 1989; Yeh, COLING 2000): under the null hypothesis the two
 * readings of a document may be swapped, whole documents at a time, since their fields hang
 * together.
 */
public final class Comparison {
  private static final int SWAPS = 10_000;
  private static final long SEED = 20240607;
  private static final double SIGNIFICANT = 0.05;

  private final List<GradedDocument> first;
  private final List<GradedDocument> second;

  /** F1 of both, and the chance of so large a difference if they were alike. */
  private record Paired(String row, double a, double b, double p) {}

  private Comparison(List<GradedDocument> first, List<GradedDocument> second) {
    this.first = first;
    this.second = second;
  }

  /** Compares; both lists hold the same documents in the same order. */
  public static ObjectNode of(List<GradedDocument> first, List<GradedDocument> second) {
    return new Comparison(first, second).json();
  }

  private ObjectNode json() {
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int d = 0; d < first.size(); d++) {
      boolean a = first.get(d).classRight();
      boolean b = second.get(d).classRight();
      onlyFirst += a && !b ? 1 : 0;
      onlySecond += b && !a ? 1 : 0;
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("documents", first.size());
    ObjectNode classes = node.putObject("class");
    classes
        .put("a", rightShare(first))
        .put("b", rightShare(second))
        .put("onlyARight", onlyFirst)
        .put("onlyBRight", onlySecond)
        .put("p", mcNemar(onlyFirst, onlySecond));
    TreeSet<String> rows = new TreeSet<>();
    first.forEach(d -> d.units().forEach(u -> rows.add(u.row())));
    for (Mode mode : Mode.values()) {
      ObjectNode ofMode = node.putObject(mode.text());
      put(ofMode.putObject("all"), paired("all", mode));
      List<Paired> each = new ArrayList<>();
      rows.forEach(row -> each.add(paired(row, mode)));
      ObjectNode ofRows = ofMode.putObject("rows");
      double[] holm = holm(each.stream().mapToDouble(Paired::p).toArray());
      for (int i = 0; i < each.size(); i++) {
        put(ofRows.putObject(each.get(i).row), each.get(i)).put("pHolm", holm[i]);
      }
    }
    return node;
  }

  private static ObjectNode put(ObjectNode node, Paired paired) {
    return node.put("a", paired.a).put("b", paired.b).put("p", paired.p);
  }

  private static double rightShare(List<GradedDocument> documents) {
    return (double) documents.stream().filter(GradedDocument::classRight).count()
        / Math.max(1, documents.size());
  }

  /** Two-sided: the chance of so uneven a split of the documents that only one got right. */
  static double mcNemar(int onlyFirst, int onlySecond) {
    int n = onlyFirst + onlySecond;
    if (n == 0) {
      return 1;
    }
    double tail =
        new BinomialDistribution(null, n, 0.5)
            .cumulativeProbability(Math.min(onlyFirst, onlySecond));
    return Math.min(1, 2 * tail);
  }

  private Paired paired(String row, Mode mode) {
    List<int[]> pairs = new ArrayList<>();
    int[] sums = new int[4];
    for (int d = 0; d < first.size(); d++) {
      Counts a = sum(first.get(d), row, mode);
      Counts b = sum(second.get(d), row, mode);
      int[] pair = {a.hits(), a.extra() + a.missed(), b.hits(), b.extra() + b.missed()};
      for (int i = 0; i < sums.length; i++) {
        sums[i] += pair[i];
      }
      // What is the same in both stays the same however it is swapped.
      if (pair[0] != pair[2] || pair[1] != pair[3]) {
        pairs.add(pair);
      }
    }
    double a = f1(sums[0], sums[1]);
    double b = f1(sums[2], sums[3]);
    double seen = Math.abs(a - b);
    SplittableRandom random = new SplittableRandom(SEED);
    int as = 0;
    for (int s = 0; s < SWAPS; s++) {
      int[] swapped = sums.clone();
      for (int[] pair : pairs) {
        if (random.nextBoolean()) {
          swapped[0] += pair[2] - pair[0];
          swapped[1] += pair[3] - pair[1];
          swapped[2] += pair[0] - pair[2];
          swapped[3] += pair[1] - pair[3];
        }
      }
      double difference = Math.abs(f1(swapped[0], swapped[1]) - f1(swapped[2], swapped[3]));
      as += difference >= seen - 1e-12 ? 1 : 0;
    }
    return new Paired(row, a, b, (as + 1.0) / (SWAPS + 1.0));
  }

  private static Counts sum(GradedDocument document, String row, Mode mode) {
    Counts sum = Counts.NONE;
    for (Unit unit : document.units()) {
      if (row.equals("all") || row.equals(unit.row())) {
        sum = sum.plus(unit.counts(mode));
      }
    }
    return sum;
  }

  private static double f1(int hits, int wrong) {
    return hits + wrong == 0 ? 0 : 2.0 * hits / (2 * hits + wrong);
  }

  /** Adjusted for how many are tested (Holm, Scandinavian Journal of Statistics 6, 1979). */
  static double[] holm(double[] chances) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < chances.length; i++) {
      order.add(i);
    }
    order.sort((i, j) -> Double.compare(chances[i], chances[j]));
    double[] adjusted = new double[chances.length];
    double largest = 0;
    for (int k = 0; k < order.size(); k++) {
      largest = Math.max(largest, Math.min(1, (order.size() - k) * chances[order.get(k)]));
      adjusted[order.get(k)] = largest;
    }
    return adjusted;
  }

  /** The comparison as a table and a verdict, A and B under their names. */
  public static String text(JsonNode comparison, String nameA, String nameB) {
    StringBuilder out = new StringBuilder();
    out.append("COMPARISON   A = ").append(nameA).append(", B = ").append(nameB).append('\n');
    TextTable table = new TextTable("figure", "A", "B", "B − A", "p", "p, Holm over rows");
    JsonNode classes = comparison.path("class");
    row(table, "class accuracy", classes);
    for (Mode mode : Mode.values()) {
      JsonNode ofMode = comparison.path(mode.text());
      table.rule();
      row(table, "field F1 " + mode.text() + ", all", ofMode.path("all"));
      for (Map.Entry<String, JsonNode> e : ofMode.path("rows").properties()) {
        row(table, "field F1 " + mode.text() + ", " + e.getKey(), e.getValue());
      }
    }
    out.append(table).append('\n');
    out.append(
            String.format(
                "Classes: only A right in %d documents, only B in %d (exact McNemar). F1: %,d random"
                    + " swaps of whole documents, two-sided.%n",
                classes.path("onlyARight").asInt(), classes.path("onlyBRight").asInt(), SWAPS))
        .append("VERDICT   ")
        .append(verdict("class", classes))
        .append("; ")
        .append(verdict("fields", comparison.path("exact").path("all")))
        .append('.')
        .append('\n');
    return out.toString();
  }

  private static void row(TextTable table, String name, JsonNode node) {
    double a = node.path("a").asDouble();
    double b = node.path("b").asDouble();
    table.row(
        name,
        Numbers.rate(a),
        Numbers.rate(b),
        Numbers.signed(b - a),
        Numbers.chance(node.path("p").asDouble()),
        node.has("pHolm") ? Numbers.chance(node.path("pHolm").asDouble()) : "");
  }

  private static String verdict(String what, JsonNode node) {
    double difference = node.path("b").asDouble() - node.path("a").asDouble();
    double p = node.path("p").asDouble();
    String chance = "p " + (p < 0.0001 ? "" : "= ") + Numbers.chance(p);
    return p > SIGNIFICANT
        ? what + ": no difference that these documents can show (" + chance + ")"
        : what + ": " + (difference > 0 ? "B" : "A") + " is better (" + chance + ")";
  }
}
