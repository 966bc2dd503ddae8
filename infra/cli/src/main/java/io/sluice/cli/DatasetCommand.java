package io.sluice.cli;

import io.sluice.config.Configs;
import io.sluice.content.ContentConfig;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.evaluation.dataset.Build;
import io.sluice.evaluation.dataset.Consents;
import io.sluice.evaluation.dataset.DatasetFolder;
import io.sluice.evaluation.dataset.DatasetText;
import io.sluice.evaluation.dataset.Gold;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentTypes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = {"What people decided, as a versioned dataset that models learn from.", ""})
final class DatasetCommand {
  private static final int BROKEN = 1;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Where the documents' contents are. */
  static final class Contents {
    @Option(
        names = "--content-store",
        paramLabel = "URI",
        description = "Where the contents are: file:/folder. Default: that of --state.")
    @Nullable String store;

    @Option(
        names = "--content-keys",
        paramLabel = "DIR",
        description = "The tenants' keys, where contents are encrypted.")
    @Nullable Path keys;

    ContentStore open(@Nullable Path state) {
      if (store == null && state == null) {
        throw new UsageException("where are the contents? --content-store file:/folder");
      }
      String uri =
          store != null ? store : ContentStores.uriOf(Path.of(String.valueOf(state), "content"));
      return new ContentConfig(uri, Optional.ofNullable(keys).map(ContentStores::uriOf)).open();
    }
  }

  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Adds a version with what has been decided since the last one, and takes out what was forgotten or is no longer"
            + " consented to. Says what quality control has found. Without anything new there is no new version.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  sluice dataset build --dataset corrections --policy consent.yaml --state /var/tmp/run1"
      })
  int build(
      @Option(
              names = "--dataset",
              required = true,
              paramLabel = "DIR",
              description = "The dataset's folder.")
          Path dataset,
      @Option(
              names = "--policy",
              required = true,
              paramLabel = "FILE",
              description = "Who has agreed to what: YAML. Nobody has who is not named.")
          Path policy,
      @Option(
              names = "--gold",
              paramLabel = "FILE",
              description = "Documents whose labels are known: JSON lines with id, cls, fields.")
          @Nullable Path gold,
      @Option(
              names = "--types",
              paramLabel = "DIR",
              description = "The document types. Default: those that are shipped.")
          @Nullable Path types,
      @Mixin House house,
      @Mixin Contents contents)
      throws Exception {
    Consents consents = Consents.read(Configs.read(policy));
    Gold questions =
        gold == null ? Gold.NONE : Gold.read(gold.toString(), Files.readAllLines(gold));
    DocumentTypes known = types(types);
    DatasetFolder folder = new DatasetFolder(dataset);
    intact(folder, dataset);
    Optional<Build.Next> next;
    try (House.Open open = house.topics();
        ContentStore store = contents.open(house.state)) {
      DatasetTopics topics = DatasetTopics.read(open.connection(), known);
      next =
          new Build(known, consents, questions)
              .next(
                  folder.parent(),
                  topics.joined(),
                  topics.forgotten(),
                  decided -> DatasetTopics.words(store, decided),
                  new Build.Files(hash(policy), gold == null ? null : hash(gold)));
    }
    if (next.isEmpty()) {
      out.println("Nothing has changed since version " + folder.latest() + ".");
      return 0;
    }
    folder.append(next.get());
    return show(dataset, null);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Says what a version holds and what quality control found, and checks that no version and no entry was changed."
            + " Exit status 1 if one was.",
        ""
      })
  int show(
      @Option(
              names = "--dataset",
              required = true,
              paramLabel = "DIR",
              description = "The dataset's folder.")
          Path dataset,
      @Option(names = "--number", paramLabel = "N", description = "Default: the latest.")
          @Nullable Integer version)
      throws IOException {
    DatasetFolder folder = new DatasetFolder(dataset);
    int number = version == null ? folder.latest() : version;
    if (number == 0) {
      throw new UsageException(dataset + " holds no version: './sluice dataset build' makes one");
    }
    out.print(DatasetText.of(folder.version(number), folder.sha256(number)));
    List<String> problems = folder.problems();
    problems.forEach(problem -> out.println("BROKEN: " + problem));
    out.println(
        problems.isEmpty()
            ? "intact: " + folder.latest() + " versions, each names the hash of the one before"
            : "This is not what was written: bring the folder back from where you keep copies.");
    return problems.isEmpty() ? 0 : BROKEN;
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = {"Says what has changed from one version to another.", ""})
  int diff(
      @Option(
              names = "--dataset",
              required = true,
              paramLabel = "DIR",
              description = "The dataset's folder.")
          Path dataset,
      @Parameters(paramLabel = "FROM") int from,
      @Parameters(paramLabel = "TO") int to)
      throws IOException {
    DatasetFolder folder = new DatasetFolder(dataset);
    out.print(DatasetText.diff(folder.version(from), folder.version(to)));
    return 0;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Writes a version as a labelled set for the trainer, 'evaluate' and 'calibrate': labels, splits, words and the"
            + " documents themselves. Delete it when you are done: nothing is forgotten in a copy.",
        ""
      })
  int export(
      @Option(
              names = "--dataset",
              required = true,
              paramLabel = "DIR",
              description = "The dataset's folder.")
          Path dataset,
      @Option(names = "--number", paramLabel = "N", description = "Default: the latest.")
          @Nullable Integer version,
      @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
          Path into,
      @Option(
              names = "--types",
              paramLabel = "DIR",
              description = "The document types. Default: those that are shipped.")
          @Nullable Path types,
      @Option(
              names = "--state",
              paramLabel = "DIR",
              description = "The folder of the embedded run that has the contents.")
          @Nullable Path state,
      @Mixin Contents contents)
      throws IOException {
    DatasetFolder folder = new DatasetFolder(dataset);
    intact(folder, dataset);
    int number = version == null ? folder.latest() : version;
    try (ContentStore store = contents.open(state)) {
      List<String> gone = DatasetExport.write(folder, number, types(types), store, into);
      out.println("version " + number + " → " + into);
      if (!gone.isEmpty()) {
        out.println(gone.size() + " documents are left out, their contents have expired: " + gone);
      }
    }
    return 0;
  }

  private static void intact(DatasetFolder folder, Path dataset) throws IOException {
    List<String> problems = folder.problems();
    if (!problems.isEmpty()) {
      throw new UsageException(dataset + " is not as it was written: " + problems.get(0));
    }
  }

  private static DocumentTypes types(@Nullable Path folder) {
    return folder == null ? DocumentTypes.shipped() : DocumentTypes.load(folder);
  }

  private static String hash(Path file) throws IOException {
    return Ids.sha256(Files.readAllBytes(file));
  }
}
