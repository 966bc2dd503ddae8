package io.sluice.desk;

import io.sluice.content.ContentStore;
import io.sluice.desk.access.Logins;
import io.sluice.desk.access.OidcLogin;
import io.sluice.desk.access.People;
import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.User;
import io.sluice.desk.access.UserFile;
import io.sluice.desk.api.AccessApi;
import io.sluice.desk.api.DecisionApi;
import io.sluice.desk.api.Desk;
import io.sluice.desk.api.OidcApi;
import io.sluice.desk.api.OnceApi;
import io.sluice.desk.api.PageFiles;
import io.sluice.desk.api.PagesApi;
import io.sluice.desk.api.QueueApi;
import io.sluice.desk.api.ReviewApi;
import io.sluice.desk.api.Router;
import io.sluice.desk.api.TypesApi;
import io.sluice.desk.contents.Contents;
import io.sluice.desk.contents.Pictures;
import io.sluice.desk.lead.LeadApi;
import io.sluice.desk.lead.QueueMeters;
import io.sluice.desk.lead.Waiting;
import io.sluice.desk.queue.Rules;
import io.sluice.desk.topics.Ledger;
import io.sluice.desk.topics.Requests;
import io.sluice.desk.topics.Tasks;
import io.sluice.http.Answer;
import io.sluice.http.HealthServer;
import io.sluice.http.HttpEndpoint;
import io.sluice.http.Route;
import io.sluice.types.DocumentTypes;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running review desk. */
public final class ReviewDesk implements AutoCloseable {
  /**
   * Somebody who may come in by a link that works once.
   *
   * @param token what the link carries
   */
  public record Guest(User user, String token) {}

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AtomicReference<@Nullable URI> self = new AtomicReference<>();
  private final AtomicReference<@Nullable URI> health = new AtomicReference<>();
  private final DeskConfig config;
  private final Clock clock;

  private ReviewDesk(DeskConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Starts it, which ends any other desk on the same topics; returns when people can work at it.
   *
   * @throws io.sluice.config.ConfigException if the user file or the types are not as they must be
   * @throws IllegalStateException if a topic is missing
   */
  public static ReviewDesk start(DeskConfig config) {
    return start(config, null, Clock.systemUTC());
  }

  /** The same, with somebody who comes in by a link. */
  public static ReviewDesk start(DeskConfig config, Guest guest) {
    return start(config, guest, Clock.systemUTC());
  }

  /**
   * The same, by another clock.
   *
   * @param guest null for nobody
   */
  public static ReviewDesk start(DeskConfig config, @Nullable Guest guest, Clock clock) {
    ReviewDesk desk = new ReviewDesk(config, clock);
    try {
      desk.open(guest);
      return desk;
    } catch (RuntimeException e) {
      desk.close();
      throw e;
    }
  }

  private void open(@Nullable Guest guest) {
    UserFile users = config.users().map(UserFile::read).orElseGet(UserFile::empty);
    DocumentTypes types = config.types().map(DocumentTypes::load).orElseGet(DocumentTypes::shipped);
    Requests requests = opened(new Requests(config.kafka()));
    Pictures pictures =
        new Pictures(config.images().dpi(), config.images().ahead(), clock, requests::send);
    ContentStore store = opened(config.contents().open());
    Ledger ledger =
        opened(
            Ledger.open(
                config.kafka(),
                new Tasks(types),
                new Rules(
                    config.leases().duration(), config.leases().handover(), config.leases().most()),
                clock,
                pictures::accept));
    People people = new People(users.users());
    Desk desk = new Desk(ledger, new Contents(store), pictures, types, people);
    Sessions sessions = new Sessions(config.sessions(), clock);
    List<Route> routes = new ArrayList<>();
    routes.add(Route.probe("/health/live", request -> said(!ledger.isBroken())));
    routes.add(Route.probe("/health/ready", request -> said(ledger.isReady())));
    AccessApi access = access(users, sessions);
    routes.addAll(access.open());
    routes.addAll(otherLogins(people, sessions, guest));
    List<Router.Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(access.endpoints());
    endpoints.addAll(new TypesApi(types).endpoints());
    endpoints.addAll(new QueueApi(desk).endpoints());
    endpoints.addAll(new ReviewApi(desk).endpoints());
    endpoints.addAll(new PagesApi(desk).endpoints());
    endpoints.addAll(new DecisionApi(desk).endpoints());
    LeadApi lead =
        opened(
            LeadApi.start(
                config.kafka(), types, () -> waiting(ledger), ZoneId.systemDefault(), clock));
    endpoints.addAll(lead.endpoints());
    routes.add(new Router(sessions, endpoints).route());
    routes.add(PageFiles.route());
    HttpEndpoint server = opened(HttpEndpoint.start("review desk", config.http(), routes));
    self.set(server.address());
    QueueMeters meters = new QueueMeters();
    health.set(
        opened(
                HealthServer.start(
                    config.health(),
                    () -> !ledger.isBroken(),
                    ledger::isReady,
                    () -> meters.scrape(waiting(ledger), ledger.now())))
            .uri());
  }

  private static List<Waiting> waiting(Ledger ledger) {
    Instant now = ledger.now();
    return ledger.read(queue ->
        queue.all().stream()
            .map(review ->
                new Waiting(
                    review.task().tenant(),
                    review.task().documentType(),
                    review.task().purpose(),
                    review.task().requestedAt(),
                    review.heldAt(now).isPresent()))
            .toList());
  }

  private AccessApi access(UserFile users, Sessions sessions) {
    List<String> ways = new ArrayList<>();
    if (!users.users().isEmpty()) {
      ways.add("password");
    }
    if (config.oidc().isPresent()) {
      ways.add("oidc");
    }
    return new AccessApi(
        new Logins(users, sessions, clock),
        sessions,
        config.http().isSecure(),
        ways,
        config.leases().duration(),
        ReviewApi.DRAFT_BYTES);
  }

  private List<Route> otherLogins(People people, Sessions sessions, @Nullable Guest guest) {
    boolean secure = config.http().isSecure();
    List<Route> routes = new ArrayList<>();
    config
        .oidc()
        .ifPresent(oidc ->
            routes.addAll(
                new OidcApi(
                        new OidcLogin(oidc, sessions, people, clock),
                        sessions,
                        secure,
                        () -> config.http().publicUrl().orElseGet(this::address))
                    .open()));
    if (guest != null) {
      people.add(guest.user());
      routes.addAll(new OnceApi(guest.token(), guest.user(), sessions, secure).open());
    }
    return routes;
  }

  private static Answer said(boolean holds) {
    return holds ? Answer.text(200, "yes\n") : Answer.text(503, "no\n");
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** Where it answers. */
  public URI address() {
    return started(self);
  }

  /** Where it tells its health and figures. */
  public URI health() {
    return started(health);
  }

  private static URI started(AtomicReference<@Nullable URI> part) {
    URI address = part.get();
    if (address == null) {
      throw new IllegalStateException("the desk has not been started");
    }
    return address;
  }

  /** Leases and drafts stay as they are, for the next start. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the desk could not be closed", e);
      }
    }
  }
}
