package io.sluice.llm.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an answer by field: JSON as the schema says, read tolerantly, since not every
 * server holds its models to the schema. Words around the object are passed over, keys that were
 * not asked for as well. Pure.
 */
final class Claims {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser parser;
  private final int base;

  /**
   * What is said about one field.
   *
   * @param claims one a value; empty if the model says that there is none
   * @param spans where the values stand in the answer's text, as JSON literals
   */
  record Said(List<Claim> claims, List<Span> spans) {
    Said {
      claims = List.copyOf(claims);
      spans = List.copyOf(spans);
    }
  }

  /** Characters {@code [start, end)} of the answer's text. */
  record Span(int start, int end) {}

  private Claims(JsonParser parser, int base) {
    this.parser = parser;
    this.base = base;
  }

  /** The claims by field; empty if the text holds no JSON object. */
  static Optional<Map<String, Said>> of(String text, Set<String> asked) {
    int start = text.indexOf('{');
    int end = text.lastIndexOf('}');
    if (start < 0 || end < start) {
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(text.substring(start, end + 1))) {
      return Optional.of(new Claims(parser, start).object(asked));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Map<String, Said> object(Set<String> asked) throws IOException {
    Map<String, Said> said = new LinkedHashMap<>();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      if (asked.contains(field)) {
        said.put(field, field());
      } else {
        parser.skipChildren();
      }
    }
    return said;
  }

  private Said field() throws IOException {
    List<Claim> claims = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    int start = here();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        one(claims, spans);
      }
    } else {
      one(claims, spans);
    }
    if (claims.isEmpty() && spans.isEmpty()) {
      spans.add(new Span(start, end()));
    }
    return new Said(claims, spans);
  }

  private void one(List<Claim> claims, List<Span> spans) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      // A bare value: it has no evidence, and will not be believed, unless it is null.
      int start = here();
      parser.skipChildren();
      String value = scalar();
      spans.add(new Span(start, end()));
      if (value != null) {
        claims.add(new Claim(value, null, null));
      }
      return;
    }
    String value = null;
    Integer page = null;
    String quote = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      int start = here();
      parser.skipChildren();
      String said = scalar();
      switch (key) {
        case "value" -> {
          value = said;
          spans.add(new Span(start, end()));
        }
        case "page" -> page = number(said);
        case "quote" -> quote = said;
        default -> {
          // Not asked for.
        }
      }
    }
    if (value != null) {
      claims.add(new Claim(value, page, quote));
    }
  }

  /** The text of a scalar; null for null, for nothing but blanks and for what is no scalar. */
  private @Nullable String scalar() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      return null;
    }
    String text = parser.getText().strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text != null && text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
  }

  private int here() {
    return base + (int) parser.currentTokenLocation().getCharOffset();
  }

  private int end() throws IOException {
    // A string's end is known when it has been read.
    parser.getText();
    return base + (int) parser.currentLocation().getCharOffset();
  }
}
