package io.sluice.streams.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.config.ConfigException;
import io.sluice.types.LargerPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ladder of each type, made by {@code sluice ladder} from labelled data; none is typed by hand.
 *
 * <pre>
 * version: 1
 * targetError: 0.05
 * bundle: {name: micro-1, version: 1.1.0, fingerprint: …}   # the lowest rung
 * types:
 *   registration_form:
 *     threshold: 0.9312          # or infeasible: true, needed: 656
 *     askBelow: 0.95
 *     echo: 0.37
 *     rungs:
 *       llama3-70b:
 *         pool: llm
 *         reliability: {signer_name: {value: 0.93, absent: 0.41}}   # if it states no confidence
 * </pre>
 *
 * @param targetError the share of accepted fields that may be wrong, in (0, 1)
 * @param types by name; a type that is missing has no rung
 * @param bundle the fingerprint of the lowest rung's bundle; null if the file names none
 */
public record Ladders(double targetError, Map<String, Ladder> types, @Nullable String bundle) {
  /** No larger model is asked anything. */
  public static final Ladders NONE = new Ladders(1, Map.of(), null);

  public Ladders {
    types = Map.copyOf(types);
  }

  /** The ladder of a type. */
  public Ladder of(String type) {
    return types.getOrDefault(type, Ladder.NONE);
  }

  /**
   * Reads the text of a ladder file; {@code source} names it in messages.
   *
   * @throws ConfigException naming every problem
   */
  public static Ladders parse(String source, String yaml) {
    List<String> problems = new ArrayList<>();
    try {
      JsonNode root = new YAMLMapper().readTree(yaml);
      if (root.path("version").asInt() != 1) {
        problems.add("version: " + root.path("version") + " — this release reads version 1");
      }
      Map<String, Ladder> types = new LinkedHashMap<>();
      root.path("types")
          .properties()
          .forEach(type ->
              types.put(
                  type.getKey(), ladder("types." + type.getKey(), type.getValue(), problems)));
      JsonNode bundle = root.path("bundle").path("fingerprint");
      Ladders ladders =
          new Ladders(
              share("targetError", root.path("targetError"), problems),
              types,
              bundle.isTextual() ? bundle.asText() : null);
      if (!problems.isEmpty()) {
        throw new ConfigException(source, problems);
      }
      return ladders;
    } catch (JsonProcessingException e) {
      throw new ConfigException(source, List.of("not YAML: " + e.getOriginalMessage()));
    }
  }

  private static Ladder ladder(String path, JsonNode node, List<String> problems) {
    List<Ladder.Rung> rungs = new ArrayList<>();
    node.path("rungs")
        .properties()
        .forEach(rung -> {
          String at = path + ".rungs." + rung.getKey();
          pool(at + ".pool", rung.getValue().path("pool").asText(), problems)
              .ifPresent(pool ->
                  rungs.add(
                      new Ladder.Rung(
                          rung.getKey(), pool, reliability(at, rung.getValue(), problems))));
        });
    if (rungs.stream().map(Ladder.Rung::pool).distinct().count() < rungs.size()) {
      problems.add(path + ".rungs: two of one pool — one model a pool is asked");
    }
    rungs.sort(Comparator.comparing(Ladder.Rung::pool));
    Threshold threshold =
        node.path("infeasible").asBoolean(false)
            ? new Threshold.Infeasible(
                node.has("needed")
                    ? "about " + node.path("needed").asInt() + " more labels are needed"
                    : "")
            : new Threshold.AtLeast(share(path + ".threshold", node.path("threshold"), problems));
    return new Ladder(
        rungs,
        share(path + ".askBelow", node.path("askBelow"), problems),
        threshold,
        share(path + ".echo", node.path("echo"), problems));
  }

  private static Map<String, Ladder.Reliability> reliability(
      String path, JsonNode rung, List<String> problems) {
    Map<String, Ladder.Reliability> fields = new LinkedHashMap<>();
    rung.path("reliability")
        .properties()
        .forEach(field -> {
          String at = path + ".reliability." + field.getKey();
          JsonNode of = field.getValue();
          fields.put(
              field.getKey(),
              new Ladder.Reliability(
                  of.has("value") ? share(at + ".value", of.path("value"), problems) : 0,
                  of.has("absent") ? share(at + ".absent", of.path("absent"), problems) : 0));
        });
    return fields;
  }

  private static Optional<LargerPool> pool(String path, String name, List<String> problems) {
    for (LargerPool pool : LargerPool.values()) {
      if (pool.label().equals(name)) {
        return Optional.of(pool);
      }
    }
    problems.add(path + ": '" + name + "' — llm or frontier — e.g. pool: llm");
    return Optional.empty();
  }

  private static double share(String path, JsonNode node, List<String> problems) {
    if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= 1)) {
      problems.add(path + ": " + (node.isMissingNode() ? "missing" : node) + " — in [0, 1]");
      return 0;
    }
    return node.asDouble();
  }
}
