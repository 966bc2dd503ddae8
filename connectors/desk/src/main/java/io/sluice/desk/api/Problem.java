package io.sluice.desk.api;

import io.sluice.http.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision cannot be carried out.
 *
 * @param field the field it is about; null for the whole
 */
record Problem(@Nullable String field, String message) {
  /** All of them at once. */
  static Answer answer(List<Problem> problems) {
    return Answers.refuse(
        422,
        "PROBLEMS",
        problems.size() == 1
            ? problems.get(0).message()
            : problems.size() + " things keep this from being decided",
        Map.of("problems", problems.stream().map(Problem::json).toList()));
  }

  private Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("field", field);
    json.put("message", message);
    return json;
  }
}
