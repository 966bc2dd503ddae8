package io.sluice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigNode;
import io.sluice.desk.access.Logins;
import io.sluice.desk.access.OidcConfig;
import io.sluice.desk.access.OidcLogin;
import io.sluice.desk.access.People;
import io.sluice.desk.access.Sessions;
import io.sluice.desk.access.UserFile;
import io.sluice.desk.api.AccessApi;
import io.sluice.desk.api.OidcApi;
import io.sluice.desk.api.Router;
import io.sluice.http.HttpConfig;
import io.sluice.http.HttpEndpoint;
import io.sluice.http.Pages;
import io.sluice.http.Route;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins at a real identity provider on loopback. */
class OidcTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ISSUER = "house";
  private static final MovableClock CLOCK = new MovableClock();
  private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
  private static HttpEndpoint desk;
  private static final People PEOPLE = new People(List.of());

  @BeforeAll
  static void start() throws Exception {
    PROVIDER.start(InetAddress.getByName("127.0.0.1"), 0);
    desk = desk(ISSUER);
  }

  /** The desk's doors, with nothing behind them. */
  private static HttpEndpoint desk(String issuer) {
    ConfigNode node =
        ConfigNode.of(
            "test",
            Map.of(
                "issuer",
                PROVIDER.issuerUrl(issuer).toString(),
                "clientId",
                "sluice-desk",
                "clientSecret",
                "a secret of this test",
                "groups",
                Map.of(
                    "readers", Map.of("roles", "reviewer", "tenants", "acme"),
                    "heads", Map.of("roles", "lead", "tenants", "*", "personal", true))));
    OidcConfig config = OidcConfig.from(node);
    node.finish();
    Sessions sessions = new Sessions(Sessions.Limits.DEFAULT, CLOCK);
    AccessApi access =
        new AccessApi(
            new Logins(UserFile.empty(), sessions, CLOCK),
            sessions,
            false,
            List.of("oidc"),
            Duration.ofMinutes(15),
            1_000);
    AtomicReference<URI> self = new AtomicReference<>();
    List<Route> routes = new ArrayList<>(access.open());
    routes.addAll(
        new OidcApi(new OidcLogin(config, sessions, PEOPLE, CLOCK), sessions, false, self::get)
            .open());
    routes.add(new Router(sessions, access.endpoints()).route());
    HttpEndpoint server =
        HttpEndpoint.start("desk", new Pages(HttpConfig.LOOPBACK, Optional.empty()), routes);
    self.set(server.address());
    return server;
  }

  @AfterAll
  static void stop() {
    desk.close();
    PROVIDER.shutdown();
  }

  /** A browser that has been to the provider and is on its way back. */
  private record Return(URI to, String ticket) {}

  private static Return atProvider() throws Exception {
    HttpResponse<String> away = get(desk.address().resolve("/login/oidc"), "");
    assertThat(away.statusCode()).isEqualTo(303);
    assertThat(location(away).toString())
        .contains("code_challenge_method=S256", "nonce=", "state=", "response_type=code");
    String ticket = cookie(away);
    assertThat(ticket).contains("HttpOnly").contains("SameSite=Lax");
    HttpResponse<String> back = get(location(away), "");
    return new Return(location(back), ticket.split(";")[0]);
  }

  /** The browser comes back, and the provider says who it is. */
  private static HttpResponse<String> comesBack(
      Return back, String subject, Map<String, Object> claims) throws Exception {
    PROVIDER.enqueueCallback(
        new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", null, claims, 3600));
    return get(back.to(), back.ticket());
  }

  @Test
  void whoTheProviderKnowsMayDoWhatTheirGroupsMay() throws Exception {
    Return back = atProvider();
    HttpResponse<String> in =
        comesBack(
            back, "ada", Map.of("name", "Ada Lovelace", "groups", List.of("readers", "heads")));
    assertThat(location(in)).hasToString("/");
    Browser ada = Browser.withCookie(desk.address(), cookie(in));
    var me = ada.get("/api/me").json();
    assertThat(me.path("user").asText()).isEqualTo("ada");
    assertThat(me.path("name").asText()).isEqualTo("Ada Lovelace");
    assertThat(me.path("roles").toString()).isEqualTo("[\"reviewer\",\"lead\"]");
    assertThat(me.path("seesPersonal").asBoolean()).isTrue();
    assertThat(PEOPLE.find("ada")).as("work can be handed over to them").isPresent();
    assertFailed(get(back.to(), back.ticket()), "the same answer again");
  }

  @Test
  void whoIsInNoGroupOfTheDeskStaysOutside() throws Exception {
    assertFailed(
        comesBack(atProvider(), "mallory", Map.of("groups", List.of("sales"))), "no group");
    assertFailed(comesBack(atProvider(), "mallory", Map.of()), "no claim");
  }

  @Test
  void anAnswerThatAnotherBrowserHasBegunIsRefused() throws Exception {
    Return mine = atProvider();
    assertFailed(get(mine.to(), ""), "without the cookie");
    Return first = atProvider();
    HttpResponse<String> other = get(desk.address().resolve("/login/oidc"), "");
    assertFailed(get(first.to(), cookie(other).split(";")[0]), "another one's state");
  }

  @Test
  void aLoginThatTakesTooLongIsRefused() throws Exception {
    Return late = atProvider();
    CLOCK.pass(Duration.ofMinutes(11));
    assertFailed(get(late.to(), late.ticket()), "too late");
  }

  @Test
  void aCodeThatTheProviderDoesNotKnowIsRefused() throws Exception {
    Return back = atProvider();
    URI forged = URI.create(back.to().toString().replaceFirst("code=[^&]+", "code=guessed"));
    assertFailed(get(forged, back.ticket()), "a forged code");
  }

  private static void assertFailed(HttpResponse<String> answer, String why) {
    assertThat(location(answer)).as(why).hasToString("/?login=failed");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .as(why)
        .noneMatch(cookie -> cookie.startsWith(Router.COOKIE));
  }

  private static HttpResponse<String> get(URI uri, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError(answer.body())));
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }
}
