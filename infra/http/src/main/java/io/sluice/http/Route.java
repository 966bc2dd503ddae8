package io.sluice.http;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

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

  /** A request that was let in; the body is within its limit. */
  public record Request(String method, URI uri, byte[] body) {}

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
