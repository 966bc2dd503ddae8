package io.sluice.models;

import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.Calibration.FieldOf;
import io.sluice.models.Labels.TaggedField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * From logits to a class and fields, exactly as the trainer's {@code decode.py}, because
 * confidences were calibrated on it. Pure and thread-safe.
 */
final class Decoder {
  private final Labels labels;
  private final Calibration calibration;
  private final int classWindows;

  /**
   * A value that a field may have: words {@code [start, end)} of the document.
   *
   * @param raw the score of its best place
   * @param weakest the least score of a word there
   * @param times at how many places it was found
   */
  record Candidate(String value, double raw, int start, int end, double weakest, int times) {
    /** The better of two places of one value. */
    private Candidate and(Candidate other) {
      Candidate best = other.raw > raw ? other : this;
      return new Candidate(
          best.value, best.raw, best.start, best.end, best.weakest, times + other.times);
    }
  }

  Decoder(Labels labels, Calibration calibration, int classWindows) {
    this.labels = labels;
    this.calibration = calibration;
    this.classWindows = classWindows;
  }

  /**
   * All classes, most probable first; the probability of the first is calibrated, the others share
   * the rest.
   */
  List<ClassProbability> classes(List<Logits> windows) {
    double[] softmax = softmax(windows);
    int top = 0;
    for (int k = 1; k < softmax.length; k++) {
      top = softmax[k] > softmax[top] ? k : top;
    }
    double confidence = calibration.classes().at(softmax[top]);
    double others = 1 - softmax[top];
    List<ClassProbability> classes = new ArrayList<>();
    for (int k = 0; k < softmax.length; k++) {
      double share = others > 0 ? (1 - confidence) * softmax[k] / others : 0;
      // No other class may overtake: the fields are those of the first.
      classes.add(
          new ClassProbability(
              labels.classes().get(k), k == top ? confidence : Math.min(share, confidence)));
    }
    ClassProbability first = classes.remove(top);
    classes.sort(Comparator.comparingDouble(ClassProbability::getProbability).reversed());
    classes.addFirst(first);
    return classes;
  }

  /**
   * What the model read for a field, and from what.
   *
   * @param kept the candidates that make the value, in the order of the text; none where the field
   *     is absent
   * @param rival the greatest score of a candidate that was not kept, 0 if there is none
   * @param begin the greatest probability that any word begins a value of the field
   * @param ofClass the softmax of the predicted class
   */
  record ModelReading(
      ExtractedField field, List<Candidate> kept, double rival, double begin, double ofClass) {
    /** Of a field that the model has never learnt: all it knows is nothing. */
    static ModelReading none(String field) {
      return new ModelReading(Fields.absent(field, Reader.MODEL, 0, 0), List.of(), 0, 0.5, 0.5);
    }
  }

  /** The fields of a class that the model reads; one that is absent has no value. */
  List<ModelReading> fields(
      String documentType, ParsedContent document, List<Window> windows, List<Logits> logits) {
    List<ModelReading> fields = new ArrayList<>();
    int words =
        windows.stream().mapToInt(w -> w.firstWord() + w.firstTokens().length).max().orElse(0);
    double[] probabilities = softmax(logits);
    double ofClass = Arrays.stream(probabilities).max().orElseThrow();
    Confidence confidence = new Confidence(calibration, document, ofClass);
    labels
        .fieldsOf(documentType)
        .forEach((name, field) -> {
          List<TagView> views =
              field.tags().stream().map(tag -> TagView.of(tag, words, windows, logits)).toList();
          fields.add(
              field(new FieldOf(documentType, name), field, document, views, confidence, ofClass));
        });
    return fields;
  }

  private ModelReading field(
      FieldOf name,
      TaggedField field,
      ParsedContent document,
      List<TagView> views,
      Confidence confidence,
      double ofClass) {
    double begin = views.stream().mapToDouble(TagView::greatestBegin).max().orElse(0);
    List<Candidate> candidates = candidates(name.field(), field, document, views);
    double presence = calibration.presenceOf(name);
    List<Candidate> present = candidates.stream().filter(c -> c.raw() >= presence).toList();
    if (present.isEmpty()) {
      ExtractedField absent =
          Fields.absent(name.field(), Reader.MODEL, 1 - begin, confidence.absent(name, 1 - begin));
      double rival = candidates.isEmpty() ? 0 : candidates.getFirst().raw();
      return new ModelReading(absent, List.of(), rival, begin, ofClass);
    }
    List<Candidate> kept =
        (field.several() ? present : present.subList(0, 1))
            .stream().sorted(Comparator.comparingInt(Candidate::start)).toList();
    double rival =
        candidates.stream()
            .filter(candidate -> !kept.contains(candidate))
            .mapToDouble(Candidate::raw)
            .max()
            .orElse(0);
    double raw = kept.stream().mapToDouble(Candidate::raw).sum() / kept.size();
    Candidate first = kept.getFirst();
    ExtractedField value =
        Fields.placed(
            name.field(),
            kept.stream().map(Candidate::value).collect(Collectors.joining("; ")),
            Located.of(document, first.start(), first.end()),
            raw,
            confidence.present(name, field, kept, raw, rival));
    return new ModelReading(value, kept, rival, begin, ofClass);
  }

  /** The best first, each value once. */
  private static List<Candidate> candidates(
      String name, TaggedField field, ParsedContent document, List<TagView> views) {
    Map<String, Candidate> best = new LinkedHashMap<>();
    for (TagView view : views) {
      for (TagView.Span span : view.spans()) {
        List<String> words =
            document.getWords().subList(span.start(), span.end()).stream()
                .map(Word::getText)
                .toList();
        String value = Cleaned.of(field.kind(), name, words);
        String key = Cleaned.key(value);
        if (!key.isEmpty()) {
          best.merge(
              key,
              new Candidate(value, span.raw(), span.start(), span.end(), span.weakest(), 1),
              Candidate::and);
        }
      }
    }
    return best.values().stream()
        .sorted(
            Comparator.comparingDouble(Candidate::raw)
                .reversed()
                .thenComparingInt(Candidate::start))
        .toList();
  }

  private double[] softmax(List<Logits> windows) {
    List<Logits> first = windows.subList(0, Math.min(classWindows, windows.size()));
    double[] mean = new double[labels.classes().size()];
    for (Logits window : first) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += window.classes()[k];
      }
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < mean.length; k++) {
      mean[k] = mean[k] / first.size() / calibration.temperature();
      greatest = Math.max(greatest, mean[k]);
    }
    double sum = 0;
    for (int k = 0; k < mean.length; k++) {
      mean[k] = Math.exp(mean[k] - greatest);
      sum += mean[k];
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= sum;
    }
    return mean;
  }
}
