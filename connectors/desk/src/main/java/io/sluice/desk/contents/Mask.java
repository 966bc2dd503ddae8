package io.sluice.desk.contents;

import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Word;
import io.sluice.types.DocumentType;
import io.sluice.types.values.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a document is hidden from somebody who may not see personal data: the fields that its
 * type calls personal, wherever a reader found them, and the same words elsewhere in the document.
 * What no reader found cannot be hidden. Immutable.
 */
public final class Mask {
  /** Stands for what is hidden. */
  public static final String DOTS = "•••";

  private static final int SHORTEST_TOKEN = 3;
  private static final Pattern GAP = Pattern.compile("[\\s;,]+");

  private final Set<String> fields;
  private final List<ExtractedField> readings;
  private final Set<String> tokens;

  private Mask(Set<String> fields, List<ExtractedField> readings) {
    this.fields = Set.copyOf(fields);
    this.readings = List.copyOf(readings);
    this.tokens =
        readings.stream()
            .map(ExtractedField::getValue)
            .filter(Objects::nonNull)
            .flatMap(value -> GAP.splitAsStream(value))
            .map(Mask::squeezed)
            .filter(token -> token.length() >= SHORTEST_TOKEN)
            .collect(Collectors.toSet());
  }

  /** Hides nothing. */
  public static final Mask NONE = new Mask(Set.of(), List.of());

  /** Hides what the type calls personal. */
  public static Mask of(@Nullable DocumentType type, ReviewRequested request) {
    Set<String> fields = type == null ? Set.of() : personal(type);
    Prediction last = request.getPrediction();
    List<ExtractedField> readings =
        Stream.concat(request.getEarlier().stream(), Stream.ofNullable(last))
            .flatMap(prediction ->
                Stream.concat(
                    prediction.getFields().stream(), prediction.getSecondReadings().stream()))
            .filter(reading -> fields.contains(reading.getName()) && reading.getValue() != null)
            .toList();
    return new Mask(fields, readings);
  }

  /** The fields of a type that speak of a person. */
  public static Set<String> personal(DocumentType type) {
    return type.fields().stream()
        .filter(field -> field.personal())
        .map(field -> field.name())
        .collect(Collectors.toSet());
  }

  /** The names of what is hidden. */
  public Set<String> fields() {
    return fields;
  }

  /** Whether nothing is hidden. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Whether this field is hidden. */
  public boolean hides(@Nullable String field) {
    return field != null && fields.contains(field);
  }

  /** A sentence, or dots if it speaks of something hidden. */
  public String sentence(@Nullable String field, String message) {
    return hides(field) || Stream.of(message.split("[\\s;,'()]+")).anyMatch(this::isToken)
        ? DOTS
        : message;
  }

  /** Whether a word is hidden. */
  public boolean hides(Word word) {
    return isToken(word.getText()) || readings.stream().anyMatch(reading -> holds(reading, word));
  }

  /** What is to be blacked out on a page. */
  public List<Box> boxes(int page, Collection<Word> words) {
    List<Box> boxes = new ArrayList<>();
    for (ExtractedField reading : readings) {
      if (Objects.equals(reading.getPage(), page) && reading.getBox() != null) {
        boxes.add(reading.getBox());
      }
    }
    for (Word word : words) {
      if (word.getPage() == page && word.getBox() != null && hides(word)) {
        boxes.add(word.getBox());
      }
    }
    return boxes;
  }

  /** The text of a document, with dots in place of hidden words. */
  public String text(String text, Collection<Word> words) {
    if (isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder();
    int at = 0;
    for (Word word : words) {
      int start = word.getStart();
      int end = start + word.getText().length();
      if (start >= at && end <= text.length() && hides(word)) {
        masked.append(text, at, start).append(DOTS);
        at = end;
      }
    }
    return masked.append(text, at, text.length()).toString();
  }

  /** The names that are hidden in what people typed, whatever type they typed it for. */
  public static Set<String> inDrafts(Collection<DocumentType> types) {
    Set<String> names = new HashSet<>();
    types.forEach(type -> names.addAll(personal(type)));
    return names;
  }

  private boolean isToken(String word) {
    return tokens.contains(squeezed(word));
  }

  private static boolean holds(ExtractedField reading, Word word) {
    Integer start = reading.getStart();
    Integer end = reading.getEnd();
    if (start != null && end != null && word.getStart() >= start && word.getStart() < end) {
      return true;
    }
    Box place = reading.getBox();
    Box box = word.getBox();
    if (place == null || box == null || !Objects.equals(reading.getPage(), word.getPage())) {
      return false;
    }
    float x = (box.getX0() + box.getX1()) / 2;
    float y = (box.getY0() + box.getY1()) / 2;
    return x >= place.getX0() && x <= place.getX1() && y >= place.getY0() && y <= place.getY1();
  }

  private static String squeezed(String word) {
    return Text.fold(word).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
