package io.sluice.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers under a path.
 *
 * @param path the whole path, or, if it ends with a slash, the beginning of many
 * @param methods such as GET
 * @param open whether everybody may ask, as a health probe does
 * @param maxBody the most bytes that a request may bring
 * @param handler makes the answer; from many threads at once
 */
public record Route(String path, Set<String> methods, boolean open, int maxBody, Handler handler) {

  /**
   * A request that was let in; the body is within its limit.
   *
   * @param headers names in any letter case, as the JDK's server has them
   * @param from the address at the other end of the connection
   */
  public record Request(
      String method, URI uri, Map<String, List<String>> headers, InetAddress from, byte[] body) {

    /** The first header of this name. */
    public @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null || values.isEmpty() ? null : values.get(0);
    }
  }

  /** Makes an answer; what it throws is told to the log, and to the client that it went wrong. */
  @FunctionalInterface
  public interface Handler {
    Answer answer(Request request) throws IOException;
  }

  public Route {
    methods = Set.copyOf(methods);
  }

  /** Something to GET for those who may come in. */
  public static Route get(String path, Handler handler) {
    return new Route(path, Set.of("GET"), false, 0, handler);
  }

  /** Something to GET for everybody: whether a process lives, and no more. */
  public static Route probe(String path, Handler handler) {
    return new Route(path, Set.of("GET"), true, 0, handler);
  }

  boolean covers(String asked) {
    return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
  }
}
