package io.sluice.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.models.Calibration.FieldOf;
import java.util.HashMap;
import java.util.Map;

/**
 * The one confidence of a field that model or patterns have read: the logistic function of its
 * {@link Signals}, as {@code sluice calibrate} fitted it on labelled results; out of the bundle's
 * {@code confidence.json}. Signals that the file does not know weigh nothing, and a field that it
 * does not know has the bias of all. Pure.
 */
record FieldConfidence(double bias, Map<String, Double> weights, Map<FieldOf, Double> fields) {
  FieldConfidence {
    weights = Map.copyOf(weights);
    fields = Map.copyOf(fields);
  }

  /** A probability in (0, 1). */
  double of(FieldOf field, Map<String, Double> signals) {
    double sum = bias + fields.getOrDefault(field, 0.0);
    for (Map.Entry<String, Double> signal : signals.entrySet()) {
      sum += weights.getOrDefault(signal.getKey(), 0.0) * signal.getValue();
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static FieldConfidence read(JsonNode json) {
    if (json.path("version").asInt() != 1 || !json.path("bias").isNumber()) {
      throw new IllegalArgumentException("no version 1 of a confidence with a bias");
    }
    Map<String, Double> weights = new HashMap<>();
    json.path("weights")
        .properties()
        .forEach(weight -> weights.put(weight.getKey(), weight.getValue().asDouble(Double.NaN)));
    if (weights.isEmpty() || weights.values().stream().anyMatch(w -> !Double.isFinite(w))) {
      throw new IllegalArgumentException("its weights must be numbers by signal, at least one");
    }
    Map<FieldOf, Double> fields = new HashMap<>();
    json.path("fields")
        .properties()
        .forEach(type ->
            type.getValue()
                .properties()
                .forEach(field ->
                    fields.put(
                        new FieldOf(type.getKey(), field.getKey()), field.getValue().asDouble())));
    return new FieldConfidence(json.path("bias").asDouble(), weights, fields);
  }
}
