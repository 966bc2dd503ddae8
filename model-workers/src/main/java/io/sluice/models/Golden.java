package io.sluice.models;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Golden inputs and outputs, out of the bundle's {@code golden.json}: what the trainer's machine
 * has computed, this machine must compute too, or its confidences mean nothing.
 *
 * @param tolerance greatest difference of a logit
 */
record Golden(List<Case> cases, double tolerance) {

  /**
   * One window.
   *
   * @param text the words of the window, joined by spaces; the tokenizer must make the ids of them
   */
  record Case(String text, Window window, Logits expected) {}

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Golden read(JsonNode json) {
    List<Case> cases = new ArrayList<>();
    for (JsonNode one : json.path("cases")) {
      long[] ids = longs(one.path("input_ids"));
      long[][] boxes = new long[ids.length][];
      for (int i = 0; i < ids.length; i++) {
        boxes[i] = longs(one.path("bbox").path(i));
      }
      JsonNode tags = one.path("tag_logits");
      float[][] tagLogits = new float[tags.size()][];
      for (int i = 0; i < tagLogits.length; i++) {
        tagLogits[i] = floats(tags.path(i));
      }
      cases.add(
          new Case(
              one.path("text").asText(),
              new Window(ids, boxes, 0, new int[0]),
              new Logits(floats(one.path("class_logits")), tagLogits)));
    }
    if (cases.isEmpty() || !json.path("tolerance").isNumber()) {
      throw new IllegalArgumentException("it holds no cases or no tolerance");
    }
    return new Golden(List.copyOf(cases), json.path("tolerance").asDouble());
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.path(i).asLong();
    }
    return values;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.path(i).asDouble();
    }
    return values;
  }

  /** Runs the cases and refuses the bundle where an output differs. */
  void verify(Path file, Encoder encoder) throws BundleException {
    for (int i = 0; i < cases.size(); i++) {
      Case golden = cases.get(i);
      double difference;
      try {
        Logits found = encoder.run(List.of(golden.window())).getFirst();
        difference = difference(golden.expected(), found);
      } catch (OrtException e) {
        throw new BundleException(
            file,
            "the model cannot run golden case " + i + ": " + e.getMessage(),
            "export the bundle again",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BundleException(
            file, "verification was interrupted", "start the process again", e);
      }
      if (!(difference <= tolerance)) {
        throw new BundleException(
            file,
            "the model differs from golden case %d by %.3g, at most %.3g is allowed"
                .formatted(i, difference, tolerance),
            "model.onnx and golden.json are of different trainings, or this machine computes differently: export the"
                + " bundle again on a machine like this");
      }
    }
  }

  /** Greatest absolute difference; infinite where the shapes differ. */
  private static double difference(Logits expected, Logits found) {
    if (expected.classes().length != found.classes().length
        || expected.tags().length != found.tags().length) {
      return Double.POSITIVE_INFINITY;
    }
    double greatest = difference(expected.classes(), found.classes());
    for (int t = 0; t < expected.tags().length; t++) {
      greatest = Math.max(greatest, difference(expected.tags()[t], found.tags()[t]));
    }
    return greatest;
  }

  private static double difference(float[] expected, float[] found) {
    if (expected.length != found.length) {
      return Double.POSITIVE_INFINITY;
    }
    double greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      // NaN counts as a difference: Math.max keeps it, and no comparison with it holds.
      greatest = Math.max(greatest, Math.abs((double) expected[i] - found[i]));
    }
    return greatest;
  }
}
