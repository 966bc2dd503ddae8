package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pages that tests write words on. A letter is 5 points wide, a line 9 points high. */
public final class Sheet {
  private static final float LETTER = 5;
  private static final float HEIGHT = 9;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int page = 1;

  public Sheet nextPage() {
    page++;
    return this;
  }

  /** Words from this point to the right. */
  public Sheet left(float x, float y, String line) {
    float at = x;
    for (String word : line.split(" ")) {
      float end = at + LETTER * word.length();
      put(word, new Box(at, y, end, y + HEIGHT));
      at = end + LETTER;
    }
    return this;
  }

  /** Words that end at this point. */
  public Sheet right(float x, float y, String line) {
    return left(x - LETTER * line.length(), y, line);
  }

  private void put(String word, Box box) {
    text.append(text.isEmpty() ? "" : " ");
    words.add(new Word(word, page, box, text.length(), null));
    text.append(word);
  }

  public ParsedContent content() {
    return new ParsedContent(text.toString(), List.of(), words, List.of(), Map.of());
  }
}
