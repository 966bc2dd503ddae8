package io.sluice.cli;

import io.sluice.chaos.ChaosReport;
import io.sluice.chaos.ChaosRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills, freezes and restarts every kind of process while documents flow, and proves from the topics that nothing was lost or doubled.",
      "",
      "Starts three brokers, a registry, two extractors, two model workers, two streams-apps and a Connect worker with the file sink on this machine, "
          + "4 to 5 GiB in all. Documents and faults are made from the seed. Exit status 1 if a promise was broken.",
      ""
    },
    footer = {"", "Example:", "  sluice chaos --documents 5000 --kills 100 --seed 7"})
final class ChaosCommand implements Callable<Integer> {
  @Option(
      names = "--documents",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many are handed in. Default: ${DEFAULT-VALUE}.")
  int documents;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "12",
      description = "How often a process is killed with -9. Default: ${DEFAULT-VALUE}.")
  int kills;

  @Option(
      names = "--freezes",
      paramLabel = "N",
      description = "How often one is stopped for 3 to 40 s. Default: a quarter of the kills.")
  @Nullable Integer freezes;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "How often one is ended by SIGTERM and started. Default: a fifth of the kills.")
  @Nullable Integer restarts;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Makes the documents and the faults. Default: a new one each time; it is printed.")
  @Nullable Long seed;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long no document may end before the run is called stuck. Default: ${DEFAULT-VALUE}.")
  int patience;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keep data and logs in this folder. Default: a temporary one that is deleted if every promise was kept.")
  @Nullable Path keep;

  @Override
  public Integer call() throws Exception {
    if (documents < 1 || kills < 0 || patience < 1) {
      throw new UsageException("--documents and --patience are at least 1, --kills at least 0");
    }
    ChaosRun.Wish wish =
        new ChaosRun.Wish(
            seed == null ? System.nanoTime() & 0xffff : seed,
            documents,
            kills,
            freezes == null ? kills / 4 : freezes,
            restarts == null ? kills / 5 : restarts,
            Duration.ofSeconds(patience));
    ChaosReport report =
        ChaosRun.run(
            wish,
            RunOptions.of(1).bundleFolder(),
            new ChaosRun.Program(Main.class.getName(), System.getProperty("java.class.path")),
            Optional.ofNullable(keep),
            System.err);
    System.out.println(report.text());
    return report.holds() ? 0 : 1;
  }
}
