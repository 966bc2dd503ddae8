package io.sluice.http;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a server proves who it is, and perhaps its clients who they are.
 *
 * @param keystore PKCS12 with the server's key and certificates
 * @param password of that file and its key
 * @param truststore PKCS12 with the authorities of clients; if it is there, every client needs a
 *     certificate
 * @param trustPassword of that file
 */
public record HttpTls(
    Path keystore, String password, Optional<Path> truststore, String trustPassword) {
  static final String TYPE = "PKCS12";

  /** Reads its four keys; the caller finishes the node. */
  static HttpTls from(ConfigNode node) {
    HttpTls tls =
        new HttpTls(
            Path.of(node.string("keystore")),
            node.string("password"),
            Optional.ofNullable(node.optional("truststore")).map(Path::of),
            node.string("trustPassword", ""));
    check(node, "keystore", tls.keystore, tls.password);
    tls.truststore.ifPresent(file -> check(node, "truststore", file, tls.trustPassword));
    return tls;
  }

  private static void check(ConfigNode node, String key, Path file, String password) {
    if (file.toString().isEmpty()) {
      return; // Missing, and reported as such.
    }
    try {
      load(file, password);
    } catch (IOException | GeneralSecurityException e) {
      node.problem(
          key,
          file,
          "a PKCS12 file that opens with the password beside it (" + e + ")",
          "http.p12");
    }
  }

  /** Whether every client needs a certificate. */
  public boolean asksClients() {
    return truststore.isPresent();
  }

  /**
   * What a server needs for its connections.
   *
   * @throws ConfigException if a file cannot be used
   */
  public SSLContext context() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(keystore, password), password.toCharArray());
      TrustManagerFactory trust = null;
      if (truststore.isPresent()) {
        trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(truststore.get(), trustPassword));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigException(toString(), List.of("cannot be used: " + e));
    }
  }

  private static KeyStore load(Path file, String password)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(in, password.toCharArray());
      return store;
    }
  }

  @Override
  public String toString() {
    return "TLS with " + keystore; // Not the passwords.
  }
}
