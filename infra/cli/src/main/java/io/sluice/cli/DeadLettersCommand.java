package io.sluice.cli;

import io.sluice.cli.DeadLetters.Entry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = {
      "What was set aside, why, and its way back: documents that ended rejected, and records that nobody could use.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sluice dead-letters list --bootstrap-servers broker:9092 --schema-registry http://registry:8081 --since 2d",
      "  sluice dead-letters replay --reason PARSE_TIMED_OUT --dry-run --client-config client.properties",
      "  sluice dead-letters replay 4f1c…e1 --state /var/tmp/run1"
    })
final class DeadLettersCommand {
  private static final int SOME_STAY = 1;
  private static final Duration EMBEDDED_PATIENCE = Duration.ofMinutes(10);

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "What was set aside and still waits, oldest first.")
  int list(
      @Mixin House house,
      @Mixin Selection selection,
      @Option(names = "--all", description = "What has gone on already, too.") boolean all,
      @Option(names = "--json", description = "A JSON object a line.") boolean json)
      throws Exception {
    try (House.Open open = house.topics();
        TopicReader topics = new TopicReader(properties(open))) {
      List<Entry> found =
          new DeadLetters(topics)
              .find(selection).stream()
                  .filter(entry -> all || entry.standing().kind() != Standing.Kind.BACK)
                  .toList();
      out().print(json ? DeadLettersText.json(found) : DeadLettersText.table(found));
      return 0;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "All that is known of one of them, and its way back.")
  int show(
      @Parameters(paramLabel = "ID", description = "A documentId, or partition:offset.") String id,
      @Mixin House house,
      @Option(
              names = "--save",
              paramLabel = "FILE",
              description =
                  "Write the record's own bytes there. They are as it was sent: handle with care.")
          @Nullable Path save,
      @Option(names = "--json", description = "A JSON object a line.") boolean json)
      throws Exception {
    try (House.Open open = house.topics();
        TopicReader topics = new TopicReader(properties(open))) {
      List<Entry> found = new DeadLetters(topics).named(List.of(id));
      List<WayBack> ways = new WaysBack(topics).of(found);
      out().print(json ? DeadLettersText.json(found) : DeadLettersText.details(found, ways));
      if (save != null) {
        saveBytes(found, save);
      }
      return 0;
    }
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Brings it back into the river, each thing once: a document is handed in again and read anew, a record is put back"
            + " byte for byte. Replaying it twice changes nothing; a completed document is never done again.",
        "With --state, all stages run in this process until everything has come to rest.",
        ""
      })
  int replay(
      @Parameters(
              paramLabel = "ID",
              arity = "0..*",
              description = "documentIds, or partition:offset. Or select with the options below.")
          @Nullable List<String> named,
      @Mixin Servers servers,
      @Mixin RunOptions options,
      @Mixin Selection selection,
      @Option(names = "--all", description = "Everything that is open.") boolean all,
      @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
          boolean dryRun,
      @Option(
              names = "--wait",
              paramLabel = "SECONDS",
              description =
                  "Wait for what becomes of it. Default: 0, on a cluster; 600, with --state.")
          @Nullable Long wait,
      @Option(names = "--json", description = "A JSON object a line.") boolean json)
      throws Exception {
    // picocli hands over null where none is named.
    List<String> ids = named == null ? List.of() : named;
    boolean byName = !ids.isEmpty();
    if (byName == (all || !selection.isEmpty())) {
      throw new UsageException("name what to replay, or select it with options, or say --all");
    }
    servers.checkEither(options.state);
    Duration patience =
        wait != null
            ? Duration.ofSeconds(wait)
            : options.state == null ? Duration.ZERO : EMBEDDED_PATIENCE;
    try (var interruption = new Interruption();
        House.Open open = open(servers, options, dryRun);
        Replayer replayer = dryRun ? null : new Replayer(properties(open));
        Aftermath aftermath = dryRun || patience.isZero() ? null : new Aftermath(properties(open));
        TopicReader topics = new TopicReader(properties(open))) {
      DeadLetters letters = new DeadLetters(topics);
      List<Entry> meant =
          byName
              ? letters.named(ids)
              : letters.find(selection).stream().filter(Entry::isOpen).toList();
      List<WayBack> ways = new WaysBack(topics).of(meant);
      if (replayer != null) {
        replayer.replay(ways);
      }
      Map<String, String> became =
          aftermath == null ? Map.of() : aftermath.await(ways, patience, interruption::isWished);
      out()
          .print(
              json
                  ? DeadLettersText.json(ways, became, dryRun)
                  : DeadLettersText.outcome(ways, became, dryRun));
      return someStay(meant, ways) ? SOME_STAY : 0;
    }
  }

  /** What had gone on before is where it should be. */
  private static boolean someStay(List<Entry> meant, List<WayBack> ways) {
    for (int i = 0; i < ways.size(); i++) {
      boolean back = meant.get(i).standing().kind() == Standing.Kind.BACK;
      if (ways.get(i) instanceof WayBack.None && !back) {
        return true;
      }
    }
    return false;
  }

  /** A folder's topics alone suffice to look; to go on, documents need all stages. */
  private static House.Open open(Servers servers, RunOptions options, boolean dryRun)
      throws Exception {
    return options.state == null || dryRun
        ? House.topics(servers, options.state)
        : House.embedded(options.state, options);
  }

  private static Map<String, Object> properties(House.Open open) {
    return open.connection().properties(Map.of());
  }

  private static void saveBytes(List<Entry> found, Path file) {
    byte[] bytes =
        found.stream()
            .map(Entry::what)
            .filter(SetAside.OfRecord.class::isInstance)
            .map(what -> ((SetAside.OfRecord) what).value())
            .filter(value -> value != null)
            .findFirst()
            .orElseThrow(() ->
                new UsageException(
                    "no bytes to save: only a dead letter has some, and not if it was too large"));
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }

  private static PrintStream out() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }
}
