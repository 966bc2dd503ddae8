package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.ladder.LadderReport;
import io.sluice.evaluation.ladder.RecordedAnswers;
import io.sluice.evaluation.ladder.Rung;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ladder",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says by type what each rung of the ladder is worth: kept results are replayed with each rung on and off.",
      "",
      "Fields that the lowest rung is not sure of climb; where rungs differ, their confidences decide. The labels must be"
          + " ones that no rung has learnt from.",
      ""
    },
    footer = {
      "",
      "Prices, in any one currency:",
      "  people: 1.20                                  # one review",
      "  rungs:",
      "    micro: {cost: 0.0002, latency: 300ms}       # one document",
      "    llama: {cost: 0.0040, latency: 4s}",
      "",
      "Example:",
      "  sluice ladder --manifest set/manifest.jsonl --schema set/schema.json --prices prices.yaml \\",
      "    --rung micro=results.jsonl --rung llama=other.jsonl --rung gpt-4o=recorded:gpt-4o"
    })
final class LadderCommand implements Callable<Integer> {
  private static final String RECORDED = "recorded:";

  /** Prices above this are taken for a slip of the pen. */
  private static final double DEAREST = 10_000;

  /** What one document costs on a rung, and how long it takes. */
  private record Price(double cost, Duration latency) {}

  @Mixin LabelledSet set;

  @Option(
      names = "--rung",
      required = true,
      paramLabel = "NAME=FILE",
      description =
          "A rung and its results, lowest first; recorded:MODEL takes what the manifest keeps in llm_predictions.")
  Map<String, String> rungs = new LinkedHashMap<>();

  @Option(
      names = "--prices",
      required = true,
      paramLabel = "FILE",
      description = "What a person and each rung cost, and how long a rung takes.")
  Path prices;

  @Option(
      names = "--target-error",
      paramLabel = "RATE",
      description = "The share of accepted fields that may be wrong. Default: ${DEFAULT-VALUE}.")
  double targetError = 0.01;

  @Option(
      names = "--confidence",
      paramLabel = "RATE",
      description = "How sure the bound must be. Default: ${DEFAULT-VALUE}.")
  double confidence = 0.95;

  @Override
  public Integer call() {
    CalibrateCommand.checkRates(targetError, confidence);
    LabelSchema schema = set.schema();
    LabelledSet.Selected selected = set.select(schema);
    ConfigNode config = Configs.read(prices);
    double person = price(config, "people");
    ConfigNode priced = config.child("rungs");
    Map<String, Price> list = new LinkedHashMap<>();
    for (String name : priced.keys()) {
      ConfigNode node = priced.child(name);
      list.put(name, new Price(price(node, "cost"), node.duration("latency", Duration.ZERO)));
    }
    for (String name : rungs.keySet()) {
      if (!list.containsKey(name)) {
        priced.problem(name, "missing", "every rung has its price", name + ": {cost: 0.002}");
      }
    }
    config.finish();
    List<Rung> ladder = new ArrayList<>();
    rungs.forEach((name, from) -> {
      Price price = list.getOrDefault(name, new Price(0, Duration.ZERO));
      ladder.add(
          new Rung(name, lines(from, schema, selected.known()), price.cost(), price.latency()));
    });
    LadderReport report =
        LadderReport.of(selected.documents(), ladder, schema, targetError, confidence, person);
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(report.text());
    return 0;
  }

  /** There is no default: a price that nobody named would decide which rung pays. */
  private static double price(ConfigNode node, String key) {
    if (!node.has(key)) {
      node.problem(key, "missing", "a price; 0 for what costs nothing", key + ": 0.002");
    }
    return node.number(key, 0, 0, DEAREST);
  }

  private Map<String, ResultLine> lines(String from, LabelSchema schema, Set<String> known) {
    return from.startsWith(RECORDED)
        ? RecordedAnswers.read(set.manifest, from.substring(RECORDED.length()), schema)
        : ResultLine.readAll(Path.of(from), schema, known);
  }
}
