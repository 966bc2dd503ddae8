package io.sluice.llm.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an error means: whose fault it is and whether asking again may help. By the HTTP status
 * first, then by the codes that the servers document. Pure.
 */
final class Errors {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Short, because some servers say a request's own words back, and this is logged. */
  private static final int SHOWN = 160;

  /** Codes that say that the account has no money left, whatever the status. */
  private static final Set<String> NO_MONEY =
      Set.of(
          "insufficient_quota",
          "billing_hard_limit_reached",
          "credit_balance_exhausted",
          "billing_error",
          "enforced_spend_limit_reached");

  private static final Pattern NO_MONEY_IN_WORDS =
      Pattern.compile("(?i)credit balance|spend(?:ing)? limit|usage limits?");

  private static final Set<String> FILTERED =
      Set.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");

  private Errors() {}

  /** What an answer other than 200 means. */
  static Reply of(Head head, String body) {
    JsonNode json = parsed(body);
    String code = code(json);
    String why = "%d %s".formatted(head.status(), words(json, body));
    if (NO_MONEY.contains(code) || head.status() == 400 && NO_MONEY_IN_WORDS.matcher(why).find()) {
      return new Reply.Misconfigured(why);
    }
    if (FILTERED.contains(code)) {
      return new Reply.Refused(why, Usage.NONE);
    }
    return switch (head.status()) {
      case 400, 413, 414, 415, 422 -> new Reply.Failed(why);
      case 408, 504 -> new Reply.TimedOut(why, /* perhapsBilled= */ true);
      case 429 -> new Reply.Throttled(why, Waits.of(head));
      case 409, 425 -> new Reply.Overloaded(why, Waits.of(head));
      case 501, 505 -> new Reply.Misconfigured(why);
      default ->
          head.status() >= 500
              ? new Reply.Overloaded(why, Waits.of(head))
              // 401, 402, 403, 404, redirects, which are never followed: nothing about a document.
              : new Reply.Misconfigured(why);
    };
  }

  /** What came instead of JSON: a web page says that the URL is another's. */
  static Reply noJson(String body, Usage usage) {
    return body.stripLeading().startsWith("<")
        ? new Reply.Misconfigured(
            "200, but a web page: is the URL right, and is no proxy before it?")
        : new Reply.Malformed("the answer is no JSON", usage);
  }

  /** What an error means that came when the answer had begun: by its type alone. */
  static Reply underWay(Head head, JsonNode error) {
    String code = code(error);
    String why = "in the stream: " + words(error, error.toString());
    return switch (code) {
      case "overloaded_error", "overloaded", "service_unavailable", "server_error", "api_error" ->
          new Reply.Overloaded(why, Waits.of(head));
      case "rate_limit_error", "rate_limit_exceeded" -> new Reply.Throttled(why, Waits.of(head));
      case "timeout_error" -> new Reply.TimedOut(why, /* perhapsBilled= */ true);
      case "invalid_request_error", "request_too_large" -> new Reply.Failed(why);
      case "authentication_error", "permission_error", "not_found_error", "billing_error" ->
          new Reply.Misconfigured(why);
      default -> new Reply.Overloaded(why, Waits.of(head));
    };
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      // A proxy's page, for instance: its status says enough.
      return MissingNode.getInstance();
    }
  }

  /** The most telling of the codes that an error carries, in lower case; empty if none. */
  private static String code(JsonNode json) {
    JsonNode error = json.path("error");
    for (JsonNode each :
        new JsonNode[] {
          error.path("details").path("error_code"),
          error.path("code"),
          error.path("type"),
          json.path("error_type"),
          json.path("code"),
          json.path("type")
        }) {
      if (each.isTextual() && !each.asText().equals("error")) {
        return each.asText().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static String words(JsonNode json, String body) {
    JsonNode error = json.path("error");
    String message =
        error.isTextual()
            ? error.asText()
            : error.path("message").asText(json.path("message").asText(body));
    String line = message.replaceAll("\\s+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
