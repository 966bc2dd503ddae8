package io.sluice.cli;

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
      "Turns labelled results into a gate file: thresholds whose error is within a target, with a stated confidence.",
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

  @Option(
      names = "--exclude-fields-of",
      split = ",",
      paramLabel = "CLASS",
      description =
          "Classes whose field labels may judge but not calibrate, for instance for want of a licence. Their class"
              + " labels count.")
  Set<String> unlicensed = new TreeSet<>();

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
      description = "Put the gate file into the bundle too, and renew its checksum there.")
  boolean install;

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
    checkClasses(schema);
    List<GradedDocument> graded = set.select(schema).grade(results, schema, false);
    Set<String> trusting =
        types.all().stream()
            .filter(DocumentType::trustStructure)
            .map(DocumentType::name)
            .collect(Collectors.toSet());
    GateFit fit = GateFit.of(graded, schema, unlicensed, trusting, targetError, confidence);
    var origin =
        new GateYaml.Origin(
            versionOf(bundle), set.title(), LocalDate.now(ZoneOffset.UTC).toString());
    Expected expected = expected(graded, types, GateYaml.of(fit, origin, Optional.empty()));
    String yaml = GateYaml.of(fit, origin, Optional.of(expected));
    // What is written must be readable by those who decide by it.
    GateThresholds.parse(out.toString(), yaml);
    write(yaml);
    PrintStream print = new PrintStream(System.out, true, StandardCharsets.UTF_8);
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

  private void checkClasses(LabelSchema schema) {
    Set<String> strangers = new TreeSet<>(unlicensed);
    strangers.removeAll(schema.classes().keySet());
    if (!strangers.isEmpty()) {
      throw new UsageException("--exclude-fields-of: not in the schema: " + strangers);
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

  private static @Nullable Map<String, String> versionOf(@Nullable Path folder) {
    if (folder == null) {
      return null;
    }
    return BundleVersion.of(folder).asMap();
  }

  private void write(String yaml) {
    try {
      Files.writeString(out, yaml);
      if (install && bundle != null) {
        GateInBundle.install(bundle, yaml);
      }
    } catch (IOException e) {
      throw new UsageException("the gate file cannot be written: " + e);
    }
  }
}
