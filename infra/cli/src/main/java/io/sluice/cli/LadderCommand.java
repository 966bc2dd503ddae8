package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.evaluation.ladder.LadderReport;
import io.sluice.evaluation.ladder.LadderYaml;
import io.sluice.evaluation.ladder.RecordedAnswers;
import io.sluice.evaluation.ladder.Rung;
import io.sluice.schemas.BundleVersion;
import io.sluice.streams.gate.Ladders;
import io.sluice.types.LargerPool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "    llama: {pool: llm, cost: 0.0040, latency: 4s}",
      "    gpt-4o: {pool: frontier, cost: 0.01, latency: 5s}",
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
  private record Price(double cost, Duration latency, Optional<LargerPool> pool) {}

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
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the cheapest ladder of each type: what the streams-app takes as 'ladder'.")
  @Nullable Path out;

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "The bundle of the lowest rung; the file names it.")
  @Nullable Path bundle;

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
      list.put(
          name,
          new Price(
              price(node, "cost"),
              node.duration("latency", Duration.ZERO),
              node.has("pool")
                  ? Optional.of(node.choice("pool", LargerPool.LLM))
                  : Optional.empty()));
    }
    String lowest = rungs.keySet().iterator().next();
    for (String name : rungs.keySet()) {
      Price price = list.get(name);
      if (price == null) {
        priced.problem(
            name, "missing", "every rung has its price", name + ": {pool: llm, cost: 0.002}");
      } else if (price.pool().isPresent() == name.equals(lowest)) {
        priced.problem(
            name + ".pool",
            price.pool().map(LargerPool::label).orElse("missing"),
            "every rung but the lowest names where it is asked",
            "pool: llm");
      }
    }
    config.finish();
    List<Rung> ladder = new ArrayList<>();
    rungs.forEach((name, from) -> {
      Price price = Objects.requireNonNull(list.get(name));
      ladder.add(
          new Rung(
              name,
              price.pool(),
              lines(from, schema, selected.known()),
              price.cost(),
              price.latency()));
    });
    LadderReport report =
        LadderReport.of(selected.documents(), ladder, schema, targetError, confidence, person);
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(report.text());
    if (out != null) {
      Map<String, String> of = bundle == null ? Map.of() : BundleVersion.of(bundle).asMap();
      String yaml = LadderYaml.of(report, selected.documents(), ladder, schema, of);
      // What is written must be readable by those who decide by it.
      Ladders.parse(out.toString(), yaml);
      write(out, yaml);
    }
    return 0;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be written: " + e);
    }
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
