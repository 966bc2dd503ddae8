package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.TextTable;
import io.sluice.evaluation.grading.Comparison;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.Promotion;
import io.sluice.models.Bundle;
import io.sluice.models.BundleException;
import io.sluice.schemas.BundleVersion;
import io.sluice.streams.gate.GateThresholds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {"Which model bundle serves, and letting a better one.", ""})
final class ModelsCommand {
  private static final int REFUSED = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Where bundles are kept. */
  static final class Kept {
    @Option(
        names = "--models",
        paramLabel = "DIR",
        description =
            "The folder of bundles; configurations name DIR/serving. Default: models, beside the launcher.")
    @Nullable Path folder;

    ModelsFolder models() {
      if (folder != null) {
        return ModelsFolder.at(folder);
      }
      String root = System.getProperty("sluice.root");
      if (root == null) {
        throw new UsageException("which folder of bundles? --models DIR");
      }
      return ModelsFolder.at(Path.of(root, "models"));
    }
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Runs held-back documents through the serving bundle and the candidate, prints the paired verdict, and lets the"
            + " candidate serve if it is shown to be no worse. The former one is kept. Exit status 1 if it is refused.",
        "",
        "The candidate's gate must have been made for it: 'sluice calibrate … --bundle CANDIDATE --install'. The documents"
            + " that judge must be ones that neither bundle has learnt from or was calibrated on.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  sluice models promote candidate/ --manifest set/manifest.jsonl --schema set/schema.json \\",
        "    --split set/splits.json:validation --by otto"
      })
  int promote(
      @Parameters(paramLabel = "CANDIDATE", description = "The new bundle's folder.")
          Path candidate,
      @Mixin LabelledSet set,
      @Mixin Kept kept,
      @Option(
              names = "--serving",
              paramLabel = "DIR",
              description =
                  "The bundle to beat, where none was promoted yet. Default: the shipped one.")
          @Nullable Path first,
      @Option(
              names = "--serving-results",
              paramLabel = "FILE",
              description =
                  "What 'evaluate' kept of the serving bundle; made and kept there if missing.")
          @Nullable Path servingResults,
      @Option(
              names = "--candidate-results",
              paramLabel = "FILE",
              description = "The same of the candidate.")
          @Nullable Path candidateResults,
      @Option(
              names = "--margin",
              paramLabel = "DROP",
              description = "The drop that does not count. Default: ${DEFAULT-VALUE}.",
              defaultValue = "0.01")
          double margin,
      @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who wants it.")
          String by,
      @Option(names = "--dry-run", description = "Only judge.") boolean dryRun,
      @Option(
              names = "--types",
              paramLabel = "DIR",
              description = "The document types. Default: those that are shipped.")
          @Nullable Path types,
      @Option(
              names = "--workers",
              paramLabel = "N",
              description = "Extractors and model workers, each. Default: ${DEFAULT-VALUE}.",
              defaultValue = "2")
          int workers)
      throws Exception {
    if (!(margin > 0 && margin < 1)) {
      throw new UsageException("--margin " + margin + ": in (0, 1), such as 0.01");
    }
    ModelsFolder models = kept.models();
    BundleVersion wanted = fit(candidate);
    Path serving = models.serving().orElseGet(() -> first(first));
    LabelSchema schema = set.schema();
    LabelledSet.Selected selected = set.select(schema);
    Optional<Path> ofServing = results(servingResults, serving, set, selected, types, workers);
    Optional<Path> ofCandidate =
        ofServing.isEmpty()
            ? Optional.empty()
            : results(candidateResults, candidate, set, selected, types, workers);
    if (ofServing.isEmpty() || ofCandidate.isEmpty()) {
      return Batch.STOPPED;
    }
    Promotion promotion =
        Promotion.of(
            selected.grade(ofServing.get(), schema, false),
            selected.grade(ofCandidate.get(), schema, false),
            margin);
    out.print(
        Comparison.text(promotion.comparison(), "serving " + serving, "candidate " + candidate));
    out.print(promotion.text());
    if (!promotion.granted()) {
      out.println("Nothing was changed.");
      return REFUSED;
    }
    if (dryRun) {
      out.println("It would serve; this was a dry run.");
      return 0;
    }
    if (models.serving().isEmpty()) {
      models.serve(models.keep(serving), line("first", by));
    }
    ObjectNode line = line("promote", by);
    line.put("fingerprint", wanted.fingerprint());
    line.put("former", String.valueOf(models.serving().orElseThrow().getFileName()));
    line.put("judgedOn", set.title()).put("documents", selected.documents().size());
    line.put("classBound", promotion.classBound()).put("fieldBound", promotion.fieldBound());
    line.put("margin", margin).set("comparison", promotion.comparison());
    Path put = models.keep(candidate);
    models.serve(put, line);
    out.println(
        put.getFileName()
            + " serves. What runs goes on with the former one until it is started again: streams apps and model workers"
            + " together.");
    return 0;
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = {"Lets the former bundle serve again.", ""})
  int rollback(
      @Mixin Kept kept,
      @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who wants it.")
          String by)
      throws IOException {
    ModelsFolder models = kept.models();
    List<JsonNode> told = models.told();
    // A rollback takes back the last promotion that none has taken back yet.
    int back = 0;
    for (int i = told.size() - 1; i >= 0; i--) {
      String what = told.get(i).path("what").asText();
      if (what.equals("rollback")) {
        back++;
      } else if (what.equals("promote") && back-- == 0) {
        String former = told.get(i).path("former").asText();
        Path bundle = models.folder().resolve("bundles").resolve(former);
        if (!Files.exists(bundle.resolve(BundleVersion.MANIFEST))) {
          throw new UsageException(bundle + " is no longer there: promote a bundle instead");
        }
        models.serve(bundle, line("rollback", by));
        out.println(former + " serves again. Start streams apps and model workers again.");
        return 0;
      }
    }
    throw new UsageException("nothing was promoted in " + models.folder() + " that could go back");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {"The bundles that are kept, and the one that serves.", ""})
  int list(@Mixin Kept kept) throws IOException {
    ModelsFolder models = kept.models();
    Path serving = models.serving().orElse(null);
    TextTable table = new TextTable("bundle", "serves", "fingerprint").left(1, 2);
    for (Path bundle : models.bundles()) {
      table.row(
          bundle.getFileName(),
          bundle.equals(serving) ? "serves" : "",
          BundleVersion.of(bundle).fingerprint());
    }
    out.print(table.isEmpty() ? "No bundle was promoted; the shipped one serves.\n" : table);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {"What was promoted or taken back, by whom, on which evidence.", ""})
  int show(@Mixin Kept kept) throws IOException {
    for (JsonNode line : kept.models().told()) {
      out.printf(
          "%s  %-8s %s by %s%n",
          line.path("at").asText(),
          line.path("what").asText(),
          line.path("serving").asText(),
          line.path("by").asText());
      if (line.has("comparison")) {
        out.print(
            Comparison.text(
                line.path("comparison"),
                line.path("former").asText(),
                line.path("serving").asText()));
        out.println();
      }
    }
    return 0;
  }

  /** A bundle that could serve: whole, with its golden outputs, and a gate that is its own. */
  private static BundleVersion fit(Path candidate) throws IOException, BundleException {
    Bundle.open(candidate).close();
    BundleVersion version = BundleVersion.of(candidate);
    Path gate = candidate.resolve(BundleVersion.GATE);
    String madeFor = GateThresholds.parse(gate.toString(), Files.readString(gate)).bundle();
    if (!version.fingerprint().equals(madeFor)) {
      throw new UsageException(
          gate
              + " was "
              + (madeFor == null ? "made for no bundle" : "made for another bundle, " + madeFor)
              + "; './sluice calibrate … --bundle "
              + candidate
              + " --install' makes one for this");
    }
    return version;
  }

  private static Path first(@Nullable Path named) {
    if (named != null) {
      return named;
    }
    return RunOptions.of(1).bundleFolder();
  }

  private static Optional<Path> results(
      @Nullable Path file,
      Path bundle,
      LabelledSet set,
      LabelledSet.Selected selected,
      @Nullable Path types,
      int workers)
      throws Exception {
    Path into = file == null ? Files.createTempFile("sluice-results-", ".jsonl") : file;
    if (file == null) {
      into.toFile().deleteOnExit();
    } else if (Files.exists(file)) {
      return Optional.of(file);
    }
    RunOptions options = RunOptions.of(workers);
    options.bundle = bundle;
    options.types = types;
    return set.run(selected, into, options) ? Optional.of(into) : Optional.empty();
  }

  private static ObjectNode line(String what, String by) {
    return JSON.createObjectNode()
        .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("what", what)
        .put("by", by);
  }
}
