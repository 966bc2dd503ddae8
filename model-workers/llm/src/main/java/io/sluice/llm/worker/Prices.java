package io.sluice.llm.worker;

import io.sluice.config.ConfigNode;
import io.sluice.llm.chat.Usage;

/**
 * What tokens cost.
 *
 * @param input US dollars for a million tokens sent, at least 0
 * @param output US dollars for a million tokens written, at least 0
 */
public record Prices(double input, double output) {
  private static final double MOST = 100_000;

  static Prices from(ConfigNode node) {
    return new Prices(node.number("input", 0, 0, MOST), node.number("output", 0, 0, MOST));
  }

  /** The price in millionths of a US dollar: a dollar a million tokens is one of them a token. */
  public long micros(Usage usage) {
    return Math.round(usage.tokensIn() * input + usage.tokensOut() * output);
  }
}
