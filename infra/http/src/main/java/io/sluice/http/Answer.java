package io.sluice.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer over HTTP.
 *
 * @param status HTTP's code
 * @param mediaType of the body
 * @param body its bytes; text is UTF-8
 * @param headers further ones
 */
public record Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A text in UTF-8. */
  public Answer(int status, String mediaType, String body, Map<String, String> headers) {
    this(status, mediaType, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** A text. */
  public static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body, Map.of());
  }

  /** A scrape in Prometheus' text format. */
  public static Answer metrics(String scrape) {
    return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", scrape, Map.of());
  }

  /** What Jackson makes of a value, and a line feed. */
  public static Answer json(int status, Object value) {
    return json(status, value, Map.of());
  }

  /** The same with further headers. */
  public static Answer json(int status, Object value, Map<String, String> headers) {
    try {
      return new Answer(status, "application/json", JSON.writeValueAsString(value) + "\n", headers);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON can be made of this answer", e);
    }
  }

  static Answer refusal(Guard.Refusal refusal) {
    return json(refusal.status(), Map.of("message", refusal.message()), refusal.headers());
  }

  static Answer message(int status, String message) {
    return json(status, Map.of("message", message));
  }
}
