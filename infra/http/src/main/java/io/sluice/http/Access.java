package io.sluice.http;

import io.sluice.config.ConfigNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may come in. Any one of what is configured is enough; if nothing is, everybody may.
 *
 * @param tokens bearer tokens; several while one is being replaced by another
 * @param users passwords by user name, for clients that speak HTTP's basic authentication only
 * @param jwt what a signed token of an identity provider must say
 */
public record Access(List<String> tokens, Map<String, String> users, Optional<Jwt> jwt) {
  /** Everybody may. */
  public static final Access OPEN = new Access(List.of(), Map.of(), Optional.empty());

  private static final int SHORTEST_SECRET = 16;
  private static final String SECRET_RULE =
      SHORTEST_SECRET + " characters at least, from a good source of chance";

  /**
   * What a JSON Web Token must say.
   *
   * @param keys the provider's public keys as a JWK set: a file or a URL
   * @param issuer the {@code iss} that it must have
   * @param audience the {@code aud} that it must have
   * @param skew by how much clocks may differ
   */
  public record Jwt(String keys, String issuer, String audience, Duration skew) {}

  public Access {
    tokens = List.copyOf(tokens);
    users = Map.copyOf(users);
  }

  /** Whether nobody is asked. */
  public boolean isOpen() {
    return tokens.isEmpty() && users.isEmpty() && jwt.isEmpty();
  }

  /** The same, and one token more. */
  public Access or(String token) {
    return new Access(Stream.concat(tokens.stream(), Stream.of(token)).toList(), users, jwt);
  }

  /** Reads {@code token}, {@code users} and {@code jwt}; the caller finishes the node. */
  static Access from(ConfigNode node) {
    List<String> tokens = node.strings("token", List.of());
    if (tokens.stream().anyMatch(token -> token.length() < SHORTEST_SECRET)) {
      node.problem("token", "too short", SECRET_RULE, "token: ${file:/run/secrets/http-token}");
    }
    Map<String, String> users = node.map("users");
    users.forEach((name, password) -> {
      if (password.length() < SHORTEST_SECRET) {
        node.problem(
            "users." + name,
            "too short",
            SECRET_RULE,
            name + ": ${file:/run/secrets/" + name + "}");
      }
    });
    return new Access(
        tokens, users, node.has("jwt") ? Optional.of(jwt(node.child("jwt"))) : Optional.empty());
  }

  private static Jwt jwt(ConfigNode node) {
    String keys = node.string("keys");
    if (!keys.isEmpty() && !isUsable(keys)) {
      node.problem(
          "keys",
          keys,
          "a file that can be read, or an https URL",
          "keys: https://login.example/keys.json");
    }
    Duration skew = node.duration("skew", Duration.ofSeconds(30));
    if (skew.compareTo(Duration.ofMinutes(5)) > 0) {
      node.problem("skew", skew, "5m at most", "skew: 30s");
    }
    return new Jwt(keys, node.string("issuer"), node.string("audience"), skew);
  }

  /** Keys that came unprotected could be anybody's: http is for this machine only. */
  private static boolean isUsable(String keys) {
    if (!keys.contains("://")) {
      return Files.isReadable(Path.of(keys));
    }
    try {
      URI url = URI.create(keys);
      return url.getHost() != null
          && ("https".equals(url.getScheme())
              || "http".equals(url.getScheme()) && HttpConfig.isLoopback(url.getHost()));
    } catch (IllegalArgumentException e) {
      return false; // The caller says what a URL must look like.
    }
  }

  @Override
  public String toString() {
    return "Access[%d tokens, users %s, jwt %s]".formatted(tokens.size(), users.keySet(), jwt);
  }
}
