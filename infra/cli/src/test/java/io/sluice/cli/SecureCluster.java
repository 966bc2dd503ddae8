package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.http.Access;
import io.sluice.http.HttpConfig;
import io.sluice.http.HttpTls;
import io.sluice.local.BrokerSecurity;
import io.sluice.local.EmbeddedKafka;
import io.sluice.local.EmbeddedRegistry;
import io.sluice.schemas.Role;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker with an authorizer, set up the way the how-to says: certificates, SCRAM users, the ACLs
 * of {@code sluice topics acls}, the topics of {@code sluice topics create}. Roles come by SCRAM or
 * by certificate, some each way.
 */
final class SecureCluster implements AutoCloseable {
  private static final Set<Role> BY_CERTIFICATE =
      Set.of(Role.UPSTREAM, Role.EXTRACTORS, Role.SINKS, Role.OPERATORS);

  private final Path folder;
  private final Certificates certificates;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;

  private SecureCluster(
      Path folder, Certificates certificates, EmbeddedKafka kafka, EmbeddedRegistry registry) {
    this.folder = folder;
    this.certificates = certificates;
    this.kafka = kafka;
    this.registry = registry;
  }

  static SecureCluster start(Path folder) throws Exception {
    Certificates certificates = new Certificates(folder);
    EmbeddedKafka kafka =
        EmbeddedKafka.startSecure(
            folder.resolve("kafka"),
            new BrokerSecurity(
                certificates.of(BrokerSecurity.BROKER),
                certificates.trust(),
                Certificates.PASSWORD,
                "admin"));
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(folder.resolve("registry"), registry(certificates));
    SecureCluster cluster = new SecureCluster(folder, certificates, kafka, registry);
    try {
      cluster.setUp();
      return cluster;
    } catch (Exception | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** TLS, and a user a role. */
  private static HttpConfig registry(Certificates certificates) throws Exception {
    Map<String, String> users = new HashMap<>();
    for (Role role : Role.values()) {
      users.put(name(role), registryPassword(role));
    }
    return new HttpConfig(
        "127.0.0.1",
        0,
        Optional.of(
            new HttpTls(certificates.of("registry"), Certificates.PASSWORD, Optional.empty(), "")),
        new Access(List.of(), users, Optional.empty()));
  }

  private void setUp() throws Exception {
    Map<String, Object> admin = certificate("admin");
    List<UserScramCredentialAlteration> users = new ArrayList<>();
    for (Role role : Role.values()) {
      if (role != Role.ANY && !BY_CERTIFICATE.contains(role)) {
        users.add(
            new UserScramCredentialUpsertion(
                name(role),
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                password(role)));
      }
    }
    try (Admin client = Admin.create(admin)) {
      client.alterUserScramCredentials(users).all().get();
    }
    Path file = clientConfig("admin", admin);
    sluice(
        "topics acls --prefix User:sluice- --apply --bootstrap-servers %s --client-config %s"
            .formatted(kafka.tlsServers(), file));
    // Whoever makes the topics is an operator, no super user.
    Path operators = clientConfig("operators", client(Role.OPERATORS));
    sluice(
        "topics create --max-partitions 2 --replication-factor 1 --bootstrap-servers %s --client-config %s"
            .formatted(kafka.tlsServers(), operators));
  }

  /** Runs a command that must succeed. */
  static void sluice(String command) {
    assertThat(Main.commandLine().execute(command.split(" "))).as(command).isZero();
  }

  Certificates certificates() {
    return certificates;
  }

  /** The super user's properties. */
  Map<String, Object> admin() throws Exception {
    return certificate("admin");
  }

  /** The properties of a Kafka client of this role: all that it knows of the cluster. */
  Map<String, Object> client(Role role) throws Exception {
    Map<String, Object> all =
        BY_CERTIFICATE.contains(role) ? certificate(name(role)) : scram(role, password(role));
    all.put("schema.registry.url", registry.url());
    all.put("schema.registry.ssl.truststore.type", "PKCS12");
    all.put("schema.registry.ssl.truststore.location", certificates.trust().toString());
    all.put("schema.registry.ssl.truststore.password", Certificates.PASSWORD);
    all.put("basic.auth.credentials.source", "USER_INFO");
    all.put("basic.auth.user.info", name(role) + ":" + registryPassword(role));
    return all;
  }

  /** What a role says to the registry. */
  static String registryPassword(Role role) {
    return "registry-secret-of-" + role.label();
  }

  /** Every secret that is in use here. */
  static List<String> secrets() {
    return Stream.of(Role.values())
        .flatMap(role -> Stream.of(password(role), registryPassword(role)))
        .collect(Collectors.toCollection(() -> new ArrayList<>(List.of(Certificates.PASSWORD))));
  }

  /** The password of a role that comes by SCRAM. */
  static String password(Role role) {
    return "scram-secret-of-" + role.label();
  }

  private static String name(Role role) {
    return "sluice-" + role.label();
  }

  Map<String, Object> scram(Role role, String password) {
    Map<String, Object> all = trusting(kafka.bootstrapServers());
    all.put("security.protocol", "SASL_SSL");
    all.put("sasl.mechanism", "SCRAM-SHA-512");
    all.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(name(role), password));
    return all;
  }

  private Map<String, Object> certificate(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Map<String, Object> all = trusting(kafka.tlsServers());
    all.put("security.protocol", "SSL");
    all.put("ssl.keystore.type", "PKCS12");
    all.put(
        "ssl.keystore.location", (Files.exists(file) ? file : certificates.of(name)).toString());
    all.put("ssl.keystore.password", Certificates.PASSWORD);
    return all;
  }

  private Map<String, Object> trusting(String servers) {
    Map<String, Object> all = new HashMap<>();
    all.put("bootstrap.servers", servers);
    all.put("ssl.truststore.type", "PKCS12");
    all.put("ssl.truststore.location", certificates.trust().toString());
    all.put("ssl.truststore.password", Certificates.PASSWORD);
    return all;
  }

  /** A file for {@code --client-config}. */
  Path clientConfig(String name, Map<String, Object> client) throws Exception {
    Properties properties = new Properties();
    client.forEach((key, value) -> properties.put(key, value.toString()));
    properties.remove("bootstrap.servers");
    Path file = folder.resolve(name + ".properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
