package io.sluice.models;

import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.models.Calibration.FieldOf;
import io.sluice.models.Decoder.Candidate;
import io.sluice.models.Labels.TaggedField;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How probably a field of one document is right, from how the model came to it: the features and
 * their order are the trainer's ({@code decode.features}). Pure.
 */
final class Confidence {
  static final int PRESENT_FEATURES = 7;
  static final int ABSENT_FEATURES = 3;

  /** Kinds whose every letter counts, which is hard on a scan. */
  private static final Set<String> TEXTS = Set.of("name", "name*", "text");

  private final Calibration calibration;
  private final ParsedContent document;
  private final Set<Integer> scanned;
  private final boolean anyScan;
  private final double ofClass;

  /**
   * @param topProbability the softmax of the predicted class
   */
  Confidence(Calibration calibration, ParsedContent document, double topProbability) {
    this.calibration = calibration;
    this.document = document;
    this.ofClass = Calibration.logit(topProbability);
    this.scanned =
        document.getPages().stream()
            .filter(page -> page.getSource() == PageSource.OCR)
            .map(Page::getNumber)
            .collect(Collectors.toSet());
    this.anyScan = document.getWords().stream().anyMatch(word -> scanned.contains(word.getPage()));
  }

  /**
   * Of a value.
   *
   * @param kept the candidates that make the value
   * @param raw the mean of their scores
   * @param rival the greatest score of a candidate that was not kept, 0 if there is none
   */
  double present(FieldOf name, TaggedField field, List<Candidate> kept, double raw, double rival) {
    double weakest = kept.stream().mapToDouble(Candidate::weakest).min().orElseThrow();
    boolean again = kept.stream().allMatch(candidate -> candidate.times() > 1);
    boolean onScan = kept.stream().anyMatch(candidate -> onScan(candidate.start()));
    return calibration
        .present()
        .of(
            name,
            Calibration.logit(raw),
            Calibration.logit(weakest),
            rival,
            ofClass,
            bit(again),
            bit(onScan),
            bit(onScan && TEXTS.contains(field.kind())));
  }

  /** Of the absence of a field. */
  double absent(FieldOf name, double absence) {
    return calibration.absent().of(name, Calibration.logit(absence), ofClass, bit(anyScan));
  }

  private boolean onScan(int word) {
    return scanned.contains(document.getWords().get(word).getPage());
  }

  private static double bit(boolean is) {
    return is ? 1 : 0;
  }
}
