package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.events.DocumentCompleted;
import io.sluice.schemas.Topics;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "costs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says by type what completed documents have cost, by stage and by route, and what the same documents would have cost"
          + " if a frontier model had read every one.",
      "",
      "Records hold what was used; the prices are yours.",
      ""
    },
    footer = {
      "",
      "Prices, in any one currency:",
      "  cpuHour: 0.04",
      "  gpuHour: 1.80",
      "  personHour: 32",
      "  models: {llama3-70b: {in: 0.30, out: 0.60}}     # of a million tokens",
      "  frontier: {in: 2.50, out: 10.00}",
      "",
      "Examples:",
      "  sluice costs --state runs/monday --prices prices.yaml",
      "  sluice costs --bootstrap-servers broker:9092 --schema-registry http://registry:8081 --prices prices.yaml --since 7d"
    })
final class CostsCommand implements Callable<Integer> {
  private static final int NOTHING = 1;

  @Mixin House house;

  @Option(
      names = "--prices",
      required = true,
      paramLabel = "FILE",
      description = "What CPU, people and tokens cost.")
  Path prices;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Selection.Time.class,
      description = "Nothing before: 2h, 7d, 2026-03-04, or 2026-03-04T12:00:00Z.")
  @Nullable Instant since;

  @Override
  public Integer call() throws Exception {
    ConfigNode node = Configs.read(prices);
    Prices priced = Prices.from(node);
    node.finish();
    Costs costs = new Costs(priced);
    try (House.Open open = house.topics();
        TopicReader topics = new TopicReader(open.connection().properties(Map.of()))) {
      topics.read(
          topics.partitions(Topics.COMPLETED),
          since,
          record -> costs.count(topics.value(record, DocumentCompleted.class)));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (costs.bills().isEmpty()) {
      out.println("No document was completed.");
      return NOTHING;
    }
    out.print(costs.text());
    return 0;
  }
}
