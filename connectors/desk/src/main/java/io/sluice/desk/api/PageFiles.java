package io.sluice.desk.api;

import io.sluice.http.Answer;
import io.sluice.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's files, from the class path. Nobody needs to be logged in to see an empty page. */
public final class PageFiles {
  private static final String FOLDER = "/io/sluice/desk/page/";

  /** Letters, digits, hyphens; one dot before each ending; no way up. */
  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_-]+/){0,4}[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9]+){1,2}");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src"
              + " 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
              + " 'none'",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  private PageFiles() {}

  /** Every path that nothing else answers. */
  public static Route route() {
    return new Route(
        "/", Set.of("GET"), false, 0, request -> answer(request.uri().getRawPath().substring(1)));
  }

  private static Answer answer(String path) throws IOException {
    String name = path.isEmpty() ? "index.html" : path;
    String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    byte[] bytes = mediaType != null && NAME.matcher(name).matches() ? read(name) : null;
    return bytes == null || mediaType == null
        ? Answers.refuse(404, "UNKNOWN", "there is nothing under this path")
        : new Answer(200, mediaType, bytes, HEADERS);
  }

  private static byte @Nullable [] read(String name) throws IOException {
    try (InputStream in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
