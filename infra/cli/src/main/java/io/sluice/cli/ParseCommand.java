package io.sluice.cli;

import io.sluice.extractors.ExtractorConfig;
import io.sluice.extractors.ParseFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Only parses files, without Kafka or models, and writes words and boxes as one JSON line a document: what the"
          + " trainer reads. Run again, it goes on after the lines that are there.",
      ""
    })
final class ParseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  List<Path> paths = List.of();

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Take ids and files from JSON lines with 'id' and 'file'.")
  @Nullable Path manifest;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the lines go; FILE.log says how each document went.")
  Path out;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Documents at a time. Default: the number of processors.")
  int workers = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws Exception {
    List<Input> inputs = manifest == null ? Inputs.ofPaths(paths) : Inputs.ofManifest(manifest);
    if (inputs.isEmpty()) {
      throw new UsageException("nothing to parse: name files, folders or a manifest");
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    ParseFiles.Summary summary =
        ParseFiles.run(
            inputs.stream().map(input -> new ParseFiles.Input(input.id(), input.file())).toList(),
            out,
            Path.of(out + ".log"),
            ExtractorConfig.DEFAULT.withChildren(workers));
    System.err.printf(
        Locale.ROOT,
        "%d parsed, %d rejected, %d were there already, in %s → %s%n",
        summary.parsed(),
        summary.rejected(),
        summary.before(),
        Progress.inWords(summary.wall()),
        out);
    return 0;
  }
}
