package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.Decoder.Candidate;
import io.sluice.models.Decoder.ModelReading;
import io.sluice.models.PatternReader.Found;
import io.sluice.models.clause.Form;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What speaks for and against a reading of a field: numbers by name, from which its confidence is
 * made. One that is not there is 0. Pure; made for one document and one thread.
 *
 * <p>More of what begins with {@code +} never makes a reading less sure, more of what begins with
 * {@code -} never surer: the fit holds to it. The others say what kind of reading it is. {@code
 * model.*} are the model's scores; {@code pattern.*} what a pattern said; {@code second.*} the
 * labelled amount on the page; {@code ocr.*} how badly the words were recognised; {@code value.*}
 * the value's own form; {@code absent.*} what speaks of there being none; {@code kind.*} and {@code
 * clause.*} what kind of field it is; {@code form.*} how a clause says it, where not outright. Log
 * odds are of probabilities within [0.0001, 0.9999], shares within [0, 1].
 */
final class Signals {
  private final ParsedContent document;
  private final PatternReader patterns;
  private final Map<String, ExtractedField> secondReadings;
  private final Set<Integer> scanned;
  private final ValueForm form;
  private final double meanOcr;

  Signals(ParsedContent document, PatternReader patterns, List<ExtractedField> secondReadings) {
    this.document = document;
    this.patterns = patterns;
    this.secondReadings =
        secondReadings.stream().collect(Collectors.toMap(ExtractedField::getName, f -> f));
    this.scanned =
        document.getPages().stream()
            .filter(page -> page.getSource() == PageSource.OCR)
            .map(Page::getNumber)
            .collect(Collectors.toSet());
    this.form = new ValueForm(document);
    this.meanOcr =
        document.getWords().stream()
            .filter(word -> word.getConfidence() != null)
            .mapToDouble(word -> 1 - word.getConfidence())
            .average()
            .orElse(0);
  }

  /**
   * The signals of a reading.
   *
   * @param reading the model's or the pattern's value, or that there is none
   * @param model what the model read for the field, whatever became of it
   */
  SortedMap<String, Double> of(FieldSpec spec, ExtractedField reading, ModelReading model) {
    SortedMap<String, Double> signals = new TreeMap<>();
    Optional<Found> found =
        PatternReader.reads(spec) ? patterns.find(spec) : Optional.<Found>empty();
    String value = reading.getValue();
    put(signals, "+class", Calibration.logit(model.ofClass()));
    put(signals, "words", Math.log1p(document.getWords().size()) - 6);
    // What one class's labels teach of a kind or a clause holds for the same of another class.
    String absent = value == null ? ".absent" : "";
    put(signals, named("kind.", spec.kind(), absent), 1);
    if (spec.clause() != null) {
      put(signals, named("clause.", spec.clause(), absent), 1);
    }
    if (value == null) {
      absent(signals, spec, model, found);
    } else {
      boolean ofModel = reading.getReader() == Reader.MODEL;
      model(signals, spec, value, ofModel, model);
      pattern(signals, spec, value, ofModel, model, found);
      second(signals, spec, value);
      List<Word> words = words(reading, ofModel ? model.kept() : List.of());
      ocr(signals, spec, words);
      form.add(signals, spec, value, words);
    }
    signals.replaceAll((name, number) -> Math.round(number * 1e4) / 1e4);
    signals.values().removeIf(number -> number == 0);
    return signals;
  }

  private void absent(
      Map<String, Double> signals, FieldSpec spec, ModelReading model, Optional<Found> found) {
    put(signals, "absent", 1);
    put(signals, "+absent.score", Calibration.logit(1 - model.begin()));
    put(signals, "-absent.candidate", model.rival());
    put(signals, "+absent.none-of-kind", bit(form.none(spec.kind())));
    put(signals, "+absent.pattern-silent", bit(PatternReader.reads(spec) && found.isEmpty()));
    put(signals, "-absent.pattern-speaks", bit(found.isPresent()));
    put(signals, "-absent.second-speaks", bit(secondReadings.containsKey(spec.name())));
    put(signals, "-absent.scan", bit(!scanned.isEmpty()));
    put(signals, "-absent.ocr", meanOcr);
    put(signals, "-absent.label", bit(spec.labels().stream().anyMatch(form::stands)));
  }

  private static void model(
      Map<String, Double> signals,
      FieldSpec spec,
      String value,
      boolean ofModel,
      ModelReading model) {
    List<Candidate> kept = model.kept();
    if (ofModel && !kept.isEmpty()) {
      put(signals, "model", 1);
      put(signals, "+model.score", Calibration.logit(mean(kept)));
      put(signals, "+model.weakest", Calibration.logit(weakest(kept)));
      put(signals, "-model.rival", model.rival());
      put(signals, "+model.again", bit(kept.stream().allMatch(c -> c.times() > 1)));
      put(signals, "-model.values", Math.log(kept.size()));
    } else if (!ofModel) {
      String other = model.field().getValue();
      put(signals, "model.silent", bit(other == null));
      if (other != null && PatternReadings.same(spec, value, other)) {
        put(signals, "+model.agrees", 1);
      } else if (other != null) {
        put(signals, "-model.differs", 1);
      }
    }
  }

  private static void pattern(
      Map<String, Double> signals,
      FieldSpec spec,
      String value,
      boolean ofModel,
      ModelReading model,
      Optional<Found> found) {
    boolean said = found.isPresent() && PatternReadings.same(spec, value, found.get().value());
    if (!ofModel) {
      put(signals, "pattern", 1);
      // Else the rows' sum, which stands on the page, is the value.
      put(signals, "+pattern.rows-prove", bit(!said));
      if (said) {
        String other = model.field().getValue();
        boolean agrees = other != null && PatternReadings.same(spec, value, other);
        put(signals, "+pattern.sure", bit(found.get().sure()));
        Form form = found.get().form();
        if (form != null && !form.isSure()) {
          put(signals, named("form.", form, ""), 1);
        }
        put(
            signals,
            "+pattern.counted",
            Calibration.logit(PatternReadings.confidence(spec, found.get(), agrees)));
      }
    } else if (found.isPresent() && !said) {
      put(signals, "-pattern.differs", 1);
    } else if (PatternReader.reads(spec) && found.isEmpty()) {
      put(signals, "-pattern.silent", 1);
    }
  }

  private void second(Map<String, Double> signals, FieldSpec spec, String value) {
    ExtractedField second = secondReadings.get(spec.name());
    if (second == null || second.getValue() == null) {
      return;
    }
    boolean same =
        Prices.read(value)
            .flatMap(own -> Prices.read(second.getValue()).map(other -> own.compareTo(other) == 0))
            .orElse(false);
    put(signals, same ? "+second.agrees" : "-second.differs", 1);
  }

  private void ocr(Map<String, Double> signals, FieldSpec spec, List<Word> words) {
    if (words.stream().noneMatch(word -> scanned.contains(word.getPage()))) {
      return;
    }
    boolean text = ValueForm.TEXTS.contains(spec.kind());
    List<Double> doubts =
        words.stream()
            .filter(word -> word.getConfidence() != null)
            .map(word -> 1 - (double) word.getConfidence())
            .toList();
    double worst = doubts.stream().mapToDouble(d -> d).max().orElse(meanOcr);
    put(signals, text ? "-ocr.text-worst" : "-ocr.figures-worst", worst);
    put(
        signals,
        text ? "-ocr.text-mean" : "-ocr.figures-mean",
        doubts.stream().mapToDouble(d -> d).average().orElse(meanOcr));
  }

  /** The words that say the value: the candidates', else those at its place in the text. */
  private List<Word> words(ExtractedField reading, List<Candidate> kept) {
    if (!kept.isEmpty()) {
      List<Word> words = new ArrayList<>();
      kept.forEach(c -> words.addAll(document.getWords().subList(c.start(), c.end())));
      return words;
    }
    Integer start = reading.getStart();
    Integer end = reading.getEnd();
    return start == null || end == null
        ? List.of()
        : document.getWords().stream()
            .filter(
                word -> word.getStart() < end && word.getStart() + word.getText().length() > start)
            .toList();
  }

  private static double mean(List<Candidate> kept) {
    return kept.stream().mapToDouble(Candidate::raw).average().orElse(0);
  }

  private static double weakest(List<Candidate> kept) {
    return kept.stream().mapToDouble(Candidate::weakest).min().orElse(0);
  }

  private static String named(String before, Enum<?> name, String behind) {
    return before.concat(name.name().toLowerCase(Locale.ROOT).replace('_', '-')).concat(behind);
  }

  private static double bit(boolean is) {
    return is ? 1 : 0;
  }

  private static void put(Map<String, Double> signals, String name, double number) {
    signals.put(name, number);
  }
}
