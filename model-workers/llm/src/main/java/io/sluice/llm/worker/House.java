package io.sluice.llm.worker;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Which hosts are our own machines: loopback, and those that the configuration names. */
final class House {
  private House() {}

  /** Decided by the name that stands there, without asking a name server. */
  static boolean isOurs(URI url, Set<String> houseHosts) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]")
        || houseHosts.stream().anyMatch(each -> each.equalsIgnoreCase(host));
  }
}
