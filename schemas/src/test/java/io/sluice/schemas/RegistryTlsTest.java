package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Box;
import io.sluice.schemas.HttpFixture.Response;
import io.sluice.schemas.RegistryException.Unavailable;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
  private static final String PASSWORD = "changeit";

  // Making a key store takes a second: one is made per name.
  @TempDir static Path folder;

  @Test
  void aServerIsTrustedThroughTheTruststoreAndOnlyThroughIt() throws Exception {
    Path keys = selfSigned("localhost");
    try (HttpFixture server =
        HttpFixture.answeringOverTls(tls(keys), request -> Response.ok("{\"id\":5}"))) {
      Map<String, Object> config = new HashMap<>();
      config.put(RegistryConfig.URL, server.url());
      config.put(RegistryConfig.MAX_RETRIES, "0");
      assertThatThrownBy(() -> register(config))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("PKIX");
      config.put(RegistryConfig.SSL_PREFIX + "truststore.location", keys.toString());
      config.put(RegistryConfig.SSL_PREFIX + "truststore.password", PASSWORD);
      config.put(RegistryConfig.SSL_PREFIX + "truststore.type", "PKCS12");
      assertThat(register(config)).isEqualTo(5);
    }
  }

  @Test
  void aCertificateForAnotherNameIsNotAccepted() throws Exception {
    Path keys = selfSigned("registry.example");
    try (HttpFixture server =
        HttpFixture.answeringOverTls(tls(keys), request -> Response.ok("{\"id\":5}"))) {
      assertThatThrownBy(() ->
              register(
                  Map.of(
                      RegistryConfig.URL,
                      server.url(),
                      RegistryConfig.MAX_RETRIES,
                      "0",
                      RegistryConfig.SSL_PREFIX + "truststore.location",
                      keys.toString(),
                      RegistryConfig.SSL_PREFIX + "truststore.password",
                      PASSWORD,
                      RegistryConfig.SSL_PREFIX + "truststore.type",
                      "PKCS12")))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("localhost");
    }
  }

  @Test
  void aTruststoreThatCannotBeReadIsNamedAndItsPasswordIsNot() throws Exception {
    Path keys = selfSigned("localhost");
    assertThatThrownBy(() ->
            register(
                Map.of(
                    RegistryConfig.URL,
                    "https://localhost:1",
                    RegistryConfig.SSL_PREFIX + "truststore.location",
                    keys.toString(),
                    RegistryConfig.SSL_PREFIX + "truststore.password",
                    "wr0ngpass",
                    RegistryConfig.SSL_PREFIX + "truststore.type",
                    "PKCS12")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("truststore.location")
        .hasMessageContaining(keys.toString())
        .hasMessageNotContaining("wr0ngpass");
  }

  private static int register(Map<String, ?> config) {
    return new RegistryClient(RegistryConfig.from(config))
        .register("boxes-value", Box.getClassSchema());
  }

  /**
   * A key store made by the JDK's own keytool: a key with its certificate, which also serves as a
   * truststore.
   */
  private Path selfSigned(String host) throws Exception {
    Path store = folder.resolve(host + ".p12");
    if (Files.exists(store)) {
      return store;
    }
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return trusting(store);
  }

  /** Adds the certificate as a trusted one: a key entry alone is no trust anchor. */
  private static Path trusting(Path file) throws Exception {
    KeyStore store = load(file);
    store.setCertificateEntry("trusted", store.getCertificate("server"));
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static SSLContext tls(Path file) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(file), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
