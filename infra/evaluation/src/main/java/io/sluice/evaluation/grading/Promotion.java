package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whether a candidate may take the serving system's place: it must be shown to be no worse. A test
 * for non-inferiority, as in Wellek, Testing Statistical Hypotheses of Equivalence and
 * Noninferiority (2010): the lower 95 % bound of the difference, by paired bootstrap of whole
 * documents, lies above minus a margin, for classes and for fields; and in no row are the fields
 * significantly worse (Holm over the rows).
 *
 * @param margin the drop that does not count, in (0, 1)
 * @param classBound lower one-sided 95 % bound of candidate − serving, class accuracy
 * @param fieldBound the same of exact F1 over all fields
 * @param reasons why it is refused; empty if it is not
 * @param comparison serving (A) against candidate (B), see {@link Comparison}
 */
public record Promotion(
    double margin,
    double classBound,
    double fieldBound,
    List<String> reasons,
    ObjectNode comparison) {
  /** Fewer documents tell a bootstrap nothing. */
  public static final int LEAST_DOCUMENTS = 30;

  private static final int SAMPLES = 2000;
  private static final double LOW = 0.05;
  private static final double SIGNIFICANT = 0.05;

  public Promotion {
    reasons = List.copyOf(reasons);
  }

  /** Judges; both lists hold the same documents in the same order. */
  public static Promotion of(
      List<GradedDocument> serving, List<GradedDocument> candidate, double margin) {
    ObjectNode comparison = Comparison.of(serving, candidate);
    double classBound = bound(serving, candidate, Promotion::accuracy);
    double fieldBound = bound(serving, candidate, Promotion::f1);
    List<String> reasons = new ArrayList<>();
    if (serving.size() < LEAST_DOCUMENTS) {
      reasons.add(
          serving.size()
              + " documents judge, "
              + LEAST_DOCUMENTS
              + " is the least: hold back more");
    }
    lower("class accuracy", classBound, margin, reasons);
    lower("field F1", fieldBound, margin, reasons);
    for (Map.Entry<String, JsonNode> row : comparison.path("exact").path("rows").properties()) {
      double drop = row.getValue().path("a").asDouble() - row.getValue().path("b").asDouble();
      if (drop > 0 && row.getValue().path("pHolm").asDouble() <= SIGNIFICANT) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "fields of %s are worse by %.4f (p %s, Holm)",
                row.getKey(),
                drop,
                Numbers.chance(row.getValue().path("pHolm").asDouble())));
      }
    }
    return new Promotion(margin, classBound, fieldBound, reasons, comparison);
  }

  /** Whether nothing speaks against it. */
  public boolean granted() {
    return reasons.isEmpty();
  }

  /** The judgement in words. */
  public String text() {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "PROMOTION   at least (95 %%): class accuracy %+.4f, field F1 %+.4f; a drop of %.4f"
                    + " does not count%n",
                classBound,
                fieldBound,
                margin));
    reasons.forEach(reason -> out.append("  refused: ").append(reason).append('\n'));
    return out.append(granted() ? "  granted\n" : "").toString();
  }

  private static void lower(String what, double bound, double margin, List<String> reasons) {
    if (bound < -margin) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%s may be lower by %.4f, more than %.4f: worse, or too few documents to tell",
              what,
              -bound,
              margin));
    }
  }

  /** What a drawn set of documents gives: {right or hits, wrong or extra + missed} summed. */
  private static double bound(
      List<GradedDocument> serving,
      List<GradedDocument> candidate,
      ToDoubleFunction<Drawn> figure) {
    if (serving.isEmpty()) {
      return Double.NEGATIVE_INFINITY;
    }
    Bootstrap.Draws draws = new Bootstrap.Draws(serving.size());
    double[] differences = new double[SAMPLES];
    for (int s = 0; s < SAMPLES; s++) {
      int[] times = draws.next();
      differences[s] =
          figure.applyAsDouble(new Drawn(candidate, times))
              - figure.applyAsDouble(new Drawn(serving, times));
    }
    Arrays.sort(differences);
    return differences[(int) (LOW * (SAMPLES - 1))];
  }

  private record Drawn(List<GradedDocument> documents, int[] times) {}

  private static double accuracy(Drawn drawn) {
    int right = 0;
    for (int d = 0; d < drawn.times.length; d++) {
      right += drawn.documents.get(d).classRight() ? drawn.times[d] : 0;
    }
    return (double) right / drawn.times.length;
  }

  private static double f1(Drawn drawn) {
    Counts sum = Counts.NONE;
    for (int d = 0; d < drawn.times.length; d++) {
      if (drawn.times[d] > 0) {
        for (Unit unit : drawn.documents.get(d).units()) {
          sum = sum.plus(unit.counts(Mode.EXACT), drawn.times[d]);
        }
      }
    }
    int wrong = sum.extra() + sum.missed();
    return sum.hits() + wrong == 0 ? 1 : 2.0 * sum.hits() / (2 * sum.hits() + wrong);
  }
}
