package io.sluice.cli;

import io.sluice.events.DataClass;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
  private static final int STOPPED = 130;

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
    Map<Ending.Route, Integer> counts = new EnumMap<>(Ending.Route.class);
    try (var interruption = new Interruption();
        var state = new StateFolder(options.state);
        var river = River.embedded(state.path(), options);
        var upstream = new Upstream(river.connection(), tenant, dataClass);
        var endings = new Endings(river.connection());
        // Last: a run that cannot start leaves the lines of another one alone.
        var lines = new ResultsFile(results);
        var progress = Progress.onStandardError()) {
      boolean finished =
          new Run(inputs, upstream, endings, progress)
              .untilAllHaveEnded(
                  (input, ending) -> {
                    lines.write(input, ending);
                    counts.merge(ending.route(), 1, Integer::sum);
                  },
                  interruption::isWished);
      if (!finished) {
        System.err.println(
            "Stopped after " + total(counts) + " of " + inputs.size() + " documents. " + goesOn());
        return STOPPED;
      }
    }
    System.err.println(total(counts) + " documents (" + inWords(counts) + ") → " + results);
    return 0;
  }

  private String goesOn() {
    return options.state == null
        ? "Use --state DIR to be able to go on."
        : "The same command goes on where it was.";
  }

  private static int total(Map<Ending.Route, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String inWords(Map<Ending.Route, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
