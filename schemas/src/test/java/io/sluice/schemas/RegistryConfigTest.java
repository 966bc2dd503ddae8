package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

  @Test
  void everyUrlOfAListIsTriedWithoutItsLastSlash() {
    RegistryConfig config =
        RegistryConfig.from(Map.of(RegistryConfig.URL, "http://a:1/ , https://b:2/base"));
    assertThat(config.urls())
        .containsExactly(URI.create("http://a:1"), URI.create("https://b:2/base"));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxRetries()).isEqualTo(3);
  }

  @Test
  void valuesMayComeAsKafkaParsesThem() {
    RegistryConfig config =
        RegistryConfig.from(
            Map.of(
                RegistryConfig.URL,
                List.of("http://a:1", "http://b:2"),
                RegistryConfig.CREDENTIALS_SOURCE,
                "USER_INFO",
                RegistryConfig.USER_INFO,
                new Password("a:b"),
                RegistryConfig.MAX_RETRIES,
                1));
    assertThat(config.urls()).hasSize(2);
    assertThat(config.authorization()).isEqualTo("Basic YTpi");
    assertThat(config.maxRetries()).isEqualTo(1);
  }

  @Test
  void aTokenTravelsAsBearer() {
    assertThat(
            RegistryConfig.from(
                    Map.of(RegistryConfig.URL, "http://a:1", RegistryConfig.BEARER_TOKEN, "t0"))
                .authorization())
        .isEqualTo("Bearer t0");
  }

  @Test
  void secretsAreNotPrinted() {
    RegistryConfig config =
        RegistryConfig.from(
            Map.of(
                RegistryConfig.URL,
                "https://ada:s3cret@a:1",
                RegistryConfig.SSL_PREFIX + "truststore.location",
                "/t.jks",
                RegistryConfig.SSL_PREFIX + "truststore.password",
                "s3cret"));
    assertThat(config.toString() + config.tls() + config.urls())
        .contains("/t.jks", "https://a:1")
        .doesNotContain("s3cret");
  }

  @Test
  void whatIsWrongIsNamedWithItsKey() {
    assertThatThrownBy(() -> RegistryConfig.from(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url=http://localhost:8081");
    refused(RegistryConfig.URL, "localhost:8081", "http or https");
    refused(RegistryConfig.MAX_RETRIES, "many", "whole number");
    refused(RegistryConfig.CREDENTIALS_SOURCE, "SASL_INHERIT", "[URL, USER_INFO]");
    refused(RegistryConfig.CREDENTIALS_SOURCE, "USER_INFO", "user:password");
    refused(RegistryConfig.SSL_PREFIX + "endpoint.identification.algorithm", "", "host names");
  }

  private static void refused(String key, String value, String rule) {
    Map<String, Object> config = new HashMap<>(Map.of(RegistryConfig.URL, "http://a:1"));
    config.put(key, value);
    assertThatThrownBy(() -> RegistryConfig.from(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(rule);
  }
}
