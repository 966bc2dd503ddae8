package io.sluice.llm.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which servers want to be left alone, and until when; all tasks of a process heed it. */
final class Pace {
  private final InstantSource clock;
  private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** For how long a server is not to be asked; zero if it may be. */
  Duration left(String server) {
    Instant until = notBefore.get(server);
    Duration left = until == null ? Duration.ZERO : Duration.between(clock.instant(), until);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** A server wants to be left alone for so long; the longest wish holds. */
  void leave(String server, Duration wait) {
    Instant until = clock.instant().plus(wait);
    notBefore.merge(server, until, (a, b) -> a.isAfter(b) ? a : b);
  }
}
