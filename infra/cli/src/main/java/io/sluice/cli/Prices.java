package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.events.StageUse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What things cost, in any one currency.
 *
 * <pre>
 * cpuHour: 0.04            # of one core
 * gpuHour: 1.80           # of one GPU that models of the bundle run on; 0 without
 * personHour: 32
 * models:                  # of a million tokens, where no provider charges
 *   llama3-70b: {in: 0.30, out: 0.60}
 * frontier: {in: 2.50, out: 10.00, tokensPerWord: 1.4, promptTokens: 400, answerTokens: 250}
 * </pre>
 *
 * @param models by name
 * @param frontier what asking a frontier model about the whole of every document would come to
 */
record Prices(
    double cpuHour,
    double gpuHour,
    double personHour,
    Map<String, Tokens> models,
    Frontier frontier) {
  private static final double MILLISECONDS_AN_HOUR = 3_600_000;
  private static final double MILLION = 1_000_000;
  private static final double DEAREST = 100_000;

  /** The price of a million tokens. */
  record Tokens(double in, double out) {
    double of(long sent, long received) {
      return (in * sent + out * received) / MILLION;
    }
  }

  /**
   * A frontier model that reads every document.
   *
   * @param perWord tokens a word
   * @param prompt tokens of the question
   * @param answer tokens of the answer
   */
  record Frontier(Tokens tokens, double perWord, int prompt, int answer) {
    double of(int words) {
      return tokens.of(Math.round(words * perWord) + prompt, answer);
    }
  }

  /** Reads them; the caller finishes the node. No price has a default. */
  static Prices from(ConfigNode node) {
    Map<String, Tokens> models = new LinkedHashMap<>();
    ConfigNode named = node.child("models");
    named.keys().forEach(name -> models.put(name, tokens(named.child(name))));
    ConfigNode frontier = node.child("frontier");
    return new Prices(
        price(node, "cpuHour"),
        price(node, "gpuHour"),
        price(node, "personHour"),
        models,
        new Frontier(
            tokens(frontier),
            frontier.number("tokensPerWord", 1.4, 0.1, 100),
            frontier.integer("promptTokens", 400, 0, 1_000_000),
            frontier.integer("answerTokens", 250, 0, 1_000_000)));
  }

  private static Tokens tokens(ConfigNode node) {
    return new Tokens(price(node, "in"), price(node, "out"));
  }

  private static double price(ConfigNode node, String key) {
    if (!node.has(key)) {
      node.problem(key, "missing", "a price; 0 for what costs nothing", key + ": 0.04");
    }
    return node.number(key, 0, 0, DEAREST);
  }

  /**
   * What a stage's use comes to. Parsers and models are single threads at work, so their wall time
   * stands for CPU time where that is unknown; what a provider charged is taken as it is.
   */
  double of(StageUse use) {
    return switch (use.getStage()) {
      case REVIEW -> use.getWallMillis() * personHour / MILLISECONDS_AN_HOUR;
      case ESCALATE -> {
        Tokens tokens = models.getOrDefault(use.getBy(), new Tokens(0, 0));
        double charged = use.getCostMicros() / MILLION;
        yield charged > 0 ? charged : tokens.of(use.getTokensIn(), use.getTokensOut());
      }
      case RECEIVE, PARSE, INFER, DECIDE, UNKNOWN -> {
        long millis = use.getCpuMillis() > 0 ? use.getCpuMillis() : use.getWallMillis();
        yield (millis * cpuHour + use.getGpuMillis() * gpuHour) / MILLISECONDS_AN_HOUR
            + use.getCostMicros() / MILLION;
      }
    };
  }
}
