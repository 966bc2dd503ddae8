package io.sluice.llm;

import io.sluice.events.Box;
import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Documents for tests. */
public final class Documents {
  static {
    AvroTrust.grant();
  }

  private Documents() {}

  /** A document with a text layer; each text is a page. */
  public static ParsedContent of(String... pages) {
    return of(PageSource.TEXT_LAYER, pages);
  }

  /** A document with words of this source. */
  public static ParsedContent of(PageSource source, String... pages) {
    StringBuilder text = new StringBuilder();
    List<Word> words = new ArrayList<>();
    List<Page> all = new ArrayList<>();
    for (int p = 0; p < pages.length; p++) {
      all.add(new Page(p + 1, 595f, 842f, source, null, null, 0f));
      float y = 50;
      for (String line : pages[p].split("\n")) {
        float x = 50;
        for (String word : line.strip().split("\\s+")) {
          if (!word.isEmpty()) {
            Box box = new Box(x, y, x + 6f * word.length(), y + 10);
            words.add(new Word(word, p + 1, box, text.length(), null));
            text.append(word).append(' ');
            x += 6f * (word.length() + 1);
          }
        }
        text.append('\n');
        y += 14;
      }
    }
    return new ParsedContent(text.toString(), all, words, List.of(), Map.of());
  }

  /** The same in a format without pages. */
  public static ParsedContent withoutPages(String text) {
    ParsedContent paged = of(text);
    List<Word> words =
        paged.getWords().stream()
            .map(word -> new Word(word.getText(), 0, null, word.getStart(), null))
            .toList();
    return new ParsedContent(paged.getText(), List.of(), words, List.of(), Map.of());
  }

  /** A reading of the micro model with these fields. */
  public static Prediction soFar(String type, ExtractedField... fields) {
    return Prediction.newBuilder()
        .setClasses(List.of(new ClassProbability(type, 0.99)))
        .setFields(List.of(fields))
        .setModel(new ModelInfo("micro", "1", "0"))
        .setWallMillis(1)
        .build();
  }

  /** A field that the micro model found at an offset. */
  public static ExtractedField found(String name, String value, int start) {
    return new ExtractedField(
        name, value, 0.4, 0.4, Reader.MODEL, start, start + value.length(), 1, null);
  }
}
