package io.sluice.connectors.upsert;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Who the sink is in the target. Never shown. */
public sealed interface Credentials {
  /** The plan that makes a session of them. */
  Step<Session> open();

  /** None: the target is open, or the network vouches for the sink. */
  record None() implements Credentials {
    @Override
    public Step<Session> open() {
      return new Step.Done<>(Session.NONE);
    }
  }

  /** A key in a header. */
  record ApiKey(String header, String value) implements Credentials {
    @Override
    public Step<Session> open() {
      return new Step.Done<>(new Session(Map.of(header, value), null));
    }

    @Override
    public String toString() {
      return "ApiKey[" + header + "]";
    }
  }

  /** User and password: as HTTP's basic authentication, or for the target's own login. */
  record UserPassword(String user, String password) implements Credentials {
    @Override
    public Step<Session> open() {
      return new Step.Done<>(
          new Session(Map.of("Authorization", "Basic " + base64(user + ":" + password)), null));
    }

    @Override
    public String toString() {
      return "UserPassword[" + user + "]";
    }
  }

  /** OAuth 2.0 client credentials (RFC 6749, section 4.4). */
  record ClientCredentials(String tokenUrl, String clientId, String clientSecret, String scope)
      implements Credentials {
    /** A token is renewed so long before it expires. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    @Override
    public Step<Session> open() {
      String form =
          "grant_type=client_credentials" + (scope.isEmpty() ? "" : "&scope=" + encoded(scope));
      // Section 2.3.1: the client's name and secret are form-encoded before they are joined.
      String basic = base64(encoded(clientId) + ":" + encoded(clientSecret));
      Call call =
          new Call(
              "POST",
              tokenUrl,
              Map.of(
                  "Content-Type", "application/x-www-form-urlencoded",
                  "Accept", "application/json",
                  "Authorization", "Basic " + basic),
              form,
              Call.Effect.READ,
              true);
      return new Step.Ask<>(call, ClientCredentials::session);
    }

    private static Step<Session> session(Reply reply) {
      JsonNode json = reply.json();
      String token = json.path("access_token").asText();
      if (reply.isSuccess() && !token.isEmpty()) {
        long seconds = json.path("expires_in").asLong(0);
        Instant expires = seconds <= 0 ? null : reply.at().plusSeconds(seconds).minus(MARGIN);
        return new Step.Done<>(new Session(Map.of("Authorization", "Bearer " + token), expires));
      }
      // Only the standard's own error texts (section 5.2): anything else could repeat a secret.
      String why =
          "the token endpoint answered HTTP %d %s %s"
              .formatted(
                  reply.status(),
                  json.path("error").asText(""),
                  json.path("error_description").asText(""))
              .strip();
      return new Step.Failed<>(
          reply.status() >= 500 || reply.status() == 429 || reply.status() == 408
              ? Checks.later(reply, why)
              : new Outcome.Unauthorised(why));
    }

    @Override
    public String toString() {
      return "ClientCredentials[" + clientId + "]";
    }
  }

  /** RFC 4648, of UTF-8. */
  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
