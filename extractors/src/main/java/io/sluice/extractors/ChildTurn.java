package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.events.Reason;
import io.sluice.extractors.fork.Child;
import io.sluice.extractors.fork.Child.Answer;
import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One task done by one child, within the limits of time and memory. Used once. */
final class ChildTurn {
  private static final Duration START = Duration.ofSeconds(60);

  private final ExtractorConfig config;
  private String mediaType = "application/octet-stream";
  private String parser = "none";
  private boolean healthy;
  private @Nullable Reason refused;

  ChildTurn(ExtractorConfig config) {
    this.config = config;
  }

  /** How it ended. */
  sealed interface Ending {
    /** All is said. */
    record Done(Duration wall) implements Ending {}

    /** The document is refused, or has brought the child down. */
    record Refused(Reason reason, String message) implements Ending {}
  }

  /** What becomes of what the child says. */
  interface Taking {
    void take(Frame frame, Path folder) throws IOException, ContentException, InterruptedException;
  }

  /** The media type that the child has told. */
  String mediaType() {
    return mediaType;
  }

  /** Who opened the document in the child. */
  String parser() {
    return parser;
  }

  /** Whether the child has said its last word on the document and can take another one. */
  boolean childIsHealthy() {
    return healthy;
  }

  /** Why it was refused; null if it was not. */
  @Nullable Reason refused() {
    return refused;
  }

  Ending run(Child child, ChildTask task, Taking taking)
      throws IOException, ContentException, InterruptedException {
    if (!(child.awaitReady(START) instanceof Answer.Said)) {
      throw new IOException("the parser process did not start; see its log");
    }
    long started = System.nanoTime();
    child.give(task);
    Duration left = config.limits().perDocument();
    while (true) {
      long asked = System.nanoTime();
      Answer answer = child.next(left);
      left = left.minusNanos(System.nanoTime() - asked);
      switch (answer) {
        case Answer.TimedOut ignored -> {
          return timedOut();
        }
        case Answer.OutOfMemory ignored -> {
          return outOfMemory();
        }
        case Answer.Crashed crashed -> {
          return crashed(crashed.how());
        }
        case Answer.Said(Frame.Done ignored) -> {
          healthy = true;
          return new Ending.Done(Duration.ofNanos(System.nanoTime() - started));
        }
        case Answer.Said(Frame.Failed failed) -> {
          healthy = true;
          return refuse(failed.reason(), failed.message());
        }
        case Answer.Said(Frame.Detected detected) -> {
          mediaType = detected.mediaType();
          parser = detected.parser();
        }
        case Answer.Said(Frame.PageCount pages) ->
            left = left.plus(config.limits().perPage().multipliedBy(Math.max(0, pages.pages())));
        case Answer.Said(Frame frame) -> taking.take(frame, child.folder());
      }
    }
  }

  private Ending refuse(Reason reason, String message) {
    refused = reason;
    return new Ending.Refused(reason, message);
  }

  private Ending timedOut() {
    return refuse(
        Reason.PARSE_TIMED_OUT,
        "parsing (%s) was stopped after %d s and %d ms for each page, the limits extractor.limits.perDocument and extractor.limits.perPage; raise them if the document is honest"
            .formatted(
                mediaType,
                config.limits().perDocument().toSeconds(),
                config.limits().perPage().toMillis()));
  }

  private Ending outOfMemory() {
    return refuse(
        Reason.PARSE_OUT_OF_MEMORY,
        "parsing (%s) needs more than %d MB, the limit extractor.children.heap; raise it if the document is honest"
            .formatted(mediaType, config.children().heap() >> 20));
  }

  private Ending crashed(String how) {
    return refuse(
        Reason.PARSER_CRASHED,
        "the parser process ended while it read the document (%s, %s); the document is damaged or hostile, look at it before it is sent again"
            .formatted(mediaType, how));
  }
}
