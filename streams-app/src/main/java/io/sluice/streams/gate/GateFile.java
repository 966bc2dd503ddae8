package io.sluice.streams.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sluice.config.ConfigException;
import io.sluice.events.Reader;
import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a gate file. It is written by {@code sluice calibrate}, not by people, and carries a
 * version: keys that this version does not know (counts, coverage) are passed over, but a threshold
 * that cannot be understood stops the start.
 */
final class GateFile {
  private static final int VERSION = 1;
  private final List<String> problems = new ArrayList<>();

  private GateFile() {}

  static GateThresholds parse(String source, String yaml) {
    try {
      GateFile reading = new GateFile();
      GateThresholds thresholds =
          reading.thresholds(
              new YAMLMapper().readTree(yaml), Ids.sha256(yaml.getBytes(StandardCharsets.UTF_8)));
      if (!reading.problems.isEmpty()) {
        throw new ConfigException(source, reading.problems);
      }
      return thresholds;
    } catch (JsonProcessingException e) {
      throw new ConfigException(source, List.of("not YAML: " + e.getOriginalMessage()));
    }
  }

  private GateThresholds thresholds(JsonNode root, String hash) {
    if (root.path("version").asInt() != VERSION) {
      problem("version", root.path("version"), "this release reads version 1", "version: 1");
    }
    double targetError = root.path("targetError").asDouble(-1);
    if (!(targetError > 0 && targetError < 1)) {
      problem("targetError", root.path("targetError"), "in (0, 1)", "targetError: 0.01");
    }
    Map<Reader, Threshold> readers = new LinkedHashMap<>();
    root.path("readers")
        .properties()
        .forEach(
            e -> readers.put(reader(e.getKey()), threshold("readers." + e.getKey(), e.getValue())));
    Map<String, GateThresholds.OfClass> classes = new LinkedHashMap<>();
    root.path("classes")
        .properties()
        .forEach(e -> classes.put(e.getKey(), ofClass("classes." + e.getKey(), e.getValue())));
    JsonNode fingerprint = root.path("bundle").path("fingerprint");
    return new GateThresholds(
        targetError,
        readers,
        classes,
        fingerprint.isValueNode() ? fingerprint.asText() : null,
        hash);
  }

  private GateThresholds.OfClass ofClass(String path, JsonNode node) {
    Map<String, Threshold> fields = new LinkedHashMap<>();
    node.path("fields")
        .properties()
        .forEach(
            e -> fields.put(e.getKey(), threshold(path + ".fields." + e.getKey(), e.getValue())));
    Threshold ofClass =
        node.has("classThreshold")
            ? threshold(path + ".classThreshold", node.path("classThreshold"))
            : infeasible(node).orElseGet(Threshold.Unknown::new);
    return new GateThresholds.OfClass(ofClass, fields);
  }

  private static Optional<Threshold> infeasible(JsonNode node) {
    if (!node.path("infeasible").asBoolean(false)) {
      return Optional.empty();
    }
    int needed = node.path("needed").asInt(0);
    String labels = needed > 0 ? "about " + needed + " more labels are needed" : "";
    return Optional.of(new Threshold.Infeasible(node.path("reason").asText(labels)));
  }

  /** A bare number, {threshold: …}, {infeasible: true, needed: …}, or nothing. */
  private Threshold threshold(String path, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return new Threshold.Unknown();
    }
    Optional<Threshold> infeasible = infeasible(node);
    if (infeasible.isPresent()) {
      return infeasible.get();
    }
    JsonNode number = node.isObject() ? node.path("threshold") : node;
    if (!number.isNumber() || !(number.asDouble() >= 0 && number.asDouble() <= 1)) {
      problem(path, node, "a confidence in [0, 1], or infeasible", "{threshold: 0.93}");
      return new Threshold.Unknown();
    }
    return new Threshold.AtLeast(number.asDouble());
  }

  private Reader reader(String name) {
    for (Reader reader : Reader.values()) {
      if (reader.name().equals(name.toUpperCase(Locale.ROOT))) {
        return reader;
      }
    }
    problems.add("readers." + name + ": unknown — a reader — e.g. STRUCTURE: {threshold: 0.99}");
    return Reader.UNKNOWN;
  }

  private void problem(String path, JsonNode value, String rule, String example) {
    String found = value.isMissingNode() ? "missing" : value.toString();
    problems.add(path + ": " + found + " — " + rule + " — e.g. " + example);
  }
}
