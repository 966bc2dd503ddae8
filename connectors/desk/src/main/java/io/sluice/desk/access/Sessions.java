package io.sluice.desk.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in. In memory: after a restart people log in again; drafts and leases are kept
 * elsewhere. Thread-safe.
 */
public final class Sessions {
  private static final int TOKEN_BYTES = 32;
  private static final int MOST = 10_000;

  /**
   * How long a session lasts.
   *
   * @param idle without a request
   * @param absolute from the login on
   */
  public record Limits(Duration idle, Duration absolute) {
    /** Half an hour, and a working day. */
    public static final Limits DEFAULT = new Limits(Duration.ofMinutes(30), Duration.ofHours(10));
  }

  /**
   * A login.
   *
   * @param id what the cookie carries; a secret
   * @param csrf what changes bring along
   */
  public record Session(String id, String csrf, User user, Instant began, Instant lastSeen) {
    Session seen(Instant now) {
      return new Session(id, csrf, user, began, now);
    }

    @Override
    public String toString() {
      return "Session[" + user.id() + " since " + began + "]"; // Not the secrets.
    }
  }

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Session> byId = new ConcurrentHashMap<>();
  private final Limits limits;
  private final Clock clock;

  public Sessions(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** A secret of 256 bits. */
  public static String secret() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Begins one; what is over is forgotten on the way. */
  public Session begin(User user) {
    Instant now = clock.instant();
    byId.values().removeIf(session -> isOver(session, now));
    if (byId.size() >= MOST) {
      throw new IllegalStateException("more than " + MOST + " people are logged in");
    }
    Session session = new Session(secret(), secret(), user, now, now);
    byId.put(session.id(), session);
    return session;
  }

  /** The session of this cookie, and from now on it is in use. */
  public Optional<Session> find(@Nullable String id) {
    if (id == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.ofNullable(
        byId.computeIfPresent(
            id, (key, session) -> isOver(session, now) ? null : session.seen(now)));
  }

  /** Ends it. */
  public void end(String id) {
    byId.remove(id);
  }

  /** How long a session lasts. */
  public Limits limits() {
    return limits;
  }

  private boolean isOver(Session session, Instant now) {
    return now.isAfter(session.lastSeen().plus(limits.idle()))
        || now.isAfter(session.began().plus(limits.absolute()));
  }
}
