package io.sluice.connectors.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.ConnectProcess;
import io.sluice.connectors.ReceivedRecords;
import io.sluice.content.ContentStores;
import io.sluice.events.ContentReference;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @TempDir Path folder;

  @Test
  void aFileCountsOnceItIsAsItWasAndOldEnough() throws IOException {
    StableFiles files = new StableFiles(folder, Duration.ofSeconds(2));
    Path file = written("a.pdf", "one", NOW.minusSeconds(1));
    assertThat(files.look(NOW)).as("just seen").isEmpty();
    assertThat(files.look(NOW)).as("too young").isEmpty();
    assertThat(files.look(NOW.plusSeconds(2))).containsExactly(file);
    written("a.pdf", "one, and more", NOW.minusSeconds(1));
    assertThat(files.look(NOW.plusSeconds(2))).as("it has grown").isEmpty();
    assertThat(files.look(NOW.plusSeconds(2))).containsExactly(file);
  }

  @Test
  void unfinishedHiddenAndLinkedFilesAreLeftAloneAndTheOldestComesFirst() throws IOException {
    Path second = written("a.pdf", "a", NOW.minusSeconds(10));
    Path first = written("b.pdf", "b", NOW.minusSeconds(20));
    written(".hidden", "x", NOW.minusSeconds(20));
    written("c.pdf.part", "x", NOW.minusSeconds(20));
    Files.createDirectory(folder.resolve("done"));
    Files.createSymbolicLink(folder.resolve("link.pdf"), second);
    StableFiles files = new StableFiles(folder, Duration.ZERO);
    assertThat(files.look(NOW)).isEmpty();
    assertThat(files.look(NOW)).containsExactly(first, second);
  }

  @Test
  void everyProblemIsToldBeforeItStarts() {
    assertThat(
            new WatchedFolderSourceConnector()
                .validate(Map.of("folder", "here", "data.class", "SECRET")).configValues().stream()
                    .map(ConfigValue::errorMessages)
                    .flatMap(List::stream))
        .hasSize(4)
        .anySatisfy(one -> assertThat(one).contains("absolute path of an existing folder"))
        .anySatisfy(one -> assertThat(one).contains("content.store"))
        .anySatisfy(one -> assertThat(one).contains("schema.registry.url"));
  }

  @Test
  void filesBecomeDocumentsAndMoveOnceKafkaHasThem() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Files.writeString(inbox.resolve("Rechnung 7.pdf"), "a bill");
    Files.write(inbox.resolve("large.pdf"), new byte[600 << 10]);
    try (LocalStack stack = LocalStack.startTemporary()) {
      Map<String, String> source =
          Map.of(
              "folder", inbox.toString(),
              "content.store", ContentStores.uriOf(folder.resolve("store")),
              "schema.registry.url", stack.registryUrl(),
              "stable.ms", "0",
              "poll.interval.ms", "100");
      try (var worker =
          ConnectProcess.start(
              folder.resolve("connect"), stack, "folder/source.json", Map.of(), source)) {
        List<DocumentReceived> received = ReceivedRecords.read(stack, 2);
        assertThat(received)
            .filteredOn(one -> one.getFileName().equals("Rechnung 7.pdf"))
            .singleElement()
            .satisfies(one -> {
              assertThat(one.getTenant()).isEqualTo("acme");
              assertThat(one.getSource()).isEqualTo("scanner");
              assertThat(one.getContent()).isInstanceOf(InlineContent.class);
              assertThat(one.getDocumentId())
                  .isEqualTo(
                      Ids.document("acme", Ids.sha256("a bill".getBytes(StandardCharsets.UTF_8))));
            });
        assertThat(received)
            .filteredOn(one -> one.getFileName().equals("large.pdf"))
            .singleElement()
            .satisfies(one ->
                assertThat(((ContentReference) one.getContent()).getSize()).isEqualTo(600 << 10));
        awaitEmpty(inbox, worker);
        Files.writeString(inbox.resolve("Rechnung 7.pdf"), "another bill of this name");
        assertThat(ReceivedRecords.read(stack, 3)).hasSize(3);
        awaitEmpty(inbox, worker);
      }
    }
    assertThat(names(inbox.resolve("done")))
        .containsExactlyInAnyOrder("Rechnung 7.pdf", "Rechnung 7.pdf.1", "large.pdf");
    assertThat(names(inbox.resolve("failed"))).isEmpty();
  }

  private static void awaitEmpty(Path inbox, ConnectProcess worker) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (names(inbox).stream().anyMatch(name -> name.endsWith(".pdf"))) {
      assertThat(Instant.now()).as(() -> worker.lastLines()).isBefore(end);
      Thread.sleep(100);
    }
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Path written(String name, String content, Instant modified) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
