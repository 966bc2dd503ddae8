package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.events.ContentReference;
import io.sluice.events.DocumentParsed;
import io.sluice.events.InlineContent;
import io.sluice.events.ParseRequested;
import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.schemas.Ids;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskContext;
import io.sluice.worker.TaskHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Parses the document that a task carries or names. Thread-safe and idempotent: ids and content
 * depend on the document alone.
 */
public final class ParseHandler implements TaskHandler<ParseRequested, DocumentParsed> {
  private final Extractor extractor;
  private final InstantSource clock;

  public ParseHandler(Extractor extractor, InstantSource clock) {
    this.extractor = extractor;
    this.clock = clock;
  }

  @Override
  public Outcome<DocumentParsed> handle(ParseRequested task, TaskContext context)
      throws IOException, InterruptedException {
    ParseOutcome outcome;
    try {
      outcome = parse(task);
    } catch (ContentException.Missing e) {
      return new Outcome.Rejected<>(Reason.CONTENT_MISSING, String.valueOf(e.getMessage()));
    } catch (ContentException e) {
      // The document's own content is an outcome; what is left is a store that does not answer, or
      // a
      // disk that is full.
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
    return switch (outcome) {
      case ParseOutcome.Parsed parsed ->
          new Outcome.Done<>(
              new DocumentParsed(
                  task.getTaskId(),
                  task.getDocumentId(),
                  parsed.document(),
                  clock.instant().truncatedTo(ChronoUnit.MILLIS)));
      case ParseOutcome.Rejected rejected ->
          new Outcome.Rejected<>(rejected.reason(), rejected.message());
    };
  }

  /** The result that says that the stage gave up. */
  static DocumentParsed failure(String taskId, String documentId, StageFailure failure) {
    return new DocumentParsed(
        taskId,
        documentId,
        failure,
        InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private ParseOutcome parse(ParseRequested task)
      throws IOException, ContentException, InterruptedException {
    Extractor.Source source =
        new Extractor.Source(
            task.getDocumentId(),
            task.getTenant(),
            task.getFileName(),
            task.getMediaTypeHint(),
            task.getDepth());
    return switch (task.getContent()) {
      case ContentReference reference -> extractor.parse(reference, source);
      case InlineContent inline -> {
        byte[] bytes = bytes(inline.getData());
        String sha256 = Ids.sha256(bytes);
        yield sha256.equals(task.getSha256())
            ? extractor.parse(bytes, source)
            : new ParseOutcome.Rejected(
                Reason.CONTENT_CHANGED,
                "the bytes in the record have SHA-256 %s, %s was announced; send the document again"
                    .formatted(sha256, task.getSha256()));
      }
      default ->
          throw new IllegalArgumentException("no such content: " + task.getContent().getClass());
    };
  }

  private static byte[] bytes(ByteBuffer data) {
    ByteBuffer view = data.duplicate();
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }
}
