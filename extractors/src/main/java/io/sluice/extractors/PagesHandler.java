package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.Owner;
import io.sluice.events.MadeParts;
import io.sluice.events.PagesRendered;
import io.sluice.events.PagesRequested;
import io.sluice.events.RenderedPages;
import io.sluice.events.StageFailure;
import io.sluice.worker.Outcome;
import io.sluice.worker.TaskContext;
import io.sluice.worker.TaskHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Draws pages of the document that a task names, or makes documents of pages. Thread-safe and
 * idempotent: contents depend on the documents and the wish alone.
 */
public final class PagesHandler implements TaskHandler<PagesRequested, PagesRendered> {
  private final PageWork pages;
  private final InstantSource clock;

  public PagesHandler(PageWork pages, InstantSource clock) {
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public Outcome<PagesRendered> handle(PagesRequested task, TaskContext context)
      throws IOException, InterruptedException {
    Owner owner = new Owner(task.getTenant(), task.getDocumentId());
    try {
      PagesOutcome outcome =
          task.getParts().isEmpty()
              ? pages.draw(
                  owner,
                  task.getOriginal(),
                  task.getMediaType(),
                  task.getFirstPage(),
                  task.getLastPage(),
                  task.getDpi())
              : pages.cut(owner, task.getParts());
      return switch (outcome) {
        case PagesOutcome.Drawn drawn -> done(task, new RenderedPages(drawn.pages()));
        case PagesOutcome.Made made -> done(task, new MadeParts(made.parts()));
        case PagesOutcome.Rejected rejected ->
            new Outcome.Rejected<>(rejected.reason(), rejected.message());
      };
    } catch (ContentException e) {
      // What is left is a store that does not answer, or a disk that is full.
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private Outcome<PagesRendered> done(PagesRequested task, Object outcome) {
    return new Outcome.Done<>(result(task.getTaskId(), task.getDocumentId(), outcome, clock));
  }

  /** The result that says that the stage gave up. */
  static PagesRendered failure(String taskId, String documentId, StageFailure failure) {
    return result(taskId, documentId, failure, InstantSource.system());
  }

  private static PagesRendered result(
      String taskId, String documentId, Object outcome, InstantSource clock) {
    return new PagesRendered(
        taskId, documentId, outcome, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
