package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.ContentReference;
import io.sluice.events.InferenceRequested;
import io.sluice.events.Predicted;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.types.DocumentTypes;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir Path folder;
  private Bundle bundle;
  private static final Owner OWNER = new Owner("acme", "doc");

  private ContentStore store;
  private InferenceHandler handler;

  @BeforeEach
  void open() throws Exception {
    bundle = Bundle.open(TinyBundle.write(folder.resolve("bundle")));
    store = ContentStores.open(ContentStores.uriOf(folder.resolve("store")));
    handler =
        new InferenceHandler(
            store,
            new DocumentReader(bundle, DocumentTypes.shipped()),
            Optional.empty(),
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() {
    store.close();
    bundle.close();
  }

  @Test
  void aTaskWaitsWhileTheFileOfSignalsTakesNothing() throws Exception {
    SignalsFile full = SignalsFile.open(folder.resolve("signals.jsonl"));
    full.close();
    handler =
        new InferenceHandler(
            store,
            new DocumentReader(bundle, DocumentTypes.shipped()),
            Optional.of(full),
            InstantSource.fixed(NOW));

    assertThat(handle(ParsedContents.store(store, OWNER, TinyBundle.document("7 8 9 xa"))))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class, waiting -> assertThat(waiting.why()).contains("signals"));
  }

  private Outcome<Predicted> handle(ContentReference content) throws Exception {
    InferenceRequested task =
        new InferenceRequested("d/infer/1", "d", "tenant", "cpu", "application/pdf", content, NOW);
    return handler.handle(task, TaskContext.detached("d", "d/infer/1", NOW.plusSeconds(60)));
  }

  @Test
  void aTaskBecomesAPredictionUnderItsOwnId() throws Exception {
    Outcome<Predicted> outcome =
        handle(ParsedContents.store(store, OWNER, TinyBundle.document("7 8 9 xa")));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> {
              Predicted predicted = (Predicted) done.result();
              assertThat(predicted.getTaskId()).isEqualTo("d/infer/1");
              assertThat(predicted.getDocumentId()).isEqualTo("d");
              assertThat(predicted.getFinishedAt()).isEqualTo(NOW);
              assertThat(predicted.getOutcome()).isInstanceOf(Prediction.class);
            });
  }

  @Test
  void contentThatIsGoneIsRejectedAtOnce() throws Exception {
    ContentReference content = ParsedContents.store(store, OWNER, TinyBundle.document("a"));
    Files.delete(Path.of(URI.create(content.getUri())));

    assertRejected(handle(content), Reason.CONTENT_MISSING);
  }

  @Test
  void contentThatWasChangedIsRejectedAtOnce() throws Exception {
    ContentReference content = ParsedContents.store(store, OWNER, TinyBundle.document("a"));
    Files.writeString(Path.of(URI.create(content.getUri())), "changed");

    assertRejected(handle(content), Reason.CONTENT_CHANGED);
  }

  @Test
  void contentThatIsNoParsedDocumentIsRejectedAtOnce() throws Exception {
    assertRejected(handle(store.put(OWNER, new byte[] {1, 2, 3})), Reason.INFERENCE_FAILED);
  }

  private static void assertRejected(Outcome<Predicted> outcome, Reason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(reason);
              assertThat(rejected.message()).isNotBlank();
            });
  }
}
