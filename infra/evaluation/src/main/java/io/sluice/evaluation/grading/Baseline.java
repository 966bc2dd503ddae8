package io.sluice.evaluation.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.ConfigException;
import io.sluice.evaluation.Numbers;
import io.sluice.evaluation.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures that must not get worse, with the drop that each may take:
 *
 * <pre>{@code
 * {"figures": {"class.accuracy": {"value": 0.97, "tolerated": 0.01}, …}}
 * }</pre>
 */
public record Baseline(Map<String, Kept> figures) {
  /** What a figure may lose where nobody said anything else: a point. */
  public static final double TOLERATED = 0.01;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A kept figure and how much worse it may get. */
  public record Kept(double value, double tolerated) {}

  /** A figure then and now; {@code now} is null where the run does not have it. */
  private record Change(String name, Kept kept, @Nullable Double now) {
    double worse() {
      return now == null
          ? Double.POSITIVE_INFINITY
          : KeyFigures.isError(name) ? now - kept.value : kept.value - now;
    }

    boolean regressed() {
      // A hair of room, for the figure went through decimal digits.
      return worse() > kept.tolerated + 1e-12;
    }
  }

  /** Whether something regressed, and the table that says so. */
  public record Verdict(boolean regressed, String text) {}

  public Baseline {
    figures = new LinkedHashMap<>(figures);
  }

  /**
   * Reads a kept baseline.
   *
   * @throws ConfigException naming every figure that is not as it must be
   */
  public static Baseline read(Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new ConfigException(file.toString(), List.of("not JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConfigException(
          file.toString(), List.of("cannot be read: " + e + " — --keep-baseline makes one"));
    }
    List<String> problems = new ArrayList<>();
    Map<String, Kept> figures = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> figure : root.path("figures").properties()) {
      JsonNode value = figure.getValue().path("value");
      JsonNode tolerated = figure.getValue().path("tolerated");
      if (!value.isNumber() || !tolerated.isNumber() || tolerated.asDouble() < 0) {
        problems.add(
            "figures."
                + figure.getKey()
                + ": "
                + figure.getValue()
                + " — a value and a tolerated drop — e.g. {\"value\": 0.97, \"tolerated\": 0.01}");
      } else {
        figures.put(figure.getKey(), new Kept(value.asDouble(), tolerated.asDouble()));
      }
    }
    if (figures.isEmpty() && problems.isEmpty()) {
      problems.add("figures: none — --keep-baseline writes those of a run");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(file.toString(), problems);
    }
    return new Baseline(figures);
  }

  /** These figures, each with the drop that was tolerated before. */
  public Baseline with(Map<String, Double> now) {
    Map<String, Kept> kept = new LinkedHashMap<>();
    now.forEach((name, value) -> {
      Kept before = figures.get(name);
      kept.put(name, new Kept(value, before == null ? TOLERATED : before.tolerated));
    });
    return new Baseline(kept);
  }

  /** Its JSON. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode all = root.putObject("figures");
    figures.forEach((name, kept) ->
        all.putObject(name).put("value", kept.value).put("tolerated", kept.tolerated));
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Holds a run's figures against it. */
  public Verdict judge(Map<String, Double> now) {
    List<Change> changes = new ArrayList<>();
    figures.forEach((name, kept) -> changes.add(new Change(name, kept, now.get(name))));
    List<Change> regressed = changes.stream().filter(Change::regressed).toList();
    TextTable table = new TextTable("figure", "kept", "now", "change", "tolerated", "").left(5);
    for (Change change : changes) {
      table.row(
          change.name,
          Numbers.rate(change.kept.value),
          Numbers.rate(change.now),
          change.now == null ? Numbers.NONE : Numbers.signed(change.now - change.kept.value),
          Numbers.rate(change.kept.tolerated),
          change.now == null
              ? "REGRESSED: not in this run"
              : change.regressed()
                  ? "REGRESSED"
                  : change.worse() < -change.kept.tolerated ? "better" : "");
    }
    String verdict =
        regressed.isEmpty()
            ? "nothing regressed"
            : regressed.size() + " of " + changes.size() + " figures REGRESSED";
    return new Verdict(!regressed.isEmpty(), "BASELINE   " + verdict + "\n" + table);
  }
}
