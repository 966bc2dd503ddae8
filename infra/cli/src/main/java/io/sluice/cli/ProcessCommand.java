package io.sluice.cli;

import io.sluice.events.DataClass;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "process",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Classifies and reads files, and writes one JSON line a document.",
      "",
      "Every file ends in exactly one line: accepted, review or rejected, with a reason. Folders are searched recursively."
          + " Ctrl-C stops cleanly; with --state the same command goes on where it was.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sluice process inbox/ --results results.jsonl",
      "  sluice process --manifest set/manifest.jsonl --results results.jsonl --state /var/tmp/run1"
    })
final class ProcessCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  List<Path> paths = List.of();

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "Take ids and files from JSON lines with 'id' and 'file' (relative to the manifest).")
  @Nullable Path manifest;

  @Option(
      names = "--results",
      required = true,
      paramLabel = "FILE",
      description = "Where the lines go.")
  Path results;

  @Option(names = "--tenant", description = "Whose documents these are. Default: ${DEFAULT-VALUE}.")
  String tenant = "default";

  @Option(
      names = "--data-class",
      description =
          "How far their content may travel: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  DataClass dataClass = DataClass.CONFIDENTIAL;

  @Mixin RunOptions options;

  @Override
  public Integer call() throws Exception {
    List<Input> inputs = manifest == null ? Inputs.ofPaths(paths) : Inputs.ofManifest(manifest);
    if (manifest != null && !paths.isEmpty()) {
      throw new UsageException("name files or a manifest, not both");
    }
    if (inputs.isEmpty()) {
      throw new UsageException("nothing to process: name files, folders or a manifest");
    }
    Batch batch = Batch.run(inputs, results, tenant, dataClass, options);
    if (!batch.finished()) {
      System.err.println(
          "Stopped after " + batch.total() + " of " + inputs.size() + " documents. " + goesOn());
      return Batch.STOPPED;
    }
    System.err.println(batch.total() + " documents (" + batch.inWords() + ") → " + results);
    return 0;
  }

  private String goesOn() {
    return options.state == null
        ? "Use --state DIR to be able to go on."
        : "The same command goes on where it was.";
  }
}
