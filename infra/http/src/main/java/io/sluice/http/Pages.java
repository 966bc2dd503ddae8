package io.sluice.http;

import io.sluice.config.ConfigNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server of pages for people: it asks who they are with a login of its own, behind the {@link
 * Guard}, since a browser brings no token along.
 *
 * @param server where it answers; its {@code auth} is open
 * @param publicUrl how browsers reach it, without a path; empty for this machine's names
 */
public record Pages(HttpConfig server, Optional<URI> publicUrl) {

  /**
   * Reads {@code host}, {@code port}, {@code tls} and {@code publicUrl}; what is wrong is reported
   * to the node, and the caller finishes it. Who serves others says under which name, and over
   * https: a session's cookie could be read on the way else.
   */
  public static Pages from(ConfigNode node, int port) {
    HttpConfig server = HttpConfig.withoutAccess(node, port);
    String url = node.optional("publicUrl");
    URI parsed = url == null ? null : parse(url);
    if (url != null && parsed == null) {
      node.problem(
          "publicUrl",
          url,
          "https, a name and no path; http for this machine alone",
          "publicUrl: https://desk.example");
    }
    if (url == null && !HttpConfig.isLoopback(server.host())) {
      node.problem(
          "publicUrl",
          "missing",
          "a server that others can reach (host " + server.host() + ") says under which name",
          "publicUrl: https://desk.example");
    }
    return new Pages(server, Optional.ofNullable(parsed));
  }

  private static @Nullable URI parse(String url) {
    try {
      URI uri = URI.create(url);
      boolean plain = "http".equals(uri.getScheme());
      return uri.getHost() != null
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && (plain ? HttpConfig.isLoopback(uri.getHost()) : "https".equals(uri.getScheme()))
          ? URI.create(
              (uri.getScheme() + "://" + uri.getRawAuthority())
                  .toLowerCase(Locale.ROOT)
                  .replaceFirst(plain ? ":80$" : ":443$", ""))
          : null;
    } catch (IllegalArgumentException e) {
      return null; // The caller says what a URL must look like.
    }
  }

  /** Whether cookies travel over https alone. */
  public boolean isSecure() {
    return server.tls().isPresent()
        || publicUrl.map(url -> "https".equals(url.getScheme())).orElse(false);
  }

  /** How people call it. */
  String address() {
    return publicUrl.map(URI::toString).orElse("for this machine, as 127.0.0.1 or localhost");
  }

  /**
   * Whether the request is for this server under a name of its own, and no other page has sent it.
   */
  boolean isOurs(@Nullable String host, @Nullable String origin) {
    if (host == null) {
      return false;
    }
    String asked = host.toLowerCase(Locale.ROOT);
    boolean local = Guard.isThisMachine(asked);
    String self =
        publicUrl
            .filter(url -> url.getRawAuthority().equals(asked))
            .map(URI::toString)
            .orElse(server.scheme() + "://" + asked);
    boolean named =
        local || publicUrl.map(url -> url.getRawAuthority().equals(asked)).orElse(false);
    return named && (origin == null || origin.equalsIgnoreCase(self));
  }
}
