package io.sluice.models.form;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.types.FieldSpec;
import io.sluice.types.Printed;
import io.sluice.types.Printed.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands at the printed phrases of forms. Pure; made for one document and one thread.
 */
public final class FormReader {
  /** Forms of this kind have two pages or three; what follows is attached to them. */
  private static final int MOST_PAGES = 4;

  private static final int MOST_WORDS = 4000;

  /** A phrase is not taken where it is worth so much less than where it is printed best. */
  private static final int WORSE = 4;

  private final ParsedContent document;
  private final List<FormPage> pages = new ArrayList<>();
  private final List<List<Label>> labels = new ArrayList<>();
  private @Nullable List<String> looked;

  /**
   * A value that was found.
   *
   * @param value as it stands there; lines are joined by spaces
   * @param words that say it, at least one
   * @param sure whether the place means this field and nothing else
   */
  public record Found(String value, List<Word> words, boolean sure) {
    public Found {
      words = List.copyOf(words);
    }
  }

  private record At(Label label, FormPage page, List<Label> others) {}

  public FormReader(ParsedContent document) {
    this.document = document;
  }

  /** What the first place that holds a value says of the field. */
  public Optional<Found> find(FieldSpec field) {
    Printed printed = field.printed();
    if (!printed.phrases().equals(looked)) {
      look(printed.phrases());
    }
    for (Place place : printed.places()) {
      for (At at : printedAt(place)) {
        Optional<Found> found = Values.read(field, place, cell(place, at));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a label of the field is printed on the document. */
  public boolean prints(FieldSpec field) {
    if (!field.printed().phrases().equals(looked)) {
      look(field.printed().phrases());
    }
    return field.printed().places().stream().anyMatch(place -> !printedAt(place).isEmpty());
  }

  private void look(List<String> phrases) {
    List<Phrase> all = phrases.stream().map(Phrase::new).toList();
    if (pages.isEmpty()) {
      straighten();
    }
    labels.clear();
    pages.forEach(page -> labels.add(Label.on(page, all)));
    looked = phrases;
  }

  private void straighten() {
    List<Word> words =
        document.getWords().stream()
            .filter(word -> word.getBox() != null && word.getPage() <= MOST_PAGES)
            .limit(MOST_WORDS)
            .toList();
    for (int page = 1; page <= MOST_PAGES; page++) {
      int number = page;
      pages.add(FormPage.of(words.stream().filter(w -> w.getPage() == number).toList()));
    }
  }

  private List<At> printedAt(Place place) {
    List<At> found = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      for (Label label : labels.get(i)) {
        if (label.phrase().text().equals(place.beside() == null ? place.label() : place.beside())) {
          At at = new At(label, pages.get(i), labels.get(i));
          (place.beside() == null ? Optional.of(label) : label.before(new Phrase(place.label())))
              .ifPresent(it -> found.add(new At(it, at.page(), at.others())));
        }
      }
    }
    found.sort(Comparator.comparing((At at) -> at.label().hit().worth()).reversed());
    return found.stream()
        .filter(at -> at.label().hit().worth() >= found.getFirst().label().hit().worth() - WORSE)
        .toList();
  }

  private static Cell cell(Place place, At at) {
    Cell cell =
        switch (place.value()) {
          case BELOW -> Cell.below(at.label(), at.others(), at.page());
          case ABOVE -> Cell.above(at.label(), at.others(), at.page());
          case BESIDE -> Cell.beside(at.label(), at.others(), at.page());
          case RIGHT -> Cell.rightOf(at.label(), at.others(), at.page());
        };
    return place.after() == null && place.before() == null
        ? cell
        : cell.between(place.after(), place.before());
  }
}
