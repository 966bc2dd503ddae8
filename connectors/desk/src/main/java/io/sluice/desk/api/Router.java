package io.sluice.desk.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.Sessions.Session;
import io.sluice.http.Answer;
import io.sluice.http.Route;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads a request under {@code /api} to what answers it: whoever comes without a session is sent to
 * the login, and a change without its token is refused, before anything is looked at.
 */
public final class Router {
  /** The cookie of a session. */
  public static final String COOKIE = "sluice_desk";

  static final String CSRF_HEADER = "X-CSRF-Token";
  private static final int LARGEST_BODY = 1 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /** Answers a call; from many threads at once. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Call call) throws IOException;
  }

  /**
   * What answers under a path.
   *
   * @param pattern such as {@code /api/reviews/{id}/claim}
   */
  public record Endpoint(String method, String pattern, Handler handler) {
    /** Reads. */
    public static Endpoint get(String pattern, Handler handler) {
      return new Endpoint("GET", pattern, handler);
    }

    /** Changes. */
    public static Endpoint post(String pattern, Handler handler) {
      return new Endpoint("POST", pattern, handler);
    }

    /** Replaces. */
    public static Endpoint put(String pattern, Handler handler) {
      return new Endpoint("PUT", pattern, handler);
    }
  }

  private final Sessions sessions;
  private final List<Endpoint> endpoints;

  public Router(Sessions sessions, List<Endpoint> endpoints) {
    this.sessions = sessions;
    this.endpoints = List.copyOf(endpoints);
  }

  /** Everything under {@code /api/}. */
  public Route route() {
    return new Route("/api/", Set.of("GET", "POST", "PUT"), false, LARGEST_BODY, this::answer);
  }

  private Answer answer(Route.Request request) throws IOException {
    Optional<Session> session = sessions.find(cookie(request, COOKIE));
    if (session.isEmpty()) {
      return Answers.refuse(401, "LOGIN", "nobody is logged in, or it was too long ago: log in");
    }
    if (!request.method().equals("GET")
        && !same(session.get().csrf(), request.header(CSRF_HEADER))) {
      return Answers.refuse(
          403, "CSRF", "the header " + CSRF_HEADER + " is missing or old: ask /api/me for it");
    }
    List<String> asked = segments(request.uri().getRawPath());
    for (Endpoint endpoint : endpoints) {
      Map<String, String> path = match(segments(endpoint.pattern()), asked);
      if (path != null && endpoint.method().equals(request.method())) {
        try {
          return endpoint
              .handler()
              .answer(
                  new Call(
                      session.get(),
                      path,
                      query(request.uri().getRawQuery()),
                      body(request.body())));
        } catch (BadRequest e) {
          return Answers.refuse(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
        }
      }
    }
    return Answers.refuse(404, "UNKNOWN", "there is nothing under this path");
  }

  /** The value of a cookie. */
  static @Nullable String cookie(Route.Request request, String name) {
    for (String header : request.headers().getOrDefault("Cookie", List.of())) {
      for (String pair : header.split(";")) {
        String[] parts = pair.strip().split("=", 2);
        if (parts.length == 2 && parts[0].equals(name)) {
          return parts[1];
        }
      }
    }
    return null;
  }

  /** A body's JSON object. */
  static JsonNode body(byte[] bytes) {
    if (bytes.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode body = JSON.readTree(bytes);
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw new BadRequest("the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRequest("the body is no JSON in UTF-8");
    }
    throw new BadRequest("the body is a JSON object");
  }

  private static @Nullable Map<String, String> match(List<String> pattern, List<String> asked) {
    if (pattern.size() != asked.size()) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String part = pattern.get(i);
      int open = part.indexOf('{');
      int close = part.indexOf('}');
      if (open < 0) {
        if (!part.equals(asked.get(i))) {
          return null;
        }
        continue;
      }
      String before = part.substring(0, open);
      String after = part.substring(close + 1);
      String given = asked.get(i);
      if (given.length() <= before.length() + after.length()
          || !given.startsWith(before)
          || !given.endsWith(after)) {
        return null;
      }
      values.put(
          part.substring(open + 1, close),
          decode(given.substring(before.length(), given.length() - after.length())));
    }
    return values;
  }

  static Map<String, List<String>> query(@Nullable String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query
            .computeIfAbsent(decode(parts[0]), key -> new ArrayList<>())
            .add(parts.length == 2 ? decode(parts[1].replace("+", "%20")) : "");
      }
    }
    return query;
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** Percent-encoding alone: a plus in a path is a plus. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("the address is not percent-encoded as it should be: " + text);
    }
  }

  private static boolean same(String wanted, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
