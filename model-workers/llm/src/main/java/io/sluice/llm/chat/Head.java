package io.sluice.llm.chat;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of an HTTP answer.
 *
 * @param status the HTTP status
 * @param headers the first value of each header; the case of names does not matter
 * @param at when it came
 */
public record Head(int status, Map<String, String> headers, Instant at) {
  public Head {
    Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    headers = Collections.unmodifiableMap(any);
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
