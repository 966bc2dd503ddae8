package io.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.grading.Baseline;
import io.sluice.evaluation.grading.Comparison;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.KeyFigures;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.Report;
import io.sluice.evaluation.grading.ReportText;
import io.sluice.schemas.BundleVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs labelled documents down the river and reports how well they were read.",
      "",
      "With --results FILE the lines of that file are graded if it exists, else made and kept there. Exit status 1 if"
          + " something is worse than --baseline tolerates.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sluice evaluate --manifest set/manifest.jsonl --schema set/schema.json --split splits.json:validation",
      "  sluice evaluate … --results kept.jsonl --against other-bundle/",
      "  sluice evaluate … --results kept.jsonl --baseline baseline.json --history history.jsonl"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int REGRESSED = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin LabelledSet set;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Grade these results; if there are none yet, keep them here.")
  @Nullable Path results;

  @Option(
      names = "--against",
      paramLabel = "DIR|FILE",
      description = "Compare with another bundle (a folder) or with other results (a file).")
  @Nullable Path against;

  @Option(
      names = "--include-silver",
      description = "List fields with silver and derived labels too, in rows of their own.")
  boolean includeSilver;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Append date, bundle and figures of this run as a JSON line.")
  @Nullable Path history;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Kept figures with tolerated drops; exit status 1 if one got worse.")
  @Nullable Path baseline;

  @Option(
      names = "--keep-baseline",
      paramLabel = "FILE",
      description = "Keep this run's figures as a baseline; tolerated drops that stand there stay.")
  @Nullable Path keepBaseline;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON too.")
  @Nullable Path json;

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // Everything that people wrote is read before anything runs for minutes.
    Baseline kept = baseline == null ? null : Baseline.read(baseline);
    LabelSchema schema = set.schema();
    LabelledSet.Selected selected = set.select(schema);
    Path own = ownResults();
    boolean graded = Files.exists(own) && results != null;
    if (graded) {
      out.println("Grading " + own + ", which exists; no document is run.");
    } else if (!set.run(selected, own, options)) {
      return Batch.STOPPED;
    }
    List<GradedDocument> documents = selected.grade(own, schema, includeSilver);
    ObjectNode report = Report.of(documents);
    out.print(ReportText.of(report));
    if (against != null) {
      Path other = otherResults(selected, against);
      if (other == null) {
        return Batch.STOPPED;
      }
      ObjectNode comparison =
          Comparison.of(documents, selected.grade(other, schema, includeSilver));
      report.set("comparison", comparison);
      out.print(Comparison.text(comparison, name(graded), String.valueOf(against)));
      out.println();
    }
    Map<String, Double> figures = KeyFigures.of(report);
    if (json != null) {
      write(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
    }
    if (history != null) {
      append(history, figures, selected, graded);
    }
    if (keepBaseline != null) {
      Baseline before =
          Files.exists(keepBaseline) ? Baseline.read(keepBaseline) : new Baseline(Map.of());
      write(keepBaseline, before.with(figures).json());
    }
    if (kept != null) {
      Baseline.Verdict verdict = kept.judge(figures);
      out.print(verdict.text());
      return verdict.regressed() ? REGRESSED : 0;
    }
    return 0;
  }

  private Path ownResults() throws IOException {
    return results != null ? results : temporary();
  }

  private static Path temporary() throws IOException {
    Path file = Files.createTempFile("sluice-results-", ".jsonl");
    file.toFile().deleteOnExit();
    return file;
  }

  private @Nullable Path otherResults(LabelledSet.Selected selected, Path other) throws Exception {
    if (!Files.isDirectory(other)) {
      return other;
    }
    RunOptions same = RunOptions.of(options.workers);
    same.bundle = other;
    same.types = options.types;
    same.state = options.state == null ? null : options.state.resolve("against");
    Path file = temporary();
    return set.run(selected, file, same) ? file : null;
  }

  private String name(boolean graded) {
    return graded ? String.valueOf(results) : options.bundleFolder().toString();
  }

  private void append(
      Path file, Map<String, Double> figures, LabelledSet.Selected selected, boolean graded)
      throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    if (!graded || options.bundle != null) {
      BundleVersion bundle = BundleVersion.of(options.bundleFolder());
      line.putObject("bundle")
          .put("name", bundle.name())
          .put("version", bundle.version())
          .put("fingerprint", bundle.fingerprint());
    }
    line.put("set", set.title()).put("documents", selected.documents().size());
    ObjectNode all = line.putObject("figures");
    figures.forEach(all::put);
    Files.writeString(
        file,
        JSON.writeValueAsString(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be written: " + e);
    }
  }
}
