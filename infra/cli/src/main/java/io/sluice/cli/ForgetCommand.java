package io.sluice.cli;

import io.sluice.cli.Forgetting.Answer;
import io.sluice.events.AuditDecision;
import io.sluice.events.DocumentStatus;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Has Sluice forget a document and all that came out of it: the life cycle's state, its status and its contents. Says"
          + " what is gone, with the place in the audit, and which topics hold records of it until when.",
      "",
      "What is still under way is refused: let it end, or decide its review, first. What sinks have brought elsewhere is to"
          + " be deleted there. Exit status 1 if anything is left to do.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sluice documents forget 4f1c…e1 --client-config client.properties --content-store file:/mnt/sluice --by otto",
      "  sluice documents forget 4f1c…e1 --state /var/tmp/run1 --by otto"
    })
final class ForgetCommand implements Callable<Integer> {
  private static final int LEFT = 1;

  @Parameters(paramLabel = "ID", description = "The documentId.")
  String id;

  @Mixin House house;

  @Option(
      names = "--content-store",
      paramLabel = "URI",
      description = "The content store of the cluster's processes.")
  @Nullable String contentStore;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      required = true,
      description = "Who asks for it: an id, for the audit.")
  String by;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Whose it was, where no status tells it any more.")
  @Nullable String tenant;

  @Option(names = "--dry-run", description = "Only say what would be forgotten.")
  boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for the streams-app. Default: ${DEFAULT-VALUE}.")
  int wait = 60;

  @Override
  public Integer call() throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (House.Open open = house.atWork(contentStore)) {
      Family family = Family.of(open.connection(), id);
      List<DocumentStatus> underWay = family.underWay();
      if (!underWay.isEmpty()) {
        out.println("Nothing is forgotten: this is still under way.");
        underWay.forEach(status ->
            out.printf(
                "  %s is %s since %s%n",
                status.getDocumentId(), words(status), status.getChangedAt()));
        out.println("Let it end, or decide its review; then ask again.");
        return LEFT;
      }
      if (family.known().isEmpty() && tenant == null) {
        out.println("No status tells of " + id + ". Say whose it was with --tenant.");
        return LEFT;
      }
      if (dryRun) {
        family.ids().forEach(one -> out.println("would forget " + one));
        return 0;
      }
      return forget(new Forgetting(open.connection()), family, out);
    }
  }

  private int forget(Forgetting forgetting, Family family, PrintStream out) throws Exception {
    Map<String, Answer> answers = forgetting.ask(family.ids(), by, Duration.ofSeconds(wait));
    Map<String, String> forgotten = new LinkedHashMap<>();
    for (String one : family.ids()) {
      Answer answer = answers.get(one);
      if (answer == null) {
        out.println("left: " + one + ": no streams-app answered within " + wait + " s");
      } else if (answer.decision() == AuditDecision.FORGET_REFUSED) {
        out.println("left: " + one + ": began anew in the meantime (audit: " + answer.at() + ")");
      } else {
        out.println("gone: " + one + ", state and status (audit: " + answer.at() + ")");
        DocumentStatus status = family.known().get(one);
        String whose = status == null ? tenant : status.getTenant();
        if (whose == null) {
          out.println("left: its contents: no status tells whose they are; say it with --tenant");
        } else {
          forgotten.put(one, whose);
        }
      }
    }
    forgetting.deleteContents(forgotten).forEach(uri -> out.println("gone: " + uri));
    if (forgotten.size() == family.ids().size()) {
      remains(forgetting.remains(Instant.now()), out);
      return 0;
    }
    out.println("Not everything is forgotten; ask again.");
    return LEFT;
  }

  private static void remains(List<Remains> remains, PrintStream out) {
    out.println("Records of it may stand in these topics, at the latest until:");
    for (Remains one : remains) {
      out.printf(
          "  %-45s %-20s %s%n",
          one.topic(),
          one.until().equals(Instant.MAX)
              ? "no limit"
              : one.until().truncatedTo(ChronoUnit.SECONDS).toString(),
          one.why());
    }
    out.println("The audit keeps its ids and hashes. What sinks have delivered is not Sluice's.");
  }

  private static String words(DocumentStatus status) {
    return status.getStage().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
