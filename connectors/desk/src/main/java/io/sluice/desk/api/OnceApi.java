package io.sluice.desk.api;

import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.User;
import io.sluice.http.Answer;
import io.sluice.http.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The login of whoever started the desk on their own machine: a link that works once, and no
 * password.
 */
public final class OnceApi {
  private final AtomicReference<@Nullable String> token;
  private final User user;
  private final Sessions sessions;
  private final boolean secure;

  public OnceApi(String token, User user, Sessions sessions, boolean secure) {
    this.token = new AtomicReference<>(token);
    this.user = user;
    this.sessions = sessions;
    this.secure = secure;
  }

  /** What is there before anybody is logged in. */
  public List<Route> open() {
    return List.of(new Route("/login/once", Set.of("GET"), false, 0, this::login));
  }

  private Answer login(Route.Request request) {
    List<String> given = Router.query(request.uri().getRawQuery()).getOrDefault("token", List.of());
    String wanted = token.get();
    boolean right =
        wanted != null
            && given.size() == 1
            && MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8),
                given.get(0).getBytes(StandardCharsets.UTF_8));
    return right && token.compareAndSet(wanted, null)
        ? OidcApi.redirect(
            "/", AccessApi.cookie(sessions.begin(user), secure, sessions.limits().absolute()))
        : Answers.refuse(
            403, "FORBIDDEN", "this link is used up: start the desk again for a new one");
  }
}
