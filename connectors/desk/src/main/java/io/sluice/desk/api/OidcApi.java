package io.sluice.desk.api;

import io.sluice.desk.access.OidcLogin;
import io.sluice.desk.access.Sessions;
import io.sluice.http.Answer;
import io.sluice.http.Route;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The way to the identity provider and back. */
public final class OidcApi {
  private static final String TICKET = "sluice_login";
  private static final String BACK = "/login/oidc/callback";

  private final OidcLogin login;
  private final Sessions sessions;
  private final boolean secure;
  private final Supplier<URI> self;

  /**
   * @param secure whether cookies travel over https alone
   * @param self how browsers reach this server
   */
  public OidcApi(OidcLogin login, Sessions sessions, boolean secure, Supplier<URI> self) {
    this.login = login;
    this.sessions = sessions;
    this.secure = secure;
    this.self = self;
  }

  /** What is there before anybody is logged in. */
  public List<Route> open() {
    return List.of(
        new Route("/login/oidc", Set.of("GET"), false, 0, request -> begin()),
        new Route(BACK, Set.of("GET"), false, 0, this::end));
  }

  private Answer begin() {
    Optional<OidcLogin.Departure> departure = login.begin(self.get().resolve(BACK));
    return departure
        .map(to ->
            redirect(
                to.to().toString(),
                // Lax: the browser comes back from another site.
                "%s=%s; Path=/login; HttpOnly; SameSite=Lax; Max-Age=600%s"
                    .formatted(TICKET, to.ticket(), secure ? "; Secure" : "")))
        .orElseGet(
            () -> Answers.refuse(503, "AWAY", "the identity provider does not answer; try again"));
  }

  private Answer end(Route.Request request) {
    return login
        .end(
            self.get().resolve(request.uri()),
            Router.cookie(request, TICKET),
            self.get().resolve(BACK))
        .map(session ->
            redirect("/", AccessApi.cookie(session, secure, sessions.limits().absolute())))
        .orElseGet(
            () -> redirect("/?login=failed", TICKET + "=; Path=/login; HttpOnly; Max-Age=0"));
  }

  static Answer redirect(String to, String cookie) {
    return new Answer(303, "text/plain", "", Map.of("Location", to, "Set-Cookie", cookie));
  }
}
