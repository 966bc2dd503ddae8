package io.sluice.evaluation.grading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far confidence can be trusted. */
public final class Trust {
  private static final int BINS = 15;
  private static final double UNSTATED = -1;

  /** Something that was right or wrong, and how sure its reader was. */
  public record Judged(@Nullable Double confidence, boolean right) {
    double rank() {
      return confidence == null ? UNSTATED : confidence;
    }
  }

  /** All that share one confidence. */
  private static final class Block {
    int all;
    int wrong;
  }

  private Trust() {}

  /**
   * AUROC, ECE and Brier score of those whose confidence was stated; AURC and AUGRC of all, those
   * that state none ranked last.
   */
  static ObjectNode of(List<Judged> judged) {
    List<Judged> stated = judged.stream().filter(j -> j.confidence != null).toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("units", judged.size()).put("stated", stated.size());
    Figures.put(
        node,
        "accuracy",
        judged.isEmpty()
            ? null
            : (Double) (judged.stream().filter(Judged::right).count() / (double) judged.size()));
    Figures.put(node, "auroc", auroc(stated));
    riskAreas(node, judged);
    calibration(node, stated);
    return node;
  }

  /**
   * The chance that a right one is more confident than a wrong one, ties one half (Hanley and
   * McNeil, Radiology 143, 1982; Hendrycks and Gimpel, ICLR 2017); null if all are right or all
   * wrong.
   */
  public static @Nullable Double auroc(List<Judged> stated) {
    TreeMap<Double, Block> blocks = blocks(stated);
    double below = 0;
    double area = 0;
    long right = 0;
    for (Block block : blocks.values()) {
      area += (block.all - block.wrong) * (below + block.wrong / 2.0);
      below += block.wrong;
      right += block.all - block.wrong;
    }
    return right > 0 && below > 0 ? (Double) (area / (right * below)) : null;
  }

  /**
   * AURC: the mean over all coverages of the error among what is kept (Geifman, Uziel and El-Yaniv,
   * ICLR 2019). AUGRC: the area under coverage times that error (Traub et al., NeurIPS 2024). Ties
   * take their expectation over random orders.
   */
  private static void riskAreas(ObjectNode node, List<Judged> judged) {
    double kept = 0;
    double errors = 0;
    double aurc = 0;
    double augrc = 0;
    for (Block block : blocks(judged).descendingMap().values()) {
      for (int i = 1; i <= block.all; i++) {
        aurc += (errors + (double) block.wrong * i / block.all) / (kept + i);
      }
      augrc += block.all * (errors + block.wrong / 2.0);
      kept += block.all;
      errors += block.wrong;
    }
    Figures.put(node, "aurc", kept == 0 ? null : (Double) (aurc / kept));
    Figures.put(node, "augrc", kept == 0 ? null : (Double) (augrc / (kept * kept)));
  }

  /**
   * ECE: the mean distance of accuracy and confidence over bins, weighted by their share (Naeini et
   * al., AAAI 2015), with bins of equal mass (Nixon et al., CVPR-W 2019); equal confidences stay in
   * one bin. Brier: the mean squared error of the confidence (Monthly Weather Review 78, 1950).
   */
  private static void calibration(ObjectNode node, List<Judged> stated) {
    List<Judged> ordered = new ArrayList<>(stated);
    ordered.sort(Comparator.comparingDouble(Judged::rank).thenComparing(Judged::right));
    TreeMap<Integer, List<Judged>> bins = new TreeMap<>();
    int start = 0;
    double brier = 0;
    for (int i = 0; i < ordered.size(); i++) {
      Judged one = ordered.get(i);
      start = one.rank() != ordered.get(start).rank() ? i : start;
      int bin = (int) ((long) BINS * start / ordered.size());
      bins.computeIfAbsent(bin, b -> new ArrayList<>()).add(one);
      brier += Math.pow(one.rank() - (one.right ? 1 : 0), 2);
    }
    double ece = 0;
    ArrayNode table = JsonNodeFactory.instance.arrayNode();
    for (List<Judged> bin : bins.values()) {
      int n = bin.size();
      double coverage = (double) n / ordered.size();
      double confidence = bin.stream().mapToDouble(Judged::rank).sum() / n;
      double accuracy = bin.stream().filter(Judged::right).count() / (double) n;
      ece += coverage * Math.abs(accuracy - confidence);
      table
          .addObject()
          .put("n", n)
          .put("coverage", coverage)
          .put("low", bin.get(0).rank())
          .put("high", bin.get(n - 1).rank())
          .put("confidence", confidence)
          .put("accuracy", accuracy);
    }
    Figures.put(node, "ece", ordered.isEmpty() ? null : (Double) ece);
    Figures.put(node, "brier", ordered.isEmpty() ? null : (Double) (brier / ordered.size()));
    node.set("bins", table);
  }

  /**
   * The largest share, taken by falling confidence, whose error is at most {@code target} (El-Yaniv
   * and Wiener, JMLR 2010); {@code certified} asks the same of the error's upper Wilson bound. Both
   * choose the threshold on these very labels: what is reachable, not a promise.
   */
  static ObjectNode coverageAt(List<Judged> judged, double target) {
    double coverage = 0;
    double certified = 0;
    @Nullable Double threshold = null;
    int kept = 0;
    int errors = 0;
    for (Map.Entry<Double, Block> entry : blocks(judged).descendingMap().entrySet()) {
      kept += entry.getValue().all;
      errors += entry.getValue().wrong;
      if (entry.getKey() >= 0 && (double) errors / kept <= target) {
        coverage = (double) kept / judged.size();
        threshold = entry.getKey();
        if (Figures.wilson(errors, kept)[1] <= target) {
          certified = coverage;
        }
      }
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("coverage", coverage);
    Figures.put(node, "threshold", threshold);
    return node.put("certified", certified);
  }

  private static TreeMap<Double, Block> blocks(List<Judged> judged) {
    TreeMap<Double, Block> blocks = new TreeMap<>();
    for (Judged one : judged) {
      // Zero, whatever its sign.
      Block block = blocks.computeIfAbsent(one.rank() + 0.0, c -> new Block());
      block.all++;
      block.wrong += one.right ? 0 : 1;
    }
    return blocks;
  }
}
