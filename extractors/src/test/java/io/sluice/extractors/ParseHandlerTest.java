package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.ContentReference;
import io.sluice.events.DocumentParsed;
import io.sluice.events.InlineContent;
import io.sluice.events.ParseRequested;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Reason;
import io.sluice.schemas.Ids;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ParseHandlerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final byte[] NOTE =
      "The goods are to be sent to the mill by the end of the month, and not before."
          .getBytes(StandardCharsets.UTF_8);
  private static Bench bench;
  private static ParseHandler handler;

  @BeforeAll
  static void open() throws Exception {
    bench = new Bench(new StillOcr());
    handler = new ParseHandler(bench.extractor, InstantSource.fixed(NOW));
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @Test
  void inlineBytesAreStoredParsedAndNamedInTheResult() throws Exception {
    var outcome = handle(new InlineContent(ByteBuffer.wrap(NOTE)), Ids.sha256(NOTE));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    DocumentParsed result = ((Outcome.Done<DocumentParsed>) outcome).result();
    assertThat(result.getTaskId()).isEqualTo("d1/parse/1");
    assertThat(result.getFinishedAt()).isEqualTo(NOW);
    ParsedDocument document = (ParsedDocument) result.getOutcome();
    assertThat(bench.store.get(document.getOriginal())).isEqualTo(NOTE);
    assertThat(ParsedContents.load(bench.store, document.getContent()).getText())
        .startsWith("The goods");
    assertThat(document.getLanguage()).isEqualTo("en");
    assertThat(document.getWordCount()).isEqualTo(18);
  }

  @Test
  void bytesThatAreNotWhatWasAnnouncedAreRejected() throws Exception {
    var outcome = handle(new InlineContent(ByteBuffer.wrap(NOTE)), Ids.sha256(new byte[1]));
    assertThat(reason(outcome)).isEqualTo(Reason.CONTENT_CHANGED);
  }

  @Test
  void contentThatIsGoneIsRejected() throws Exception {
    ContentReference stored = bench.store.put(new Owner("acme", "doc"), new byte[] {1, 2, 3});
    ContentReference gone =
        new ContentReference(stored.getUri() + "0", stored.getSha256(), stored.getSize());
    assertThat(reason(handle(gone, gone.getSha256()))).isEqualTo(Reason.CONTENT_MISSING);
  }

  @Test
  void aDiskThatTakesNothingIsWaitedForAndIsNoFaultOfTheDocument() throws Exception {
    InlineContent note = new InlineContent(ByteBuffer.wrap(NOTE));
    handle(note, Ids.sha256(NOTE));
    // The folders of the child and of its spare go: there is no place for the document.
    try (var folders = Files.list(bench.folder.resolve("children"))) {
      for (Path folder : folders.toList()) {
        try (var files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    }
    for (String each : new String[] {"child", "spare"}) {
      assertThat(handle(note, Ids.sha256(NOTE)))
          .as(each)
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class,
              waiting -> assertThat(waiting.why()).contains("extractor.children.folder"));
    }
    assertThat(handle(note, Ids.sha256(NOTE))).isInstanceOf(Outcome.Done.class);
  }

  private static Reason reason(Outcome<DocumentParsed> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return ((Outcome.Rejected<DocumentParsed>) outcome).reason();
  }

  private static Outcome<DocumentParsed> handle(Object content, String sha256) throws Exception {
    ParseRequested task =
        ParseRequested.newBuilder()
            .setTaskId("d1/parse/1")
            .setDocumentId("d1")
            .setTenant("meadow")
            .setFileName("note.txt")
            .setContent(content)
            .setSha256(sha256)
            .setRequestedAt(NOW)
            .build();
    return handler.handle(task, TaskContext.detached("d1", "d1/parse/1", NOW.plusSeconds(60)));
  }
}
