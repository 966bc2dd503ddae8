package io.sluice.desk.access;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logins with a password. Thread-safe. */
public final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  /** What came of a try. */
  public sealed interface Outcome {}

  /** They are in. */
  public record In(Sessions.Session session) implements Outcome {}

  /** No such user, or another password. */
  public record Wrong() implements Outcome {}

  /** Too many wrong tries. */
  public record Wait(Duration duration) implements Outcome {}

  private final UserFile users;
  private final Sessions sessions;
  private final Throttle throttle;

  public Logins(UserFile users, Sessions sessions, Clock clock) {
    this.users = users;
    this.sessions = sessions;
    this.throttle = new Throttle(clock);
  }

  /** Tries it. */
  public Outcome login(String id, String password, InetAddress from) {
    Duration wait = throttle.wait(id, from);
    if (wait.isPositive()) {
      return new Wait(wait);
    }
    Optional<User> user = users.login(id, password);
    if (user.isEmpty()) {
      throttle.wrong(id, from);
      LOG.info("a login from {} was refused", from.getHostAddress());
      return new Wrong();
    }
    throttle.right(id, from);
    LOG.info("login: user={} from={}", id, from.getHostAddress());
    return new In(sessions.begin(user.get()));
  }
}
