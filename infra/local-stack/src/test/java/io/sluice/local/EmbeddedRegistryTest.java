package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Box;
import io.sluice.events.Page;
import io.sluice.schemas.RegistryClient;
import io.sluice.schemas.RegistryConfig;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest extends RegistryContract {
  @TempDir static Path shared;
  private static EmbeddedRegistry registry;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    registry = EmbeddedRegistry.start(shared, 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Override
  String url() {
    return registry.url();
  }

  @Test
  void idsLevelsAndDeletionsSurviveARestart() {
    int box;
    int page;
    try (EmbeddedRegistry first = EmbeddedRegistry.start(folder, 0)) {
      RegistryClient client = client(first);
      box = client.register("boxes-value", Box.getClassSchema());
      page = client.register("pages-value", Page.getClassSchema());
      client.setCompatibility("boxes-value", "NONE");
      client.delete("pages-value");
    }
    try (EmbeddedRegistry second = EmbeddedRegistry.start(folder, 0)) {
      RegistryClient client = client(second);
      assertThat(client.schema(box)).isEqualTo(Box.getClassSchema());
      assertThat(client.schema(page)).isEqualTo(Page.getClassSchema());
      assertThat(client.subjects()).containsExactly("boxes-value");
      assertThat(client.register("boxes-value", Page.getClassSchema()))
          .as("level NONE lets anything follow")
          .isEqualTo(page);
    }
  }

  @Test
  void aLineThatACrashCutShortIsDropped() throws Exception {
    int box;
    try (EmbeddedRegistry first = EmbeddedRegistry.start(folder, 0)) {
      box = client(first).register("boxes-value", Box.getClassSchema());
    }
    Files.writeString(
        folder.resolve("schemas.jsonl"), "{\"op\":\"regis", StandardOpenOption.APPEND);
    try (EmbeddedRegistry second = EmbeddedRegistry.start(folder, 0)) {
      assertThat(client(second).register("pages-value", Page.getClassSchema())).isEqualTo(box + 1);
    }
    try (EmbeddedRegistry third = EmbeddedRegistry.start(folder, 0)) {
      assertThat(client(third).subjects()).containsExactly("boxes-value", "pages-value");
    }
  }

  @Test
  void aDamagedJournalIsNamedWithItsLine() throws Exception {
    Files.writeString(folder.resolve("schemas.jsonl"), "not json\n");
    assertThatThrownBy(() -> EmbeddedRegistry.start(folder, 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("schemas.jsonl")
        .hasMessageContaining("not json");
  }

  private static RegistryClient client(EmbeddedRegistry registry) {
    return new RegistryClient(RegistryConfig.from(Map.of(RegistryConfig.URL, registry.url())));
  }
}
