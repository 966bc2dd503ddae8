package io.sluice.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the model's scores into probabilities of being right, fitted on documents that training has
 * not seen; out of the bundle's {@code calibration.json}.
 *
 * @param temperature class logits are divided by it before the softmax
 * @param classes from the softmax of the predicted class to the probability that the class is right
 * @param fields class to field to how its scores are read
 */
record Calibration(double temperature, Curve classes, Map<String, Map<String, OfField>> fields) {

  /**
   * How a field's scores are read.
   *
   * @param presence the least score that counts as a value; below it the field is absent
   * @param present from a value's score to the probability that it is right
   * @param absent from the score of absence to the probability that the field is absent
   */
  record OfField(double presence, Curve present, Curve absent) {}

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
    fields = Map.copyOf(fields);
  }

  /**
   * @throws IllegalArgumentException if the bundle calibrates no such field
   */
  OfField of(String documentType, String field) {
    OfField found = fields.getOrDefault(documentType, Map.of()).get(field);
    if (found == null) {
      throw new IllegalArgumentException(documentType + "." + field + " is not calibrated");
    }
    return found;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Calibration read(JsonNode json) {
    Map<String, Map<String, OfField>> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> type : json.path("fields").properties()) {
      Map<String, OfField> ofType = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : type.getValue().properties()) {
        String name = type.getKey() + "." + field.getKey();
        JsonNode of = field.getValue();
        ofType.put(
            field.getKey(),
            new OfField(
                of.path("presence").asDouble(),
                Curve.read(of.path("present"), name + ".present"),
                Curve.read(of.path("absent"), name + ".absent")));
      }
      fields.put(type.getKey(), ofType);
    }
    return new Calibration(
        json.path("temperature").asDouble(), Curve.read(json.path("class"), "class"), fields);
  }
}
