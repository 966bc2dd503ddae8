package io.sluice.desk;

import io.sluice.desk.access.Logins;
import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.UserFile;
import io.sluice.desk.api.AccessApi;
import io.sluice.desk.api.PageFiles;
import io.sluice.desk.api.Router;
import io.sluice.desk.api.TypesApi;
import io.sluice.http.Answer;
import io.sluice.http.HttpEndpoint;
import io.sluice.http.Route;
import io.sluice.types.DocumentTypes;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A running review desk. */
public final class ReviewDesk implements AutoCloseable {
  /** The largest draft, in bytes of JSON. */
  static final int DRAFT_BYTES = 256 << 10;

  private final HttpEndpoint server;

  private ReviewDesk(HttpEndpoint server) {
    this.server = server;
  }

  /** Starts it; returns when people can work at it. */
  public static ReviewDesk start(DeskConfig config) {
    return start(config, config.users().map(UserFile::read).orElseGet(UserFile::empty), Clock.systemUTC());
  }

  static ReviewDesk start(DeskConfig config, UserFile users, Clock clock) {
    DocumentTypes types = config.types().map(DocumentTypes::load).orElseGet(DocumentTypes::shipped);
    Sessions sessions = new Sessions(config.sessions(), clock);
    AccessApi access =
        new AccessApi(
            new Logins(users, sessions, clock),
            sessions,
            config.http().isSecure(),
            List.of("password"),
            config.leases().duration(),
            DRAFT_BYTES);
    List<Router.Endpoint> endpoints = new ArrayList<>(access.endpoints());
    endpoints.addAll(new TypesApi(types).endpoints());
    List<Route> routes = new ArrayList<>();
    routes.add(Route.probe("/health/live", request -> Answer.text(200, "yes\n")));
    routes.addAll(access.open());
    routes.add(new Router(sessions, endpoints).route());
    routes.add(PageFiles.route());
    return new ReviewDesk(HttpEndpoint.start("review desk", config.http(), routes));
  }

  /** Where it answers. */
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
  }
}
