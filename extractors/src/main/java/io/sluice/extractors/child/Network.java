package io.sluice.extractors.child;

import java.io.IOException;
import java.net.URL;
import java.net.URLStreamHandler;
import java.util.Set;

/** Closes the ways out of a parser process: a document must not make it fetch anything. */
final class Network {
  private static final Set<String> CLOSED = Set.of("http", "https", "ftp", "mailto", "jmod");

  private Network() {}

  /** Beside the system properties that the parent sets (no name resolution, a dead proxy). */
  static void close() {
    URL.setURLStreamHandlerFactory(protocol -> CLOSED.contains(protocol) ? new Closed() : null);
  }

  private static final class Closed extends URLStreamHandler {
    @Override
    protected java.net.URLConnection openConnection(URL url) throws IOException {
      throw new IOException("a parser process opens no connection: " + url.getProtocol());
    }
  }
}
