package io.sluice.evaluation.ladder;

import io.sluice.evaluation.grading.ResultLine;
import io.sluice.types.LargerPool;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A rung of the ladder, with what it said of each document.
 *
 * @param pool where it is asked; the lowest has none
 * @param lines its results by document; a document that it was not asked about is missing
 * @param cost of asking it about one document
 * @param latency of asking it about one document
 */
public record Rung(
    String name,
    Optional<LargerPool> pool,
    Map<String, ResultLine> lines,
    double cost,
    Duration latency) {
  public Rung {
    lines = Map.copyOf(lines);
  }
}
