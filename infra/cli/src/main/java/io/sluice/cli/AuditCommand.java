package io.sluice.cli;

import io.sluice.audit.ChainCheck.Kept;
import io.sluice.cli.AuditCheck.Chain;
import io.sluice.events.AuditEntry;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {"Who decided what, on which evidence: the topic sluice.audit.v1.", ""})
final class AuditCommand {
  private static final int BROKEN = 1;

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Checks that no entry was changed, taken out, put in or moved: each names the hash of the one before it. Exit status"
            + " 1 at a break, with partition, offset and sequence.",
        "",
        "That the last entries are still there and unchanged shows a checkpoint: keep the file where those who can write to"
            + " the cluster can't.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  sluice audit verify --bootstrap-servers broker:9092 --schema-registry http://registry:8081 --checkpoint"
            + " /var/lib/auditors/heads"
      })
  int verify(
      @Mixin House house,
      @Option(
              names = "--checkpoint",
              paramLabel = "FILE",
              description =
                  "Compare with the heads in this file, and keep today's there if all is well.")
          @Nullable Path checkpoint)
      throws Exception {
    Map<Integer, Kept> kept = checkpoint == null ? Map.of() : AuditHeads.read(checkpoint);
    Map<Integer, Chain> chains;
    try (House.Open open = house.topics();
        KafkaTopic topic = new KafkaTopic(open.connection(), Topics.AUDIT);
        var entries =
            RegistrySerdes.deserializer(AuditEntry.class, open.connection().properties(Map.of()))) {
      AuditCheck check = new AuditCheck(topic.partitions(), kept, entries);
      topic.readAll(check::take);
      chains = check.end();
    }
    boolean intact = print(System.out, chains);
    if (intact && checkpoint != null) {
      Map<Integer, Kept> heads = new TreeMap<>();
      chains.forEach((partition, chain) -> heads.put(partition, chain.kept()));
      AuditHeads.write(checkpoint, heads);
    }
    return intact ? 0 : BROKEN;
  }

  /** Whether all chains are intact. */
  static boolean print(PrintStream out, Map<Integer, Chain> chains) {
    long entries = 0;
    long broken = 0;
    for (var each : chains.entrySet()) {
      Chain chain = each.getValue();
      var check = chain.check();
      entries += check.count();
      if (chain.broken().isPresent()) {
        broken++;
        out.printf("partition %d: BROKEN %s%n", each.getKey(), chain.broken().get());
      } else if (check.count() == 0) {
        out.printf("partition %d: empty%n", each.getKey());
      } else {
        out.printf(
            "partition %d: %d entries, %d to %d, head %s%s%n",
            each.getKey(),
            check.count(),
            check.first(),
            check.head().sequence(),
            check.head().hash(),
            check.keptIsPast() ? " (retention is past the checkpoint: not compared)" : "");
      }
    }
    out.println(
        broken == 0
            ? "intact: " + entries + " entries in " + chains.size() + " chains"
            : broken + " of " + chains.size() + " chains are broken; see operators.md, 'Audit'");
    return broken == 0;
  }
}
