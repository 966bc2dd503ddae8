package io.sluice.desk.api;

import io.sluice.http.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API's answers. */
public final class Answers {
  private Answers() {}

  /** 200 with this JSON. */
  public static Answer ok(Object json) {
    return Answer.json(200, json);
  }

  /** 204. */
  public static Answer nothing() {
    return new Answer(204, "application/json", "", Map.of());
  }

  /** A refusal: words for people, a code for programs. */
  public static Answer refuse(int status, String code, String message) {
    return refuse(status, code, message, Map.of());
  }

  /** The same with more to tell. */
  public static Answer refuse(
      int status, String code, String message, Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("message", message);
    json.put("code", code);
    json.putAll(more);
    return Answer.json(status, json);
  }
}
