package io.sluice.cli;

import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.evaluation.grading.OwnLabels;
import io.sluice.evaluation.grading.ResultLine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose labels calibrate. */
final class CalibrationLabels {
  @Option(
      names = "--exclude-fields-of",
      split = ",",
      paramLabel = "CLASS",
      description =
          "Classes whose field labels may judge but not calibrate, for instance for want of a licence. Their class"
              + " labels count. Labels of --labels count all the same.")
  Set<String> unlicensed = new TreeSet<>();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Labels of your own, which take the place of the manifest's: JSON lines with id, fields, unsure (fields that"
              + " judge nobody).")
  @Nullable Path own;

  @Option(
      names = "--teach",
      split = ",",
      paramLabel = "FILE",
      description =
          "Results of other documents of the manifest, for instance those that the model was trained on: they teach the"
              + " confidences, and no threshold is made of them.")
  List<Path> teach = List.of();

  /**
   * Documents with their results.
   *
   * @param gating those that teach and of which thresholds are made
   * @param teaching those that only teach
   * @param silent classes of whose fields no label may speak
   */
  record Graded(List<GradedDocument> gating, List<GradedDocument> teaching, Set<String> silent) {}

  /** Holds results against labels. */
  Graded grade(LabelledSet set, Path results, LabelSchema schema) {
    checkClasses(schema);
    LabelledSet.Selected selected = set.select(schema);
    OwnLabels labels = own == null ? OwnLabels.NONE : OwnLabels.read(own, schema, selected.all());
    Map<String, ResultLine> others = others(schema, selected);
    List<LabelledDocument> taught =
        others.keySet().stream().map(id -> Objects.requireNonNull(selected.all().get(id))).toList();
    Set<String> silent =
        unlicensed.stream()
            .filter(type -> !labels.speakOf(type, selected.documents()))
            .collect(Collectors.toSet());
    List<LabelledDocument> gating = labels.over(selected.documents(), schema, unlicensed);
    return new Graded(
        new LabelledSet.Selected(gating, selected.all()).grade(results, schema, false),
        GradedDocument.grade(labels.over(taught, schema, unlicensed), others, schema, false),
        silent);
  }

  private Map<String, ResultLine> others(LabelSchema schema, LabelledSet.Selected selected) {
    Map<String, ResultLine> others = new LinkedHashMap<>();
    for (Path file : teach) {
      others.putAll(ResultLine.readAll(file, schema, selected.known()));
    }
    Set<String> both = new TreeSet<>(others.keySet());
    both.retainAll(selected.ids());
    if (!both.isEmpty()) {
      throw new UsageException("--teach: the gate is made of these already: " + both);
    }
    return others;
  }

  private void checkClasses(LabelSchema schema) {
    Set<String> strangers = new TreeSet<>(unlicensed);
    strangers.removeAll(schema.classes().keySet());
    if (!strangers.isEmpty()) {
      throw new UsageException("--exclude-fields-of: not in the schema: " + strangers);
    }
  }
}
