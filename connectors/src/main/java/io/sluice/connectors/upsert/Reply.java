package io.sluice.connectors.upsert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status HTTP's
 * @param headers by lower-case name
 * @param body as text, empty for none
 * @param at when it arrived
 */
public record Reply(int status, Map<String, List<String>> headers, String body, Instant at) {
  // Exact numbers: an amount must not become a float on its way back.
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final int LONGEST_MESSAGE = 1000;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** The body in JSON; a missing node if it is none. */
  public JsonNode json() {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // A proxy's page, say: whoever asks for a field finds none, and shows the text.
      return MissingNode.getInstance();
    }
  }

  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The header's first value. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /** What {@code Retry-After} asks for, in seconds or as a point in time; at most an hour. */
  public Optional<Duration> retryAfter() {
    return header("retry-after")
        .flatMap(this::wait)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  /** The beginning of the body as it is, for targets that answer in another form than usual. */
  public String text() {
    String flat = body.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    String shown =
        flat.length() > LONGEST_MESSAGE ? flat.substring(0, LONGEST_MESSAGE) + "…" : flat;
    return "HTTP " + status + (shown.isEmpty() ? "" : ": " + shown);
  }

  private Optional<Duration> wait(String value) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(at, until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      // Neither form of RFC 9110, section 10.2.3: as if it were not there.
      return Optional.empty();
    }
  }
}
