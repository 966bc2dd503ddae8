package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.Ending;
import io.sluice.cli.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How each file of a hostile set ended, as tables and as lines. */
final class HostileReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SLOWEST = 8;

  /**
   * One file.
   *
   * @param expected what the set's manifest says of it
   * @param seconds from its hand-in to its end; it may have waited for others under way
   */
  private record Line(String file, String expected, Ending ending, double seconds) {
    /** accepted, review, or the reason of the rejection. */
    String outcome() {
      return ending.reason() != null
          ? ending.reason()
          : ending.route().name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<String, String> expectations;
  private final List<Line> lines = new ArrayList<>();

  private HostileReport(Map<String, String> expectations) {
    this.expectations = expectations;
  }

  /** With the expectations of a manifest (JSON lines with {@code id}, a file name, and expect). */
  static HostileReport of(@Nullable Path manifest) throws IOException {
    Map<String, String> expectations = new TreeMap<>();
    if (manifest != null) {
      for (String line : Files.readAllLines(manifest)) {
        var entry = JSON.readTree(line);
        expectations.put(entry.path("id").asText(), entry.path("expect").asText());
      }
    }
    return new HostileReport(expectations);
  }

  void add(Input input, Ending ending, double seconds) {
    String file = String.valueOf(input.file().getFileName());
    lines.add(new Line(file, expectations.getOrDefault(file, "unknown"), ending, seconds));
  }

  String byExpectation() {
    TreeSet<String> outcomes = new TreeSet<>();
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Line line : lines) {
      outcomes.add(line.outcome());
      counts
          .computeIfAbsent(line.expected, any -> new TreeMap<>())
          .merge(line.outcome(), 1, Integer::sum);
    }
    StringBuilder table = new StringBuilder("| expected | files |");
    outcomes.forEach(outcome -> table.append(' ').append(outcome).append(" |"));
    table.append("\n|---|---|").append("---|".repeat(outcomes.size())).append('\n');
    counts.forEach((expected, of) -> {
      int all = of.values().stream().mapToInt(Integer::intValue).sum();
      table.append("| ").append(expected).append(" | ").append(all).append(" |");
      outcomes.forEach(
          outcome -> table.append(' ').append(of.getOrDefault(outcome, 0)).append(" |"));
      table.append('\n');
    });
    return table.toString();
  }

  /** How many ended for which reason, the longest time, and an example. */
  String byReason() {
    Map<String, List<Line>> byOutcome = new TreeMap<>();
    lines.forEach(
        line -> byOutcome.computeIfAbsent(line.outcome(), o -> new ArrayList<>()).add(line));
    StringBuilder table =
        new StringBuilder("| ended as | files | median s | longest s |\n|---|---|---|---|\n");
    byOutcome.forEach((outcome, of) -> {
      List<Double> seconds = of.stream().map(Line::seconds).sorted().toList();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f | %.1f |%n",
              outcome,
              of.size(),
              seconds.get(seconds.size() / 2),
              seconds.getLast()));
    });
    return table.toString();
  }

  String slowest() {
    StringBuilder text = new StringBuilder();
    lines.stream()
        .sorted(Comparator.comparingDouble(Line::seconds).reversed())
        .limit(SLOWEST)
        .forEach(line ->
            text.append(
                String.format(
                    Locale.ROOT, "  %.1f s  %s  %s%n", line.seconds, line.file, line.outcome())));
    return text.toString();
  }

  /** What the messages to people say; none of it may be content of a file outside. */
  List<String> messages() {
    return lines.stream().map(line -> line.ending.why()).toList();
  }

  void write(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    for (Line line : lines) {
      ObjectNode entry = JSON.createObjectNode();
      entry.put("file", line.file).put("expect", line.expected).put("outcome", line.outcome());
      entry.put("seconds", Math.round(line.seconds * 10) / 10.0);
      entry.put("class", line.ending.documentType()).put("why", line.ending.why());
      all.add(JSON.writeValueAsString(entry));
    }
    Files.write(file, all);
  }
}
