package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Configs;
import io.sluice.desk.access.Passwords;
import io.sluice.extractors.ExtractorsConfig;
import io.sluice.llm.worker.LlmConfig;
import io.sluice.llm.worker.Rung;
import io.sluice.models.ModelWorkersConfig;
import io.sluice.streams.StreamsAppConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Secrets are planted wherever a configuration may hold one, in the text and in files; whatever
 * goes wrong then, nothing that is printed, logged or shown holds one.
 */
class SecretsStaySecretTest {
  private static final String SECRET = "swordfish-swordfish-swordfish";

  @TempDir Path folder;
  private Path file;
  private Path trust;

  @BeforeEach
  void plant() throws Exception {
    file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    // Its password is another, so every client of Kafka's fails at once.
    trust = new Certificates(folder).trust();
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  void aRoomThatRefusesItsConfigurationShowsNone(Room room) throws Exception {
    for (String secret : List.of(SECRET, "${file:" + file + "}")) {
      String good = all(secret);
      for (String broken :
          List.of(
              good + "colour: blue\n",
              good.replace("  token: ", "  tokn: "),
              replaced(good, "(?s)kafka:.*?\ncontentStore", "kafka: " + secret + "\ncontentStore"),
              replaced(good, "(?s)auth:.*", "auth: " + secret + "\n"),
              replaced(good, "(?s)tls:.*", "tls: " + secret + "\n"),
              good.replace("port: 0", "port: ${file:" + file + "}"),
              good + "  " + secret + "\n",
              good + "'" + secret + "\n",
              secret)) {
        assertThat(run(room, broken)).doesNotContain(SECRET).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Room.class, names = "CONNECT", mode = EnumSource.Mode.EXCLUDE)
  void aRoomThatCannotReachItsClusterShowsNone(Room room) throws Exception {
    String http =
        switch (room) {
          case STREAMS_APP, REVIEW_DESK -> "http:\n";
          case EXTRACTORS, MODEL_WORKERS, LLM_WORKERS, FRONTIER_WORKER -> "health:\n";
          case INTAKE, CONNECT -> "";
        };
    for (String secret : List.of(SECRET, "${file:" + file + "}")) {
      String rest = all(secret).replaceFirst("(?s).*contentStore[^\n]*\n", "");
      String config =
          all(secret).replaceFirst("(?s)(contentStore[^\n]*\n).*", "$1")
              + http
              + (http.isEmpty() ? rest : rest.indent(2))
              + switch (room) {
                case STREAMS_APP -> "bundle: " + bundle() + "\nstateDir: " + folder + "/s\n";
                case MODEL_WORKERS -> "bundle: " + bundle() + "\n";
                case REVIEW_DESK -> "users: " + users() + "\n";
                case LLM_WORKERS, FRONTIER_WORKER -> server(secret);
                default -> "";
              };
      if (room == Room.REVIEW_DESK) {
        // It asks people to log in, and nobody for a token.
        config = config.replaceFirst("(?s)  auth:.*?\n(?=\\S)", "");
      }
      config = room == Room.STREAMS_APP ? config.replaceFirst("contentStore[^\n]*\n", "") : config;
      assertThat(run(room, config)).doesNotContain(SECRET).contains("trust.p12");
      String jaas = config.replace(";'", "'").replaceFirst("  ssl[^\n]*\n", "");
      assertThat(run(room, jaas)).doesNotContain(SECRET).isNotBlank();
      String url = config.replace("https://", "htps://u:" + SECRET + "@");
      assertThat(run(room, url)).doesNotContain(SECRET).isNotBlank();
    }
  }

  @Test
  void noConfigurationPrintsOne() throws Exception {
    String kafka = all(SECRET).replaceFirst("(?s)(contentStore[^\n]*\n).*", "$1");
    String http = all(SECRET).replaceFirst("(?s).*contentStore[^\n]*\n", "").indent(2);
    String tls = http.replaceFirst("(?s)  tls:.*?\n  auth", "  auth");
    assertThat(
            List.of(
                StreamsAppConfig.from(Configs.parse("s", kafka + "http:\n" + tls)).toString(),
                ExtractorsConfig.from(Configs.parse("e", kafka + "health:\n" + tls)).toString(),
                ModelWorkersConfig.from(Configs.parse("m", kafka + "bundle: b\nhealth:\n" + tls))
                    .toString(),
                LlmConfig.from(
                        Rung.LLM, Configs.parse("l", kafka + server(SECRET) + "health:\n" + tls))
                    .toString(),
                IntakeConfig.from(Configs.parse("i", kafka + tls.indent(-2))).toString(),
                new Connection(
                        "b:1", "http://u:" + SECRET + "@r", "file:/x", Map.of("k.password", SECRET))
                    .toString()))
        .allSatisfy(text -> assertThat(text).doesNotContain(SECRET).isNotBlank());
  }

  @Test
  void aCommandThatCannotReadItsClientConfigurationShowsNone() throws Exception {
    for (String secret : List.of(SECRET, "${file:" + file + "}")) {
      Path client =
          Files.writeString(
              folder.resolve("client.properties"),
              "security.protocol=SASL_SSL\nssl.truststore.type=PKCS12\nssl.truststore.location=%s\nssl.truststore.password=%s\nsasl.jaas.config=%s\n"
                  .formatted(trust, secret, secret));
      assertThat(
              output(
                  "topics",
                  "describe",
                  "--bootstrap-servers",
                  "127.0.0.1:1",
                  "--client-config",
                  client.toString()))
          .doesNotContain(SECRET)
          .isNotBlank();
    }
  }

  /** Everything that the rooms know of Kafka, the registry and HTTP, with a secret in each. */
  private String all(String secret) {
    return """
    kafka:
      bootstrap.servers: 127.0.0.1:1
      security.protocol: SASL_SSL
      sasl.mechanism: SCRAM-SHA-512
      sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="%1$s";'
      ssl.truststore.type: PKCS12
      ssl.truststore.location: %2$s
      ssl.truststore.password: %1$s
      ssl.key.password: %1$s
      schema.registry.url: https://127.0.0.1:1
      schema.registry.ssl.truststore.type: PKCS12
      schema.registry.ssl.truststore.location: %2$s
      schema.registry.ssl.truststore.password: %3$s
      basic.auth.credentials.source: USER_INFO
      basic.auth.user.info: u:%1$s
    contentStore: file:%4$s
    port: 0
    tls:
      keystore: %2$s
      password: %3$s
    auth:
      token: %1$s
      users:
        ann: %1$s
    """
        .formatted(secret, trust, Certificates.PASSWORD, folder);
  }

  private static String server(String secret) {
    return "servers: [{name: m, url: 'http://127.0.0.1:1/v1', model: m, inHouse: true, key: '%s'}]\n"
        .formatted(secret);
  }

  private static String replaced(String text, String pattern, String by) {
    return text.replaceFirst(pattern, Matcher.quoteReplacement(by));
  }

  private static Path bundle() {
    return Path.of(System.getProperty("sluice.root"), "model-workers/bundles/micro-1");
  }

  private Path users() throws Exception {
    return Files.writeString(
        folder.resolve("users.yaml"),
        "users:\n  ada: {password: \"" + Passwords.hash(SECRET) + "\"}\n");
  }

  private String run(Room room, String yaml) throws Exception {
    Path config = Files.writeString(folder.resolve("room.yaml"), yaml);
    return output("run", room.toString(), "--config", config.toString());
  }

  /** What a command that fails leaves on both streams and in the log. */
  private static String output(String... command) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream streams = new ByteArrayOutputStream();
    StringWriter complaint = new StringWriter();
    try (CapturedLog log = new CapturedLog();
        PrintStream both = new PrintStream(streams, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      int status = Main.commandLine().setErr(new PrintWriter(complaint, true)).execute(command);
      assertThat(status).as(complaint.toString()).isNotZero();
      return complaint + streams.toString(StandardCharsets.UTF_8) + log.text();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
