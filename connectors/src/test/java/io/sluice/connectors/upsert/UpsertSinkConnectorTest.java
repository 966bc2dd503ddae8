package io.sluice.connectors.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpsertSinkConnectorTest {
  private static final String PLAIN =
      "{documentType: invoice, object: bills, key: {field: id}, fields: {total: grand_total}}";

  @TempDir Path folder;
  private final UpsertSinkConnector connector = new UpsertSinkConnector();

  @Test
  void everyProblemIsToldAtOnceAndBeforeTheFirstRecord() throws IOException {
    Path broken =
        Files.writeString(folder.resolve("broken.yaml"), PLAIN.replace("grand_total", "x"));
    Map<String, String> config =
        Map.of(
            "profile", "tryton",
            "target.url", "https://me:secret@erp.example",
            "strategy", "PUT",
            "auth.type", "oauth2",
            "mappings", broken.toString(),
            "batch.size", "0",
            "retry.backoff.ms", "2000",
            "retry.backoff.max.ms", "1000");
    assertThat(problems(config))
        .hasSize(9)
        .anySatisfy(one -> assertThat(one).contains("target.url must hold no user"))
        .anySatisfy(one -> assertThat(one).contains("strategy tryton can do [LOOKUP_THEN_WRITE]"))
        .anySatisfy(one -> assertThat(one).contains("target.database is missing"))
        .anySatisfy(one -> assertThat(one).contains("auth.oauth2.client.secret is missing"))
        .anySatisfy(one -> assertThat(one).contains("fields.total: x — a field of invoice"))
        .anySatisfy(one -> assertThat(one).contains("batch.size"))
        .anySatisfy(one -> assertThat(one).contains("must not be more than retry.backoff.max.ms"));
    assertThatThrownBy(() -> connector.start(config))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("target.database is missing")
        .hasMessageContaining("auth.oauth2.token.url is missing");
  }

  @Test
  void aProfileThatReplacesNoChildrenRefusesAMappingWithSome() throws IOException {
    Path rows =
        Files.writeString(
            folder.resolve("rows.yaml"),
            PLAIN.replace(
                "}}", "}, children: {lines: {rows: lineItems, fields: {a: {row: description}}}}}"));
    Map<String, String> config = new HashMap<>(rest(rows));
    assertThat(problems(config)).isEmpty();
    config.put("profile", "salesforce");
    assertThat(problems(config)).singleElement().asString().contains("remove children");
  }

  @Test
  void aFolderOfMappingsIsReadAndTwoOfOneTypeAreAProblem() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), PLAIN);
    assertThat(problems(rest(folder))).isEmpty();
    Files.writeString(folder.resolve("b.yaml"), PLAIN);
    assertThat(problems(rest(folder)))
        .singleElement()
        .asString()
        .contains("a second mapping of invoice");
    assertThat(problems(rest(folder.resolve("none"))))
        .singleElement()
        .asString()
        .contains("cannot be read");
  }

  @Test
  void recommendationsFollowTheProfile() {
    Map<String, String> config =
        Map.of("profile", "odata", "target.url", "https://x", "mappings", "m");
    assertThat(value(config, "strategy").recommendedValues())
        .containsExactly("PATCH", "PUT", "BATCH", "LOOKUP_THEN_WRITE");
    assertThat(value(config, "target.csrf").visible()).isTrue();
    assertThat(value(config, "target.database").visible()).isFalse();
    assertThat(value(config, "auth.password").visible()).isFalse();
  }

  @Test
  void oneTaskIfALookupCreatesElseAsManyAsAllowed() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain.yaml"), PLAIN);
    connector.start(rest(plain));
    assertThat(connector.taskConfigs(3)).hasSize(3);
    Path creating =
        Files.writeString(
            folder.resolve("creating.yaml"),
            PLAIN.replace(
                "grand_total",
                "{lookup: {object: p, by: [{field: n, from: seller}], missing: create, create: {n: seller}}}"));
    connector.start(rest(creating));
    assertThat(connector.taskConfigs(3)).hasSize(1);
  }

  @Test
  void theVersionIsTheModules() {
    assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  private static Map<String, String> rest(Path mappings) {
    return Map.of(
        "profile", "rest", "target.url", "https://erp.example/", "mappings", mappings.toString());
  }

  private ConfigValue value(Map<String, String> config, String name) {
    return connector.validate(config).configValues().stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> problems(Map<String, String> config) {
    return connector.validate(config).configValues().stream()
        .flatMap(value -> value.errorMessages().stream())
        .toList();
  }
}
