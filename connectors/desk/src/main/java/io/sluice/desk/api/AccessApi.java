package io.sluice.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.desk.access.Logins;
import io.sluice.desk.access.Role;
import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.Sessions.Session;
import io.sluice.desk.access.User;
import io.sluice.desk.api.Router.Endpoint;
import io.sluice.http.Answer;
import io.sluice.http.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Logins, logouts, and who one is. */
public final class AccessApi {
  private static final int LOGIN_BODY = 4 << 10;

  private final Logins logins;
  private final Sessions sessions;
  private final boolean secure;
  private final List<String> ways;
  private final Duration lease;
  private final int draftBytes;

  /**
   * @param secure whether cookies travel over https alone
   * @param ways how one can log in: password, oidc
   */
  public AccessApi(
      Logins logins,
      Sessions sessions,
      boolean secure,
      List<String> ways,
      Duration lease,
      int draftBytes) {
    this.logins = logins;
    this.sessions = sessions;
    this.secure = secure;
    this.ways = List.copyOf(ways);
    this.lease = lease;
    this.draftBytes = draftBytes;
  }

  /** What is there before anybody is logged in. */
  public List<Route> open() {
    return List.of(
        new Route(
            "/api/login",
            Set.of("GET", "POST"),
            false,
            LOGIN_BODY,
            request -> request.method().equals("GET") ? ways() : login(request)));
  }

  /** What is there afterwards. */
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/me", this::me), Endpoint.post("/api/logout", this::logout));
  }

  private Answer ways() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ways", ways);
    if (ways.contains("oidc")) {
      json.put("oidc", "/login/oidc");
    }
    return Answers.ok(json);
  }

  private Answer login(Route.Request request) {
    String type = request.header("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      // What another site's form cannot send.
      return Answers.refuse(400, "BAD_REQUEST", "a login is JSON: {\"user\": …, \"password\": …}");
    }
    JsonNode body;
    try {
      body = Router.body(request.body());
    } catch (BadRequest e) {
      return Answers.refuse(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
    }
    Logins.Outcome outcome =
        logins.login(
            body.path("user").asText(""), body.path("password").asText(""), request.from());
    return switch (outcome) {
      case Logins.In in ->
          new Answer(
              204,
              "application/json",
              "",
              Map.of("Set-Cookie", cookie(in.session(), secure, sessions.limits().absolute())));
      case Logins.Wrong wrong ->
          Answers.refuse(401, "LOGIN", "the name or the password is not right");
      case Logins.Wait wait ->
          Answer.json(
              429,
              Map.of(
                  "message",
                  "too many wrong logins: try again in " + (wait.duration().toSeconds() + 1) + " s",
                  "code",
                  "SLOW_DOWN"),
              Map.of("Retry-After", Long.toString(wait.duration().toSeconds() + 1)));
    };
  }

  /** The cookie of a session. */
  static String cookie(Session session, boolean secure, Duration age) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s"
        .formatted(Router.COOKIE, session.id(), age.toSeconds(), secure ? "; Secure" : "");
  }

  private Answer logout(Call call) {
    sessions.end(call.session().id());
    return new Answer(
        204,
        "application/json",
        "",
        Map.of(
            "Set-Cookie",
            Router.COOKIE
                + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
                + (secure ? "; Secure" : "")));
  }

  private Answer me(Call call) {
    User user = call.user();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", user.id());
    json.put("name", user.name());
    json.put("roles", user.rights().roles().stream().sorted().map(Role::label).toList());
    json.put("skills", new TreeSet<>(user.rights().skills()));
    json.put("tenants", new TreeSet<>(user.rights().tenants()));
    json.put("seesPersonal", user.rights().personal());
    json.put("csrf", call.session().csrf());
    json.put("leaseSeconds", lease.toSeconds());
    json.put("draftBytes", draftBytes);
    json.put("idleSeconds", sessions.limits().idle().toSeconds());
    return Answers.ok(json);
  }
}
