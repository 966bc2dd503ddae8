package io.sluice.extractors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.events.Box;
import io.sluice.events.Page;
import io.sluice.events.ParsedContent;
import io.sluice.events.StructuredPart;
import io.sluice.events.Word;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Parsed content as one line of JSON, for people and trainers:
 *
 * <pre>
 * {"id", "mediaType",
 *  "pages": [{"number", "width", "height", "source"}],
 *  "words": [{"t": text, "p": page, "b": [x0, y0, x1, y1] or null, "n": true if a line starts here}],
 *  "structures": [{"kind", "name", "content"}]}
 * </pre>
 *
 * Sizes and boxes are in points, origin top left, rounded to hundredths.
 */
public final class ParsedJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ParsedJson() {}

  /** The line, without a line feed. */
  public static String line(String id, String mediaType, ParsedContent content) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("mediaType", mediaType);
      pages(json, content);
      words(json, content);
      structures(json, content);
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void pages(JsonGenerator json, ParsedContent content) throws IOException {
    json.writeArrayFieldStart("pages");
    for (Page page : content.getPages()) {
      json.writeStartObject();
      json.writeNumberField("number", page.getNumber());
      number(json, "width", page.getWidth());
      number(json, "height", page.getHeight());
      json.writeStringField("source", page.getSource().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void words(JsonGenerator json, ParsedContent content) throws IOException {
    String text = content.getText();
    json.writeArrayFieldStart("words");
    int end = 0;
    for (Word word : content.getWords()) {
      json.writeStartObject();
      json.writeStringField("t", word.getText());
      json.writeNumberField("p", word.getPage());
      Box box = word.getBox();
      if (box == null) {
        json.writeNullField("b");
      } else {
        json.writeArrayFieldStart("b");
        json.writeNumber(rounded(box.getX0()));
        json.writeNumber(rounded(box.getY0()));
        json.writeNumber(rounded(box.getX1()));
        json.writeNumber(rounded(box.getY1()));
        json.writeEndArray();
      }
      if (text.substring(end, word.getStart()).indexOf('\n') >= 0) {
        json.writeBooleanField("n", true);
      }
      end = word.getStart() + word.getText().length();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void structures(JsonGenerator json, ParsedContent content) throws IOException {
    json.writeArrayFieldStart("structures");
    for (StructuredPart part : content.getStructures()) {
      json.writeStartObject();
      json.writeStringField("kind", part.getKind().name());
      json.writeStringField("name", part.getName());
      json.writeStringField("content", part.getContent());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, float value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(rounded(value));
  }

  /** Through Math.round, which keeps the file a third smaller than floats as they are. */
  private static double rounded(float value) {
    return Math.round(value * 100d) / 100d;
  }
}
