package io.sluice.models;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ParsedContents;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParsedContent;
import io.sluice.events.Predicted;
import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskContext;
import io.sluice.worker.TaskHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads the document that a task names. Thread-safe and idempotent: the same content yields the
 * same prediction, timings apart.
 */
public final class InferenceHandler implements TaskHandler<InferenceRequested, Predicted> {
  private final ContentStore store;
  private final DocumentReader reader;
  private final Optional<SignalsFile> signals;
  private final InstantSource clock;

  /** The signals file, if there is one, stays the caller's. */
  InferenceHandler(
      ContentStore store,
      DocumentReader reader,
      Optional<SignalsFile> signals,
      InstantSource clock) {
    this.store = store;
    this.reader = reader;
    this.signals = signals;
    this.clock = clock;
  }

  @Override
  public Outcome<Predicted> handle(InferenceRequested task, TaskContext context) throws Exception {
    ParsedContent content;
    try {
      content = ParsedContents.load(store, task.getContent());
    } catch (ContentException.Missing e) {
      return new Outcome.Rejected<>(Reason.CONTENT_MISSING, message(e));
    } catch (ContentException.Changed e) {
      return new Outcome.Rejected<>(Reason.CONTENT_CHANGED, message(e));
    } catch (ContentException.Unavailable e) {
      return new Outcome.Unavailable<>(message(e));
    } catch (IllegalArgumentException e) {
      return new Outcome.Rejected<>(
          Reason.INFERENCE_FAILED,
          task.getContent().getUri() + ": " + e.getMessage() + "; parse the document again");
    }
    DocumentReader.Read read = reader.readWithSignals(content);
    if (signals.isPresent()) {
      try {
        // Before the prediction: who sees that can look the signals up.
        signals.get().write(task.getDocumentId(), read.signals());
      } catch (IOException e) {
        return new Outcome.Unavailable<>("the file of signals takes nothing more: " + e);
      }
    }
    return new Outcome.Done<>(predicted(task.getTaskId(), task.getDocumentId(), read.prediction()));
  }

  /** The result that says that the stage gave up. */
  static Predicted failure(String taskId, String documentId, StageFailure failure) {
    return new Predicted(
        taskId,
        documentId,
        failure,
        InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static String message(ContentException e) {
    return String.valueOf(e.getMessage());
  }

  private Predicted predicted(String taskId, String documentId, Object outcome) {
    return new Predicted(
        taskId, documentId, outcome, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
