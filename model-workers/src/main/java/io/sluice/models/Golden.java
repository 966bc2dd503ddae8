package io.sluice.models;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.events.Box;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Golden inputs and outputs, out of the bundle's {@code golden.json}: what the trainer's machine
 * has made of these words, this machine must make of them too, or its confidences mean nothing.
 *
 * @param tolerance greatest difference of a logit
 */
record Golden(List<Case> cases, double tolerance) {

  /**
   * One short document that fits a window.
   *
   * @param ids the token ids that its words become
   * @param boxes the box of each token
   * @param marks the marks of each token
   * @param classes the class logits
   * @param tags some of the tag logits
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read once, never compared.
  record Case(
      String name,
      ParsedContent document,
      long[] ids,
      long[][] boxes,
      long[][] marks,
      float[] classes,
      List<TagLogit> tags) {}

  /** The logit {@code tag} (last axis) of a token. */
  record TagLogit(int token, int tag, double value) {}

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Golden read(JsonNode json) {
    List<Case> cases = new ArrayList<>();
    json.path("cases").forEach(one -> cases.add(golden(one)));
    if (cases.isEmpty() || !json.path("tolerance").isNumber()) {
      throw new IllegalArgumentException("it holds no cases or no tolerance");
    }
    return new Golden(List.copyOf(cases), json.path("tolerance").asDouble());
  }

  private static Case golden(JsonNode json) {
    long[][] boxes = new long[json.path("bbox").size()][];
    Arrays.setAll(boxes, i -> longs(json.path("bbox").path(i)));
    long[][] marks = new long[json.path("marks").size()][];
    Arrays.setAll(
        marks, i -> json.path("marks").path(i).asText().chars().mapToLong(c -> c - '0').toArray());
    float[] classes = new float[json.path("class_logits").size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (float) json.path("class_logits").path(i).asDouble();
    }
    List<TagLogit> tags = new ArrayList<>();
    for (JsonNode tag : json.path("tag_logits")) {
      tags.add(
          new TagLogit(
              tag.path("token").asInt(), tag.path("tag").asInt(), tag.path("value").asDouble()));
    }
    return new Case(
        json.path("name").asText(),
        document(json),
        longs(json.path("input_ids")),
        boxes,
        marks,
        classes,
        List.copyOf(tags));
  }

  private static ParsedContent document(JsonNode json) {
    List<Word> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < json.path("words").size(); i++) {
      JsonNode box = json.path("boxes").path(i);
      String word = json.path("words").path(i).asText();
      words.add(
          new Word(
              word,
              1,
              box.isArray()
                  ? new Box(
                      (float) box.path(0).asDouble(),
                      (float) box.path(1).asDouble(),
                      (float) box.path(2).asDouble(),
                      (float) box.path(3).asDouble())
                  : null,
              text.length(),
              null));
      text.append(word).append(' ');
    }
    JsonNode size = json.path("page");
    Page page =
        new Page(
            1,
            (float) size.path("width").asDouble(),
            (float) size.path("height").asDouble(),
            PageSource.TEXT_LAYER,
            null,
            null,
            0f);
    return new ParsedContent(text.toString(), List.of(page), words, List.of(), Map.of());
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    Arrays.setAll(values, i -> array.path(i).asLong());
    return values;
  }

  /**
   * Refuses the bundle where a case comes out differently.
   *
   * @param file golden.json, for messages
   */
  void verify(Path file, Labels labels, Windows windows, Encoder encoder) throws BundleException {
    for (Case golden : cases) {
      Optional<String> difference;
      try {
        difference = difference(golden, labels, windows, encoder);
      } catch (OrtException e) {
        throw new BundleException(
            file,
            "the model cannot run golden case '" + golden.name() + "': " + e.getMessage(),
            "export the bundle again",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BundleException(
            file, "verification was interrupted", "start the process again", e);
      }
      if (difference.isPresent()) {
        throw new BundleException(
            file,
            "golden case '" + golden.name() + "': " + difference.get(),
            "the bundle's files are of different trainings, or this machine computes differently: export the bundle"
                + " again, on a machine like this");
      }
    }
  }

  private Optional<String> difference(Case golden, Labels labels, Windows windows, Encoder encoder)
      throws OrtException, InterruptedException {
    List<Window> made = windows.of(golden.document());
    if (made.size() != 1 || !Arrays.equals(made.getFirst().inputIds(), golden.ids())) {
      return Optional.of("the tokenizer makes other tokens of its words");
    }
    if (!Arrays.deepEquals(made.getFirst().boxes(), golden.boxes())) {
      return Optional.of("its words get other boxes");
    }
    if (!Arrays.deepEquals(made.getFirst().marks(), golden.marks())) {
      return Optional.of("its words get other marks");
    }
    Logits found = encoder.run(made).getFirst();
    int classes = labels.classes().size();
    int tags = 2 * labels.tags().size();
    if (found.classes().length != classes || golden.classes().length != classes) {
      return Optional.of(
          "%d classes in labels.json, %d in it, %d from the model"
              .formatted(classes, golden.classes().length, found.classes().length));
    }
    if (found.tags()[0].length != tags) {
      return Optional.of(
          "labels.json makes %d tag logits, the model has %d"
              .formatted(tags, found.tags()[0].length));
    }
    for (int k = 0; k < golden.classes().length; k++) {
      if (differs(golden.classes()[k], found.classes()[k])) {
        return differs("class logit " + k, golden.classes()[k], found.classes()[k]);
      }
    }
    for (TagLogit tag : golden.tags()) {
      if (tag.token() >= found.tags().length || tag.tag() >= tags) {
        return Optional.of("it speaks of a logit that is not there: " + tag);
      }
      float value = found.tags()[tag.token()][tag.tag()];
      if (differs(tag.value(), value)) {
        return differs("logit of tag " + tag.tag() + " at " + tag.token(), tag.value(), value);
      }
    }
    return Optional.empty();
  }

  /** NaN differs from everything. */
  private boolean differs(double expected, double found) {
    return !(Math.abs(expected - found) <= tolerance);
  }

  private Optional<String> differs(String what, double expected, double found) {
    return Optional.of(
        "%s is %.4f, not %.4f; at most %.2g apart is allowed"
            .formatted(what, found, expected, tolerance));
  }
}
