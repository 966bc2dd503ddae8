package io.sluice.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every handler, whichever server runs it: who may come in, and from where. Nothing
 * of a request is read before but its headers. Thread-safe.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  /** On every answer. Nothing here is a page, so a browser need load, frame and keep nothing. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY");

  /** What a header says of whoever sent it. */
  enum Decision {
    ENTER,
    UNKNOWN,
    /** Nobody can say just now. */
    UNDECIDED
  }

  /** The headers of a request that count here, each null if it is not there. */
  public record Visit(
      @Nullable String authorization, @Nullable String host, @Nullable String origin) {}

  /** Why a request goes no further. */
  public record Refusal(int status, String message, Map<String, String> headers) {}

  private final HttpConfig config;
  private final @Nullable Pages pages;
  private final @Nullable JwtCheck jwt;

  public Guard(HttpConfig config) {
    this(config, null);
  }

  /** Before pages for people: their browsers come in, for what their own pages ask. */
  public Guard(Pages pages) {
    this(pages.server(), pages);
  }

  private Guard(HttpConfig config, @Nullable Pages pages) {
    this.config = config;
    this.pages = pages;
    this.jwt = config.access().jwt().map(JwtCheck::new).orElse(null);
    if (config.isReadableOnTheWay()) {
      LOG.warn(
          "{}:{} answers without TLS: tokens and contents can be read on the way; set tls, or let"
              + " only a proxy that speaks TLS reach it",
          config.host(),
          config.port());
    }
  }

  /**
   * Looks at a request.
   *
   * @param open whether the answer is for everybody, as that of a health probe is
   * @return why it goes no further; empty if it may
   */
  public Optional<Refusal> check(Visit visit, boolean open) {
    if (pages != null) {
      return open || pages.isOurs(visit.host(), visit.origin())
          ? Optional.empty()
          : refuse(
              421,
              "this server is " + pages.address() + ": its own pages may ask it, and no others");
    }
    if (visit.origin() != null) {
      return refuse(403, "web pages have no business here: leave out the header Origin");
    }
    if (!config.asks() && !isThisMachine(visit.host())) {
      // A web page may point a name of its own at 127.0.0.1 and ask through a browser here.
      return refuse(
          421,
          "this server is for this machine: ask for 127.0.0.1 or localhost, or set auth and come"
              + " under any name");
    }
    if (open) {
      return Optional.empty();
    }
    return switch (decide(visit.authorization())) {
      case ENTER -> Optional.empty();
      case UNDECIDED -> refuse(503, "who you are cannot be checked just now; ask again");
      case UNKNOWN ->
          Optional.of(
              new Refusal(
                  401,
                  "this needs the header Authorization: Bearer <token>, with a token that is"
                      + " valid here",
                  Map.of("WWW-Authenticate", "Bearer realm=\"sluice\"")));
    };
  }

  private Decision decide(@Nullable String authorization) {
    Access access = config.access();
    if (access.isOpen()) {
      return Decision.ENTER; // Or TLS has asked.
    }
    if (authorization == null) {
      return Decision.UNKNOWN;
    }
    if (authorization.startsWith(BASIC)) {
      return known(authorization.substring(BASIC.length()), credentials(access.users()));
    }
    if (!authorization.startsWith(BEARER)) {
      return Decision.UNKNOWN;
    }
    String token = authorization.substring(BEARER.length()).strip();
    Decision decision = known(token, access.tokens());
    return decision == Decision.ENTER || jwt == null ? decision : jwt.decide(token);
  }

  /** Takes as long for a wrong secret as for the right one, whatever its length. */
  private static Decision known(String given, List<String> secrets) {
    byte[] digest = sha256(given);
    boolean found = false;
    for (String secret : secrets) {
      found |= MessageDigest.isEqual(digest, sha256(secret));
    }
    return found ? Decision.ENTER : Decision.UNKNOWN;
  }

  private static List<String> credentials(Map<String, String> users) {
    return users.entrySet().stream()
        .map(user -> user.getKey() + ":" + user.getValue())
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(Base64.getEncoder()::encodeToString)
        .toList();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** {@code host} is as the header has it, with or without a port. */
  static boolean isThisMachine(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":\\d+$", "");
    return name.equalsIgnoreCase("localhost")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || name.equals("[::1]");
  }

  private static Optional<Refusal> refuse(int status, String message) {
    return Optional.of(new Refusal(status, message, Map.of()));
  }
}
