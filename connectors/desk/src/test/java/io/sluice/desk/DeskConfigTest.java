package io.sluice.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.desk.access.UserFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskConfigTest {
  @TempDir Path folder;

  @Test
  void everyProblemIsToldAtOnceAndAnOpenDoorIsOne() {
    assertThatThrownBy(() ->
            read(
                """
                kafka: {bootstrap.servers: broker:9092}
                http: {host: 0.0.0.0}
                oidc: {issuer: "http://login.example", clientId: desk, scopes: [profile]}
                leases: {duration: 0s, most: 0}
                images: {dpi: 4000}
                colour: green
                """))
        .asInstanceOf(type(ConfigException.class))
        .satisfies(e ->
            assertThat(e.problems())
                .anyMatch(p -> p.startsWith("kafka.schema.registry.url: missing"))
                .anyMatch(p -> p.startsWith("contentStore: missing"))
                .anyMatch(p -> p.startsWith("http.publicUrl: missing"))
                .anyMatch(p -> p.startsWith("oidc.issuer: http://login.example"))
                .anyMatch(p -> p.startsWith("oidc.scopes"))
                .anyMatch(p -> p.startsWith("oidc.groups: missing"))
                .anyMatch(p -> p.startsWith("leases.duration"))
                .anyMatch(p -> p.startsWith("leases.most"))
                .anyMatch(p -> p.startsWith("images.dpi"))
                .anyMatch(p -> p.startsWith("colour: unknown key")));
  }

  @Test
  void aDeskNeedsPeopleAndAPlainNameIsNotEnoughForOthers() {
    String rest =
        "kafka: {bootstrap.servers: b:1, schema.registry.url: 'http://r'}\ncontentStore: file:/c\n";
    assertThatThrownBy(() -> read(rest)).hasMessageContaining("users: missing");
    assertThatThrownBy(() ->
            read(rest + "users: u\nhttp: {host: 0.0.0.0, publicUrl: 'http://desk.example'}\n"))
        .hasMessageContaining("http.publicUrl");
    assertThat(
            read(rest + "users: u\nhttp: {host: 0.0.0.0, publicUrl: 'https://desk.example'}\n")
                .http()
                .isSecure())
        .isTrue();
    assertThat(read(rest + "users: u\n").http().server().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void aUserFileHoldsNoPlainPassword() throws Exception {
    Path users =
        Files.writeString(
            folder.resolve("users.yaml"),
            "users:\n  ada: {password: correct horse, roles: [boss]}\n  bob: {}\n");
    assertThatThrownBy(() -> UserFile.read(users))
        .asInstanceOf(type(ConfigException.class))
        .satisfies(e ->
            assertThat(e.problems())
                .anyMatch(p -> p.startsWith("users.ada.password: "))
                .anyMatch(p -> p.startsWith("users.ada.roles: boss"))
                .anyMatch(p -> p.startsWith("users.bob.password: missing"))
                .noneMatch(p -> p.contains("correct horse")));
  }

  private static DeskConfig read(String yaml) {
    ConfigNode node = Configs.parse("desk.yaml", yaml);
    DeskConfig config = DeskConfig.from(node);
    node.finish();
    return config;
  }
}
