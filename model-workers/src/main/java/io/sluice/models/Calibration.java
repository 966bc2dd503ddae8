package io.sluice.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the model's scores into probabilities of being right, fitted on documents that training has
 * not seen; out of the bundle's {@code calibration.json}.
 *
 * @param temperature class logits are divided by it before the softmax
 * @param classes from the softmax of the predicted class to the probability that the class is right
 * @param presence class and field to the least score that counts as a value; below it the field is
 *     absent
 * @param present how probably a value is right
 * @param absent how probably a field without a value is absent
 */
record Calibration(
    double temperature,
    Curve classes,
    Map<FieldOf, Double> presence,
    Logistic present,
    Logistic absent) {
  /** Nearer to 0 or 1 the log odds say nothing more. */
  private static final double LEAST = 1e-4;

  /** A field of a class. */
  record FieldOf(String documentType, String field) {}

  /**
   * The logistic function of weighted features, a bias for all and one for each field.
   *
   * @param weights one a feature, in the order of the trainer's README
   */
  record Logistic(double bias, List<Double> weights, Map<FieldOf, Double> fields) {
    Logistic {
      weights = List.copyOf(weights);
      fields = Map.copyOf(fields);
    }

    /**
     * A probability in (0, 1).
     *
     * @throws IllegalArgumentException if the bundle calibrates no such field
     */
    double of(FieldOf field, double... features) {
      double sum = bias + known(fields, field);
      for (int i = 0; i < features.length; i++) {
        sum += weights.get(i) * features[i];
      }
      return 1 / (1 + Math.exp(-sum));
    }

    private static Logistic read(JsonNode json, int features, String name) {
      List<Double> weights = new ArrayList<>();
      json.path("weights").forEach(weight -> weights.add(weight.asDouble()));
      if (weights.size() != features || !json.path("bias").isNumber()) {
        throw new IllegalArgumentException(
            "%s has %d weights, this version has %d features, and a bias"
                .formatted(name, weights.size(), features));
      }
      return new Logistic(json.path("bias").asDouble(), weights, byField(json.path("fields")));
    }
  }

  /** The log odds of a probability that is kept off its ends. */
  static double logit(double probability) {
    double p = Math.clamp(probability, LEAST, 1 - LEAST);
    return Math.log(p / (1 - p));
  }

  /**
   * Piecewise linear through points of rising raw scores, constant outside them; the identity where
   * there are none.
   */
  record Curve(List<Point> points) {
    record Point(double raw, double calibrated) {}

    Curve {
      points = List.copyOf(points);
      for (int i = 1; i < points.size(); i++) {
        if (points.get(i).raw() < points.get(i - 1).raw()) {
          throw new IllegalArgumentException("the raw scores of a curve must rise");
        }
      }
    }

    double at(double raw) {
      if (points.isEmpty()) {
        return raw;
      }
      if (raw <= points.getFirst().raw()) {
        return points.getFirst().calibrated();
      }
      for (int i = 1; i < points.size(); i++) {
        Point left = points.get(i - 1);
        Point right = points.get(i);
        if (raw <= right.raw()) {
          return right.raw() == left.raw()
              ? left.calibrated()
              : left.calibrated()
                  + (right.calibrated() - left.calibrated())
                      * (raw - left.raw())
                      / (right.raw() - left.raw());
        }
      }
      return points.getLast().calibrated();
    }

    private static Curve read(JsonNode json, String name) {
      if (!json.isArray()) {
        throw new IllegalArgumentException(name + " is no list of [raw, calibrated] points");
      }
      List<Point> points = new ArrayList<>();
      json.forEach(
          point -> points.add(new Point(point.path(0).asDouble(), point.path(1).asDouble())));
      return new Curve(points);
    }
  }

  Calibration {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("the temperature must be above 0: " + temperature);
    }
    presence = Map.copyOf(presence);
  }

  /**
   * The least score that counts as a value.
   *
   * @throws IllegalArgumentException if the bundle calibrates no such field
   */
  double presenceOf(FieldOf field) {
    return known(presence, field);
  }

  private static double known(Map<FieldOf, Double> values, FieldOf field) {
    Double found = values.get(field);
    if (found == null) {
      throw new IllegalArgumentException(
          field.documentType() + "." + field.field() + " is not calibrated");
    }
    return found;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Calibration read(JsonNode json) {
    return new Calibration(
        json.path("temperature").asDouble(),
        Curve.read(json.path("class"), "class"),
        byField(json.path("presence")),
        Logistic.read(json.path("present"), Confidence.PRESENT_FEATURES, "present"),
        Logistic.read(json.path("absent"), Confidence.ABSENT_FEATURES, "absent"));
  }

  private static Map<FieldOf, Double> byField(JsonNode json) {
    Map<FieldOf, Double> values = new HashMap<>();
    json.properties()
        .forEach(type ->
            type.getValue()
                .properties()
                .forEach(field ->
                    values.put(
                        new FieldOf(type.getKey(), field.getKey()), field.getValue().asDouble())));
    return values;
  }
}
