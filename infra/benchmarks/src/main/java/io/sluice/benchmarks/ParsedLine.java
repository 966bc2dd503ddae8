package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A line of what {@code ./sluice parse} writes, as the record that travels. */
final class ParsedLine {
  private ParsedLine() {}

  static ParsedContent content(JsonNode parsed) {
    StringBuilder text = new StringBuilder();
    List<Word> words = new ArrayList<>();
    Set<Integer> scanned = new HashSet<>();
    parsed
        .path("pages")
        .forEach(page -> {
          if (page.path("source").asText().equals("OCR")) {
            scanned.add(page.get("number").asInt());
          }
        });
    for (JsonNode word : parsed.get("words")) {
      JsonNode b = word.get("b");
      Box box = b.isNull() ? null : new Box(at(b, 0), at(b, 1), at(b, 2), at(b, 3));
      text.append(text.isEmpty() ? "" : word.has("n") ? "\n" : " ");
      int page = word.get("p").asInt();
      // How sure OCR was is not in the line; that it was OCR is.
      Float confidence = scanned.contains(page) ? 1f : null;
      words.add(new Word(word.get("t").asText(), page, box, text.length(), confidence));
      text.append(word.get("t").asText());
    }
    List<StructuredPart> parts = new ArrayList<>();
    for (JsonNode part : parsed.get("structures")) {
      parts.add(
          new StructuredPart(
              StructureKind.valueOf(part.get("kind").asText()),
              part.get("name").asText(),
              part.get("content").asText()));
    }
    return new ParsedContent(text.toString(), List.of(), words, parts, Map.of());
  }

  private static float at(JsonNode box, int index) {
    return (float) box.get(index).asDouble();
  }
}
