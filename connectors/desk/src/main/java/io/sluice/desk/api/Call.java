package io.sluice.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.desk.access.Sessions.Session;
import io.sluice.desk.access.User;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of somebody who is logged in.
 *
 * @param session whose
 * @param path what stands in the pattern's braces, decoded
 * @param query the parameters, each with its values in order
 * @param body the JSON object; an empty one if none came
 */
public record Call(
    Session session, Map<String, String> path, Map<String, List<String>> query, JsonNode body) {

  /** Who asks. */
  public User user() {
    return session.user();
  }

  /** What stands in the path's braces. */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the pattern has no {" + name + "}");
    }
    return value;
  }

  /** The parameter's values; blank ones don't count. */
  public List<String> all(String name) {
    return query.getOrDefault(name, List.of()).stream().filter(value -> !value.isBlank()).toList();
  }

  /** The parameter's first value. */
  public @Nullable String first(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * A whole number in the query.
   *
   * @throws BadRequest if it is none, or out of range
   */
  public int number(String name, int fallback, int least, int most) {
    String text = first(name);
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new BadRequest(name + " is a whole number from " + least + " to " + most);
  }

  /**
   * A text in the body; null if it is missing or null.
   *
   * @throws BadRequest if it is something else
   */
  public @Nullable String text(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadRequest(name + " is a text");
    }
    return value.textValue();
  }

  /**
   * A text in the body that must be there.
   *
   * @throws BadRequest if it is not
   */
  public String required(String name) {
    String text = text(name);
    if (text == null || text.isBlank()) {
      throw new BadRequest(name + " is missing");
    }
    return text;
  }
}
