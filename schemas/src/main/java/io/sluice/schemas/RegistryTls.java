package io.sluice.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Turns key stores into what an HTTPS client needs. */
final class RegistryTls {
  private RegistryTls() {}

  static SSLContext context(RegistryConfig.Tls tls) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), trust(tls.trust()), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigException(
          RegistryConfig.SSL_PREFIX + "*: the key stores (" + tls + ") cannot be used: " + e);
    }
  }

  private static TrustManager @Nullable [] trust(RegistryConfig.Tls.@Nullable Store store)
      throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(load(store, "truststore"));
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(RegistryConfig.Tls tls)
      throws GeneralSecurityException {
    RegistryConfig.Tls.Store store = tls.key();
    if (store == null) {
      return null;
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    String password = tls.keyPassword() == null ? store.password() : tls.keyPassword();
    factory.init(load(store, "keystore"), characters(password));
    return factory.getKeyManagers();
  }

  private static KeyStore load(RegistryConfig.Tls.Store store, String kind)
      throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store.location())) {
      KeyStore keyStore = KeyStore.getInstance(store.type());
      keyStore.load(in, characters(store.password()));
      return keyStore;
    } catch (IOException e) {
      throw new ConfigException(
          RegistryConfig.SSL_PREFIX + kind + ".location",
          store.location(),
          "cannot be read as " + store.type() + " with the given password: " + e);
    }
  }

  private static char @Nullable [] characters(@Nullable String password) {
    return password == null ? null : password.toCharArray();
  }
}
