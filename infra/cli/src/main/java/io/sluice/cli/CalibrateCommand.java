package io.sluice.cli;

import io.sluice.evaluation.confidence.ConfidenceFile;
import io.sluice.evaluation.confidence.ConfidenceFit;
import io.sluice.evaluation.gate.GateFit;
import io.sluice.evaluation.gate.GateFit.Expected;
import io.sluice.evaluation.gate.GateText;
import io.sluice.evaluation.gate.GateYaml;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.Mode;
import io.sluice.schemas.BundleVersion;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Turns labelled results into the confidence of each field, and into a gate file: thresholds whose error is within"
          + " a target, with a stated confidence.",
      "",
      "Where the results carry signals (those of 'process' and 'evaluate' do), confidences are fitted anew, and the gate"
          + " is made of what they say of issuers that they were not fitted on.",
      "",
      "The labels must be ones that the model has not learnt from. Where they cannot support the target, the file says"
          + " 'infeasible' and how many more labels would do.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sluice process --manifest set/manifest.jsonl --results results.jsonl",
      "  sluice calibrate --results results.jsonl --manifest set/manifest.jsonl --schema set/schema.json \\",
      "    --split splits.json:calibration --target-error 0.01 --confidence 0.95 --bundle my-bundle --install --out gate.yaml"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final String NOT_INSTALLED =
      "This gate goes with these confidences: --install puts both into the bundle.\n\n";

  @Option(
      names = "--results",
      required = true,
      paramLabel = "FILE",
      description = "What 'process' or 'evaluate' wrote for these documents.")
  Path results;

  @Mixin LabelledSet set;

  @Option(
      names = "--target-error",
      paramLabel = "RATE",
      description =
          "The share of accepted classes, and of accepted fields, that may be wrong. Default: ${DEFAULT-VALUE}.")
  double targetError = 0.01;

  @Option(
      names = "--confidence",
      paramLabel = "RATE",
      description = "How sure the bound must be. Default: ${DEFAULT-VALUE}.")
  double confidence = 0.95;

  @Mixin CalibrationLabels labels;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the gate file goes.")
  Path out;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The bundle that made the results; the gate file names it.")
  @Nullable Path bundle;

  @Option(
      names = "--install",
      description =
          "Put the confidences and the gate file into the bundle, and renew their checksums there.")
  boolean install;

  @Option(
      names = "--keep-confidences",
      description =
          "Make the gate of the confidences that the results state, and leave the bundle's function of signals as it is.")
  boolean keepConfidences;

  @Option(
      names = "--types",
      paramLabel = "DIR",
      description = "The document types. Default: those that are shipped.")
  @Nullable Path typesFolder;

  @Override
  public Integer call() throws IOException {
    check();
    DocumentTypes types =
        typesFolder == null ? DocumentTypes.shipped() : DocumentTypes.load(typesFolder);
    LabelSchema schema = set.schema();
    CalibrationLabels.Graded labelled = labels.grade(set, results, schema);
    List<GradedDocument> stated = labelled.gating();
    Set<String> silent = labelled.silent();
    Optional<ConfidenceFit> confidences =
        keepConfidences
            ? Optional.empty()
            : ConfidenceFit.of(stated, labelled.teaching(), schema, silent);
    List<GradedDocument> graded =
        confidences
            .map(c -> stated.stream().map(d -> c.rescored(d, schema)).toList())
            .orElse(stated);
    Set<String> trusting =
        types.all().stream()
            .filter(DocumentType::trustStructure)
            .map(DocumentType::name)
            .collect(Collectors.toSet());
    GateFit fit = GateFit.of(graded, schema, silent, trusting, targetError, confidence);
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    SortedMap<String, String> files = new TreeMap<>();
    confidences.ifPresent(c ->
        files.put(
            BundleVersion.CONFIDENCE,
            ConfidenceFile.of(c, set.title(), date, new TreeSet<>(silent))));
    var origin = new GateYaml.Origin(versionOf(bundle, files), set.title(), date);
    Expected expected = expected(graded, types, GateYaml.of(fit, origin, Optional.empty()));
    String yaml = GateYaml.of(fit, origin, Optional.of(expected));
    // What is written must be readable by those who decide by it.
    GateThresholds.parse(out.toString(), yaml);
    write(yaml, files);
    PrintStream print = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    print.print(
        confidences
            .map(c -> ConfidenceFile.text(c) + (install ? "" : NOT_INSTALLED))
            .orElse(keepConfidences ? "" : ConfidenceFit.NOT_FITTED));
    print.print(GateText.of(fit, expected));
    List<String> stricter =
        types.all().stream()
            .filter(type -> type.targetError() < targetError)
            .map(DocumentType::name)
            .toList();
    if (!stricter.isEmpty()) {
      print.println();
      print.println(
          "These types want less error than this gate holds: " + String.join(", ", stricter) + ".");
    }
    return 0;
  }

  static void checkRates(double targetError, double confidence) {
    if (!(targetError > 0 && targetError < 1)) {
      throw new UsageException("--target-error " + targetError + ": in (0, 1), such as 0.01");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new UsageException("--confidence " + confidence + ": in (0, 1), such as 0.95");
    }
  }

  private void check() {
    checkRates(targetError, confidence);
    if (install && bundle == null) {
      throw new UsageException("--install puts the gate file into a bundle: name it with --bundle");
    }
  }

  /** What the gate, with these thresholds and all rules of the types, does with the results. */
  private Expected expected(List<GradedDocument> graded, DocumentTypes types, String yaml) {
    Gate gate = new Gate(types, GateThresholds.parse(out.toString(), yaml));
    int documents = 0;
    int accepted = 0;
    int wrong = 0;
    for (GradedDocument document : graded) {
      if (document.result() == null) {
        continue;
      }
      documents++;
      if (Readings.accepts(gate, document.result())) {
        accepted++;
        wrong += document.right(Mode.EXACT) ? 0 : 1;
      }
    }
    return new Expected(documents, accepted, wrong);
  }

  /** The bundle with these files in it. */
  private static @Nullable Map<String, String> versionOf(
      @Nullable Path folder, Map<String, String> files) {
    if (folder == null) {
      return null;
    }
    Map<String, String> sums = new TreeMap<>(files);
    sums.replaceAll((name, text) -> InBundle.sum(text));
    return BundleVersion.of(folder, sums).asMap();
  }

  private void write(String yaml, SortedMap<String, String> files) {
    try {
      Files.writeString(out, yaml);
      if (install && bundle != null) {
        files.put(BundleVersion.GATE, yaml);
        InBundle.install(bundle, files);
      }
    } catch (IOException e) {
      throw new UsageException("what was calibrated cannot be written: " + e);
    }
  }
}
