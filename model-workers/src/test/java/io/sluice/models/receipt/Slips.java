package io.sluice.models.receipt;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short documents made of lines. */
final class Slips {
  static {
    AvroTrust.grant();
  }

  private Slips() {}

  static ParsedContent scanned(String... lines) {
    return of(0.9f, lines);
  }

  static ParsedContent written(String... lines) {
    return of(null, lines);
  }

  private static ParsedContent of(@Nullable Float confidence, String... lines) {
    List<Word> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(text.isEmpty() ? "" : "\n");
      boolean first = true;
      for (String word : line.split(" ")) {
        text.append(first ? "" : " ");
        first = false;
        words.add(new Word(word, 1, null, text.length(), confidence));
        text.append(word);
      }
    }
    return new ParsedContent(text.toString(), List.of(), words, List.of(), Map.of());
  }
}
