package io.sluice.schemas;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a schema registry, read from a Kafka client's configuration under Confluent's names.
 *
 * @param urls base URLs of equal servers, without a slash at the end; never empty
 * @param authorization value of the Authorization header; never printed
 * @param tls key stores for https; null for the JDK's defaults
 * @param connectTimeout limit for opening a connection
 * @param readTimeout limit for one answer
 * @param maxRetries further rounds over all servers after the first has failed
 * @param firstWait pause before the second round; it doubles with each further one
 * @param maxWait upper bound of the pause
 */
public record RegistryConfig(
    List<URI> urls,
    @Nullable String authorization,
    @Nullable Tls tls,
    Duration connectTimeout,
    Duration readTimeout,
    int maxRetries,
    Duration firstWait,
    Duration maxWait) {

  public static final String URL = "schema.registry.url";
  public static final String AUTO_REGISTER = "auto.register.schemas";
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  public static final String USER_INFO = "basic.auth.user.info";
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  public static final String BEARER_TOKEN = "bearer.auth.token";
  public static final String SSL_PREFIX = "schema.registry.ssl.";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String MAX_RETRIES = "max.retries";
  public static final String RETRY_WAIT = "retries.wait.ms";
  public static final String RETRY_MAX_WAIT = "retries.max.wait.ms";

  /** Key stores of an https connection; passwords are never printed. */
  public record Tls(@Nullable Store trust, @Nullable Store key, @Nullable String keyPassword) {
    /** A key store file; type as the JDK names it, for instance PKCS12. */
    public record Store(Path location, @Nullable String password, String type) {
      @Override
      public String toString() {
        return type + " " + location;
      }
    }

    @Override
    public String toString() {
      return "trust " + trust + ", key " + key;
    }
  }

  public RegistryConfig {
    if (urls.isEmpty()) {
      throw new ConfigException(
          URL + ": missing; name the registry, for instance " + URL + "=http://localhost:8081");
    }
    urls = List.copyOf(urls);
  }

  /**
   * Reads a client's configuration.
   *
   * @throws ConfigException naming the key, the rule and an example
   */
  public static RegistryConfig from(Map<String, ?> configs) {
    Settings settings = new Settings(configs);
    List<URI> urls = new ArrayList<>();
    @Nullable String userInfo = null;
    for (String text : settings.text(URL).orElse("").split(",")) {
      if (!text.isBlank()) {
        URI url = url(text.strip());
        userInfo = url.getUserInfo() != null ? url.getUserInfo() : userInfo;
        urls.add(withoutUserInfo(url));
      }
    }
    return new RegistryConfig(
        urls,
        authorization(settings, userInfo),
        tls(settings),
        settings.millis(CONNECT_TIMEOUT, Duration.ofSeconds(10)),
        settings.millis(READ_TIMEOUT, Duration.ofSeconds(30)),
        settings.integer(MAX_RETRIES, 3),
        settings.millis(RETRY_WAIT, Duration.ofSeconds(1)),
        settings.millis(RETRY_MAX_WAIT, Duration.ofSeconds(20)));
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message for every text that is no URL.
    }
    throw new ConfigException(
        URL,
        text.replaceFirst("[^/]*@", ""),
        "a comma-separated list of http or https URLs, such as http://localhost:8081");
  }

  private static URI withoutUserInfo(URI url) {
    return url.getRawUserInfo() == null
        ? url
        : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
  }

  private static @Nullable String authorization(Settings settings, @Nullable String urlUserInfo) {
    Optional<String> token = settings.text(BEARER_TOKEN);
    if (token.isPresent()) {
      settings.oneOf(BEARER_SOURCE, "STATIC_TOKEN", List.of("STATIC_TOKEN"));
      return "Bearer " + token.get();
    }
    String source = settings.oneOf(CREDENTIALS_SOURCE, "URL", List.of("URL", "USER_INFO"));
    String userInfo =
        source.equals("URL")
            ? urlUserInfo
            : settings
                .text(USER_INFO)
                .or(() -> settings.text("schema.registry." + USER_INFO))
                .orElseThrow(() ->
                    new ConfigException(
                        USER_INFO
                            + ": missing; "
                            + CREDENTIALS_SOURCE
                            + "=USER_INFO wants"
                            + " it as user:password"));
    return userInfo == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Tls tls(Settings settings) {
    if (settings.text(SSL_PREFIX + "endpoint.identification.algorithm", "https").isBlank()) {
      throw new ConfigException(
          SSL_PREFIX + "endpoint.identification.algorithm",
          "",
          "host names are always checked; give the server a certificate with its name");
    }
    Tls.Store trust = store(settings, "truststore");
    Tls.Store key = store(settings, "keystore");
    return trust == null && key == null
        ? null
        : new Tls(trust, key, settings.text(SSL_PREFIX + "key.password").orElse(null));
  }

  private static Tls.@Nullable Store store(Settings settings, String kind) {
    String prefix = SSL_PREFIX + kind + ".";
    Optional<String> location = settings.text(prefix + "location");
    if (location.isEmpty()) {
      return null;
    }
    String type = settings.oneOf(prefix + "type", "JKS", List.of("JKS", "PKCS12"));
    return new Tls.Store(
        Path.of(location.get()), settings.text(prefix + "password").orElse(null), type);
  }

  /**
   * Kafka hands values over as texts or as objects: {@code "true"}, {@code true}, a list, a
   * password.
   */
  record Settings(Map<String, ?> configs) {
    Optional<String> text(String key) {
      Object value = configs.get(key);
      if (value instanceof Password password) {
        value = password.value();
      }
      String text =
          value instanceof Iterable<?> many
              ? String.join(",", toTexts(many))
              : value == null ? "" : value.toString();
      return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }

    String text(String key, String fallback) {
      return configs.get(key) == null ? fallback : configs.get(key).toString();
    }

    boolean flag(String key, boolean fallback) {
      String text = oneOf(key, Boolean.toString(fallback), List.of("true", "false"));
      return Boolean.parseBoolean(text);
    }

    int integer(String key, int fallback) {
      String text = text(key).orElse(Integer.toString(fallback));
      try {
        int number = Integer.parseInt(text);
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Falls through to the one message for every text that is no such number.
      }
      throw new ConfigException(key, text, "a whole number, 0 or more, such as " + fallback);
    }

    Duration millis(String key, Duration fallback) {
      return Duration.ofMillis(integer(key, (int) fallback.toMillis()));
    }

    String oneOf(String key, String fallback, List<String> allowed) {
      String text = text(key).orElse(fallback);
      if (!allowed.contains(text)) {
        throw new ConfigException(key, text, "one of " + allowed);
      }
      return text;
    }

    @Override
    public String toString() {
      return "settings " + configs.keySet(); // No values: some are secret.
    }

    private static List<String> toTexts(Iterable<?> many) {
      List<String> texts = new ArrayList<>();
      many.forEach(one -> texts.add(String.valueOf(one)));
      return texts;
    }
  }

  @Override
  public String toString() {
    return "schema registry " + Arrays.toString(urls.toArray());
  }
}
