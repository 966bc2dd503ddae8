package io.sluice.connectors.upsert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, before the session's headers are added; it holds no secret unless {@code secret}.
 *
 * @param method HTTP's
 * @param path after the target's URL, with its query, escaped; or a whole URL
 * @param headers besides the session's
 * @param body as text; null for none
 * @param effect what it does in the target
 * @param secret whether the body holds a secret, and is not shown
 */
public record Call(
    String method,
    String path,
    Map<String, String> headers,
    @Nullable String body,
    Effect effect,
    boolean secret) {

  public Call {
    headers = Map.copyOf(headers);
  }

  /** What a request does in the target. */
  public enum Effect {
    /** It changes nothing. */
    READ,
    /** Doing it twice is doing it once. */
    IDEMPOTENT_WRITE,
    /** Doing it twice makes two: where its answer is lost, the target is given time to finish. */
    CREATE
  }

  /** A request without a body. */
  public static Call get(String path) {
    return new Call("GET", path, Map.of("Accept", "application/json"), null, Effect.READ, false);
  }

  /** A request with a body in JSON. */
  public static Call json(String method, String path, JsonNode body, Effect effect) {
    return new Call(
        method,
        path,
        Map.of("Accept", "application/json", "Content-Type", "application/json"),
        body.toString(),
        effect,
        false);
  }

  /** The same with one header more. */
  public Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, more, body, effect, secret);
  }

  /** For messages and logs: no body, no query. */
  public String inWords() {
    int query = path.indexOf('?');
    return method + " " + (query < 0 ? path : path.substring(0, query));
  }

  @Override
  public String toString() {
    return inWords();
  }
}
