package io.sluice.models.form;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.form.FormReader.Found;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A made-up filing: a character is 4 points wide, a line 8 high; lines stand 11 apart. */
final class Form {
  private final List<Word> words = new ArrayList<>();
  private final FormReader reader;

  /** A page of these lines; spaces keep columns apart. */
  static Form of(String... lines) {
    return askew(0, lines);
  }

  /** The same page, fed askew: it falls by {@code slope} points a point to the right. */
  static Form askew(float slope, String... lines) {
    return new Form(slope, lines);
  }

  private Form(float slope, String... lines) {
    int start = 0;
    for (int line = 0; line < lines.length; line++) {
      int column = 0;
      for (String cell : lines[line].split("(?<= )(?=\\S)|(?<=\\S)(?= )")) {
        if (!cell.isBlank()) {
          float y = 100 + 11 * line + slope * column * 4;
          Box box = new Box(40f + column * 4, y, 40f + (column + cell.length()) * 4, y + 8);
          words.add(new Word(cell, 1, box, start, null));
          start += cell.length() + 1;
        }
        column += cell.length();
      }
    }
    reader = new FormReader(new ParsedContent("", List.of(), words, List.of(), Map.of()));
  }

  Optional<Found> find(String field) {
    return reader.find(spec(field));
  }

  Optional<String> read(String field) {
    return find(field).map(Found::value);
  }

  static FieldSpec spec(String field) {
    return DocumentTypes.shipped()
        .find("registration_form")
        .orElseThrow()
        .field(field)
        .orElseThrow();
  }
}
