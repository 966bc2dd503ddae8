package io.sluice.evaluation.confidence;

import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.grading.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The function that makes a field's confidence of its signals, fitted on labelled results, and what
 * it says of documents that it was not fitted on: the documents are dealt into folds, an issuer's
 * together, and those of a fold are judged by a function of the others. These confidences stand in
 * for the fitted function's on documents to come, so thresholds are certified on them. Other
 * documents may teach alone: they are in every fold but that of their issuer, and nobody judges by
 * them.
 */
public final class ConfidenceFit {
  private static final int FOLDS = 10;

  /** Fewer right or wrong readings, or issuers, teach nothing that holds. */
  static final int FEWEST = 30;

  /** What to tell people where nothing was fitted. */
  public static final String NOT_FITTED =
      "Confidence: as stated. A new one takes results with signals, as 'process' and 'evaluate' write them, of "
          + FEWEST
          + " issuers, with "
          + FEWEST
          + " right and as many wrong readings at least.\n\n";

  private final Weights all;
  private final List<Weights> withoutFold;
  private final Map<String, Integer> folds;
  private final Map<String, String> groups;
  private final List<Example> examples;
  private final List<Example> besides;
  private final List<Trust.Judged> before;

  private ConfidenceFit(
      List<Example> examples,
      List<Example> besides,
      List<Trust.Judged> before,
      Map<String, String> groups) {
    this.examples = examples;
    this.besides = besides;
    this.before = before;
    this.groups = groups;
    this.folds = deal(examples);
    List<Example> teaching = Stream.concat(examples.stream(), besides.stream()).toList();
    this.all = Weights.fit(teaching);
    this.withoutFold = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      withoutFold.add(
          Weights.fit(
              teaching.stream().filter(e -> folds.getOrDefault(e.group(), -1) != held).toList()));
    }
  }

  /**
   * Fits; nothing where the results carry no signals, or too few of them were judged.
   *
   * @param besides other documents, which only teach
   * @param unlicensed classes whose field labels may judge but not calibrate
   */
  public static Optional<ConfidenceFit> of(
      List<GradedDocument> graded,
      List<GradedDocument> besides,
      LabelSchema schema,
      Set<String> unlicensed) {
    Map<String, String> groups =
        Issuers.of(Stream.concat(graded.stream(), besides.stream()).toList(), schema);
    List<Trust.Judged> before = new ArrayList<>();
    List<Example> examples = examples(graded, groups, schema, unlicensed, before);
    List<Example> others = examples(besides, groups, schema, unlicensed, new ArrayList<>());
    long right = examples.stream().filter(Example::right).count();
    long issuers = examples.stream().map(Example::group).distinct().count();
    return right < FEWEST || examples.size() - right < FEWEST || issuers < FEWEST
        ? Optional.empty()
        : Optional.of(new ConfidenceFit(examples, others, before, groups));
  }

  /** Every reading with signals that a label judged; its stated confidence goes to the last one. */
  private static List<Example> examples(
      List<GradedDocument> graded,
      Map<String, String> groups,
      LabelSchema schema,
      Set<String> unlicensed,
      List<Trust.Judged> stated) {
    List<Example> examples = new ArrayList<>();
    for (GradedDocument document : graded) {
      ResultLine result = document.result();
      String type = document.predicted();
      // A label without a licence does not speak by way of a class that was mistaken either.
      if (result == null
          || type == null
          || unlicensed.contains(type)
          || unlicensed.contains(document.document().type())) {
        continue;
      }
      String id = document.document().id();
      document
          .judged(schema)
          .forEach((name, right) -> {
            ResultLine.Field field = result.field(name);
            if (!field.signals().isEmpty()) {
              examples.add(
                  new Example(id, groups.getOrDefault(id, id), type, name, field.signals(), right));
              stated.add(new Trust.Judged(field.confidence(), right));
            }
          });
    }
    return examples;
  }

  /** Large groups first, each to the fold that has the fewest readings. */
  private static Map<String, Integer> deal(List<Example> examples) {
    Map<String, Integer> sizes = new TreeMap<>();
    examples.forEach(example -> sizes.merge(example.group(), 1, Integer::sum));
    int[] filled = new int[FOLDS];
    Map<String, Integer> folds = new LinkedHashMap<>();
    sizes.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, Integer> group) -> -group.getValue()))
        .forEach(group -> {
          int least = 0;
          for (int fold = 1; fold < FOLDS; fold++) {
            least = filled[fold] < filled[least] ? fold : least;
          }
          filled[least] += group.getValue();
          folds.put(group.getKey(), least);
        });
    return folds;
  }

  /** The document with the confidences of a function that was not fitted on it. */
  public GradedDocument rescored(GradedDocument document, LabelSchema schema) {
    ResultLine result = document.result();
    String type = document.predicted();
    if (result == null || type == null) {
      return document;
    }
    Weights weights = unseen(document.document().id());
    Map<String, Double> confidences = new HashMap<>();
    result
        .fields()
        .forEach((name, field) -> {
          if (!field.signals().isEmpty()) {
            confidences.put(name, weights.confidence(type, name, field.signals()));
          }
        });
    return document.withConfidences(confidences, schema);
  }

  private Weights unseen(String document) {
    Integer fold = folds.get(groups.getOrDefault(document, ""));
    return fold == null ? all : withoutFold.get(fold);
  }

  /** The function that serves: of all examples. */
  Weights weights() {
    return all;
  }

  /**
   * How many readings, wrong ones among them, documents and issuers taught and were judged, and how
   * many readings of how many documents taught alone.
   */
  record Extent(
      int readings, int wrong, int documents, int issuers, int besides, int documentsBesides) {}

  Extent extent() {
    return new Extent(
        examples.size(),
        (int) examples.stream().filter(e -> !e.right()).count(),
        documents(examples),
        folds.size(),
        besides.size(),
        documents(besides));
  }

  private static int documents(List<Example> examples) {
    return (int) examples.stream().map(Example::document).distinct().count();
  }

  /** How well the results' own confidences part right from wrong, in [0, 1]. */
  double aurocBefore() {
    return auroc(before);
  }

  /** The same of a function that was not fitted on the document. */
  double aurocOutOfFold() {
    return auroc(
        examples.stream()
            .map(e ->
                new Trust.Judged(
                    (Double) unseen(e.document()).confidence(e.type(), e.field(), e.signals()),
                    e.right()))
            .toList());
  }

  private static double auroc(List<Trust.Judged> judged) {
    return Objects.requireNonNull(Trust.auroc(judged), "some are right and some are wrong");
  }
}
