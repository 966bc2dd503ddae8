package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void aTextMayReferToAFileAPropertyOrAVariableAnywhereInIt() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "sword$fish\n");
    Path properties = Files.writeString(folder.resolve("x.properties"), "user=ann\npin=1234\n");
    ConfigNode node =
        ConfigNode.of(
            "t",
            Map.of(
                "text", "user=${file:%s:user} pin=${file:%s:pin}".formatted(properties, properties),
                "list", List.of("${file:" + file + "}", "plain"),
                "map", Map.of("path", "${env:PATH}"),
                "other", "${topic} $1 ${file}"));
    assertThat(node.string("text")).isEqualTo("user=ann pin=1234");
    assertThat(node.strings("list", List.of())).containsExactly("sword$fish", "plain");
    assertThat(node.map("map")).containsEntry("path", System.getenv("PATH"));
    assertThat(node.string("other")).isEqualTo("${topic} $1 ${file}");
    node.finish();
  }

  @Test
  void aReferenceThatLeadsNowhereIsAProblemThatNamesIt() throws Exception {
    Path properties = Files.writeString(folder.resolve("x.properties"), "user=ann\n");
    ConfigNode node =
        ConfigNode.of(
            "t",
            Map.of(
                "a", "${file:/not/there}",
                "b", "${env:SLUICE_NOT_SET}",
                "c", "${file:" + properties + ":password}"));
    node.string("a");
    node.string("b");
    node.string("c");
    assertThatThrownBy(node::finish)
        .hasMessageContaining("a: ${file:/not/there}")
        .hasMessageContaining("b: ${env:SLUICE_NOT_SET} — ${env:SLUICE_NOT_SET} leads to nothing")
        .hasMessageContaining("c: ${file:" + properties + ":password}");
  }

  @Test
  void noProblemShowsASecretOrWhatAReferenceStandsFor() throws Exception {
    Path file = Files.writeString(folder.resolve("s"), "swordfish");
    ConfigNode node =
        ConfigNode.of(
            "t",
            Map.of(
                "token",
                List.of(Map.of("x", "swordfish")),
                "auth",
                "swordfish",
                "name",
                "${file:" + file + "}",
                "wait",
                "${file:" + file + "}",
                "sasl.jaas.config",
                "swordfish"));
    node.string("token");
    node.child("auth");
    node.problem("name", node.string("name"), "a name of this house", "ann");
    node.duration("wait", Duration.ZERO);
    node.problem("sasl.jaas.config", node.string("sasl.jaas.config"), "another", "…");
    assertThatThrownBy(node::finish)
        .hasMessageContaining("token: (not shown)")
        .hasMessageContaining("auth: (not shown)")
        .hasMessageContaining("name: ${file:" + file + "}")
        .hasMessageContaining("wait: ${file:" + file + "}")
        .hasMessageNotContaining("swordfish");
  }

  @Test
  void textThatIsNoYamlIsNotQuoted() {
    for (String yaml :
        List.of(
            "swordfish",
            "token: 'swordfish\nx: 1",
            "token: swordfish: swordfish",
            "a: @swordfish",
            "- swordfish",
            "token: swordfish\n  x: 1",
            "\ttoken: swordfish",
            "a: {token: swordfish")) {
      assertThatThrownBy(() -> Configs.parse("t", yaml))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("not a YAML mapping")
          .hasMessageNotContaining("swordfish");
    }
  }

  @Test
  void whatIsShownOfSettingsHidesSecretNames() {
    assertThat(
            Secrets.shown(
                Map.of(
                    "sasl.jaas.config", "x",
                    "ssl.key.password", "x",
                    "basic.auth.user.info", "x",
                    "bearer.auth.token", "x",
                    "aws.secret.access.key", "x",
                    "bootstrap.servers", "b:1")))
        .allSatisfy((name, value) ->
            assertThat(value).isEqualTo(name.startsWith("boot") ? "b:1" : "(not shown)"));
  }

  @Test
  void connectorsReferToSecretsInTheSameWay() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "swordfish\n");
    Path properties = Files.writeString(folder.resolve("x.properties"), "user=ann\n");
    try (FileSecrets provider = new FileSecrets()) {
      assertThat(
              new ConfigTransformer(Map.of("file", provider))
                  .transform(
                      Map.of(
                          "whole", "${file:" + file + "}",
                          "key", "${file:" + properties + ":user}"))
                  .data())
          .containsEntry("whole", "swordfish")
          .containsEntry("key", "ann");
      assertThatThrownBy(() -> provider.get(properties.toString(), Set.of("pin")))
          .hasMessageContaining("no such key");
      assertThatThrownBy(() -> provider.get("", Set.of("/not/there")))
          .hasMessageContaining("/not/there");
    }
  }
}
