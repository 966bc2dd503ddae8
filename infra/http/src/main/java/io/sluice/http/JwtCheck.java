package io.sluice.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks JSON Web Tokens: signature by one of the provider's keys, issuer, audience, expiry.
 * Thread-safe.
 */
final class JwtCheck {
  private static final Logger LOG = LoggerFactory.getLogger(JwtCheck.class);
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int LARGEST_KEY_SET = 512 << 10;

  /**
   * Public keys only. With a shared secret in this list, anybody could sign with the public key,
   * which is no secret.
   */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  JwtCheck(Access.Jwt wanted) {
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(wanted.keys())));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            Set.of(wanted.audience()),
            new JWTClaimsSet.Builder().issuer(wanted.issuer()).build(),
            Set.of("exp"),
            null);
    claims.setMaxClockSkew((int) wanted.skew().toSeconds());
    processor.setJWTClaimsSetVerifier(claims);
  }

  Guard.Decision decide(String token) {
    try {
      processor.process(token, null);
      return Guard.Decision.ENTER;
    } catch (KeySourceException e) {
      LOG.warn("the keys of the identity provider are not to be had: {}", e.toString());
      return Guard.Decision.UNDECIDED;
    } catch (ParseException | BadJOSEException | JOSEException e) {
      // The reason is for the log. Whoever tries tokens learns nothing.
      LOG.info("a token was refused: {}", e.getMessage());
      return Guard.Decision.UNKNOWN;
    }
  }

  private static JWKSource<SecurityContext> keys(String place) {
    if (!place.contains("://")) {
      return JWKSourceBuilder.create(new KeyFile(new File(place))).build();
    }
    try {
      return JWKSourceBuilder.create(
              URI.create(place).toURL(),
              new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET))
          .retrying(true)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("auth.jwt.keys: " + place, e);
    }
  }

  /** Read again whenever the cached keys are old or lack one: replace the file to change keys. */
  private record KeyFile(File file) implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        return JWKSet.load(file);
      } catch (IOException | ParseException e) {
        throw new JWKSetUnavailableException(file + " holds no set of keys: " + e, e);
      }
    }

    @Override
    public void close() {
      // Nothing stays open.
    }
  }
}
