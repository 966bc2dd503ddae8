package io.sluice.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * TLS, authentication and authorization of an embedded broker. Everybody must be somebody: by a
 * client certificate, whose CN is the name, or by SCRAM-SHA-512. Nobody may do what no ACL allows,
 * except the super user.
 *
 * @param keystore PKCS12 with the broker's key; its certificate is for 127.0.0.1, for servers and
 *     clients
 * @param truststore PKCS12 with the authority that signed it and the clients' certificates
 * @param password of both files
 * @param superUser CN of the client certificate that may do everything, besides the broker's own
 */
public record BrokerSecurity(Path keystore, Path truststore, String password, String superUser) {
  /** CN of the broker's certificate. */
  public static final String BROKER = "broker";

  Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("ssl.keystore.type", "PKCS12");
    all.put("ssl.keystore.location", keystore.toString());
    all.put("ssl.keystore.password", password);
    all.put("ssl.key.password", password);
    all.put("ssl.truststore.type", "PKCS12");
    all.put("ssl.truststore.location", truststore.toString());
    all.put("ssl.truststore.password", password);
    // The same name, whichever way somebody comes: CN=extractors is User:extractors.
    all.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
    all.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    all.put(
        "listener.name.sasl.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    all.put("listener.name.tls.ssl.client.auth", "required");
    all.put("listener.name.controller.ssl.client.auth", "required");
    all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    all.put("super.users", "User:" + BROKER + ";User:" + superUser);
    return all;
  }

  @Override
  public String toString() {
    return "BrokerSecurity[" + keystore + "]"; // Not the password.
  }
}
