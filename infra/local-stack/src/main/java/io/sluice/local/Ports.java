package io.sluice.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
final class Ports {
  private Ports() {}

  /**
   * The wanted port, or a free one for 0. Another process may still take it before it is used.
   *
   * @throws IllegalStateException if the wanted port is taken
   */
  static int choose(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(
          wanted == 0
              ? "no port of the loopback interface is free: " + e.getMessage()
              : "port %d cannot be used: %s; name another one, or 0 for any that is free"
                  .formatted(wanted, e.getMessage()),
          e);
    }
  }
}
