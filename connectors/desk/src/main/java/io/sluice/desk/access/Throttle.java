package io.sluice.desk.access;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses passwords: after some wrong ones each further try has to wait, twice
 * as long every time, up to a quarter of an hour. Counted for a user at an address, and, more
 * patiently, for an address. Thread-safe.
 */
final class Throttle {
  private static final int FREE_FOR_USER = 5;
  private static final int FREE_FOR_ADDRESS = 50;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int REMEMBERED = 20_000;

  private record Tally(int wrong, Instant until) {}

  private final Clock clock;
  private final Map<String, Tally> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
          return size() > REMEMBERED;
        }
      };

  Throttle(Clock clock) {
    this.clock = clock;
  }

  /** How long they have to wait; zero for not at all. */
  synchronized Duration wait(String user, InetAddress from) {
    Duration first = left(userAt(user, from));
    Duration second = left(from.getHostAddress());
    return first.compareTo(second) > 0 ? first : second;
  }

  synchronized void wrong(String user, InetAddress from) {
    count(userAt(user, from), FREE_FOR_USER);
    count(from.getHostAddress(), FREE_FOR_ADDRESS);
  }

  synchronized void right(String user, InetAddress from) {
    tallies.remove(userAt(user, from));
  }

  private Duration left(String key) {
    Tally tally = tallies.get(key);
    Duration left =
        tally == null ? Duration.ZERO : Duration.between(clock.instant(), tally.until());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void count(String key, int free) {
    Instant now = clock.instant();
    Tally before = tallies.get(key);
    int wrong =
        before == null || now.isAfter(before.until().plus(LONGEST)) ? 1 : before.wrong() + 1;
    long seconds = wrong < free ? 0 : 1L << Math.min(wrong - free, 20);
    tallies.put(key, new Tally(wrong, now.plusSeconds(Math.min(seconds, LONGEST.toSeconds()))));
  }

  private static String userAt(String user, InetAddress from) {
    return user + " at " + from.getHostAddress();
  }
}
