package io.sluice.models;

import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.models.structure.StructuredReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records of what a machine-readable part says. It is read, not guessed, but it is not beyond
 * doubt: senders fill it in wrongly, and it may disagree with the page. Hence a little more
 * confidence where the page shows the same value.
 */
final class StructuredFields {
  static final double CLASS_CONFIDENCE = 0.995;
  private static final double ON_PAGE = 0.998;
  private static final double NOT_ON_PAGE = 0.99;
  private static final double ABSENT = 0.98;

  /** Where the pages show no word at all, nobody has seen what the part says. */
  private static final double NOTHING_SHOWN = 0.5;

  private StructuredFields() {}

  static ExtractedField field(String name, StructuredReading structure, ParsedContent document) {
    String value = structure.values().get(name);
    if (value == null) {
      return Fields.absent(name, Reader.STRUCTURE, 1, ABSENT);
    }
    if (document.getWords().isEmpty() && !document.getPages().isEmpty()) {
      return Fields.unplaced(name, value, Reader.STRUCTURE, 1, NOTHING_SHOWN);
    }
    Optional<Located> place = Located.find(document, value);
    return place.isPresent()
        ? Fields.placed(name, value, place.get(), Reader.STRUCTURE, 1, ON_PAGE)
        : Fields.unplaced(name, value, Reader.STRUCTURE, 1, NOT_ON_PAGE);
  }

  /** One class with this probability, the others of the model's classes share the rest. */
  static List<ClassProbability> classes(String type, double probability, List<String> all) {
    List<String> others = all.stream().filter(name -> !name.equals(type)).toList();
    List<ClassProbability> classes = new ArrayList<>();
    classes.add(new ClassProbability(type, probability));
    double share = others.isEmpty() ? 0 : Math.min(probability, (1 - probability) / others.size());
    others.forEach(name -> classes.add(new ClassProbability(name, share)));
    return classes;
  }
}
