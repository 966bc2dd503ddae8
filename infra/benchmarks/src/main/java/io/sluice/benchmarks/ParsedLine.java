package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A line of what {@code ./sluice parse} writes, as the record that travels. */
final class ParsedLine {
  private ParsedLine() {}

  static ParsedContent content(JsonNode parsed) {
    StringBuilder text = new StringBuilder();
    List<Word> words = new ArrayList<>();
    for (JsonNode word : parsed.get("words")) {
      JsonNode b = word.get("b");
      Box box = b.isNull() ? null : new Box(at(b, 0), at(b, 1), at(b, 2), at(b, 3));
      text.append(text.isEmpty() ? "" : word.has("n") ? "\n" : " ");
      words.add(new Word(word.get("t").asText(), word.get("p").asInt(), box, text.length(), null));
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
