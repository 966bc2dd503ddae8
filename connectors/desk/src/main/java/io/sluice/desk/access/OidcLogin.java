package io.sluice.desk.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins at an identity provider: OpenID Connect's authorization code flow with PKCE. Requests,
 * answers and checks of the ID token are the SDK's. Thread-safe.
 */
public final class OidcLogin {
  private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int LARGEST_KEY_SET = 512 << 10;
  private static final int MOST_BEGUN = 5_000;
  static final Duration WITHIN = Duration.ofMinutes(10);

  /** A login that was begun. */
  private record Begun(State state, Nonce nonce, CodeVerifier verifier, Instant at) {}

  /**
   * Where the browser goes next.
   *
   * @param ticket what its cookie carries until it comes back
   */
  public record Departure(URI to, String ticket) {}

  private final OidcConfig config;
  private final Clock clock;
  private final Sessions sessions;
  private final People people;
  private final Map<String, Begun> begun = new LinkedHashMap<>();
  private final Map<JWSAlgorithm, IDTokenValidator> validators = new LinkedHashMap<>();
  private @Nullable OIDCProviderMetadata provider;

  public OidcLogin(OidcConfig config, Sessions sessions, People people, Clock clock) {
    this.config = config;
    this.sessions = sessions;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Begins a login.
   *
   * @param back where the provider sends the browser
   * @return empty if the provider does not answer
   */
  public Optional<Departure> begin(URI back) {
    try {
      OIDCProviderMetadata to = provider();
      Begun login = new Begun(new State(), new Nonce(), new CodeVerifier(), clock.instant());
      URI uri =
          new AuthenticationRequest.Builder(
                  new ResponseType(ResponseType.Value.CODE),
                  new Scope(config.scopes().toArray(String[]::new)),
                  new ClientID(config.clientId()),
                  back)
              .endpointURI(to.getAuthorizationEndpointURI())
              .state(login.state())
              .nonce(login.nonce())
              .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
              .build()
              .toURI();
      String ticket = Sessions.secret();
      remember(ticket, login);
      return Optional.of(new Departure(uri, ticket));
    } catch (GeneralException | IOException e) {
      LOG.warn("the identity provider {} does not answer: {}", config.issuer(), e.toString());
      return Optional.empty();
    }
  }

  private synchronized void remember(String ticket, Begun login) {
    Instant now = clock.instant();
    begun.values().removeIf(old -> now.isAfter(old.at().plus(WITHIN)));
    if (begun.size() >= MOST_BEGUN) {
      begun.remove(begun.keySet().iterator().next());
    }
    begun.put(ticket, login);
  }

  /**
   * Ends a login.
   *
   * @param answer the address with which the browser came back
   * @param ticket what its cookie carries
   * @param back as it was at the beginning
   * @return empty if it failed; the log says why, the browser is not told
   */
  public Optional<Sessions.Session> end(URI answer, @Nullable String ticket, URI back) {
    Begun login;
    synchronized (this) {
      login = ticket == null ? null : begun.remove(ticket);
    }
    if (login == null || clock.instant().isAfter(login.at().plus(WITHIN))) {
      LOG.info("a login came back that nobody here has begun, or too late");
      return Optional.empty();
    }
    try {
      AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
      if (!login.state().equals(response.getState()) || !response.indicatesSuccess()) {
        LOG.info(
            "a login failed: {}",
            response.indicatesSuccess()
                ? "another state came back"
                : response.toErrorResponse().getErrorObject());
        return Optional.empty();
      }
      JWT token =
          token(
              new AuthorizationCodeGrant(
                  response.toSuccessResponse().getAuthorizationCode(), back, login.verifier()));
      return user(validator(token).validate(token, login.nonce()))
          .map(user -> {
            LOG.info("login: user={} by={}", user.id(), config.issuer());
            people.add(user);
            return sessions.begin(user);
          });
    } catch (GeneralException | IOException | BadJOSEException | JOSEException e) {
      LOG.warn("a login failed: {}", e.toString());
      return Optional.empty();
    }
  }

  private JWT token(AuthorizationCodeGrant grant) throws GeneralException, IOException {
    URI endpoint = provider().getTokenEndpointURI();
    ClientID client = new ClientID(config.clientId());
    TokenRequest request =
        config.clientSecret().isPresent()
            ? new TokenRequest(
                endpoint,
                new ClientSecretBasic(client, new Secret(config.clientSecret().get())),
                grant)
            : new TokenRequest(endpoint, client, grant);
    HTTPRequest http = request.toHTTPRequest();
    http.setConnectTimeout(TIMEOUT_MILLIS);
    http.setReadTimeout(TIMEOUT_MILLIS);
    TokenResponse response = OIDCTokenResponseParser.parse(http.send());
    if (!(response instanceof OIDCTokenResponse tokens)) {
      throw new ParseException(
          "no token was given: " + response.toErrorResponse().getErrorObject());
    }
    JWT token = tokens.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new ParseException("the provider gave no ID token");
    }
    return token;
  }

  /** Public keys only: what a shared secret has signed, anybody who knows it could have. */
  private synchronized IDTokenValidator validator(JWT token)
      throws GeneralException, IOException, BadJOSEException {
    if (!(token.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm)
        || !JWSAlgorithm.Family.SIGNATURE.contains(algorithm)) {
      throw new BadJOSEException("the ID token is signed with " + token.getHeader().getAlgorithm());
    }
    IDTokenValidator known = validators.get(algorithm);
    if (known == null) {
      known =
          new IDTokenValidator(
              new Issuer(config.issuer()),
              new ClientID(config.clientId()),
              algorithm,
              provider().getJWKSetURI().toURL(),
              new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET));
      validators.put(algorithm, known);
    }
    return known;
  }

  private Optional<User> user(IDTokenClaimsSet claims) {
    String id = text(claims.getClaim(config.userClaim()));
    List<String> groups = texts(claims.getClaim(config.groupsClaim()));
    Rights rights =
        groups.stream()
            .map(config.groups()::get)
            .filter(found -> found != null)
            .reduce(Rights.NONE, Rights::and);
    if (id == null || rights.roles().isEmpty()) {
      LOG.info(
          "a login was refused: {}",
          id == null
              ? "the ID token lacks the claim " + config.userClaim()
              : id + " is in no group that may work here");
      return Optional.empty();
    }
    String name = text(claims.getClaim(config.nameClaim()));
    return Optional.of(new User(id, name == null ? id : name, rights));
  }

  private static @Nullable String text(@Nullable Object claim) {
    return claim instanceof String text && !text.isBlank() ? text : null;
  }

  private static List<String> texts(@Nullable Object claim) {
    return claim instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : claim instanceof String one ? List.of(one) : List.of();
  }

  private synchronized OIDCProviderMetadata provider() throws GeneralException, IOException {
    OIDCProviderMetadata known = provider;
    if (known == null) {
      known =
          OIDCProviderMetadata.resolve(new Issuer(config.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
      provider = known;
    }
    return known;
  }
}
