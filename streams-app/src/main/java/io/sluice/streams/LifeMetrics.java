package io.sluice.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.events.Doubt;
import io.sluice.streams.life.Command;
import io.sluice.streams.life.State;
import java.util.Locale;

/**
 * Counts what becomes of documents. A transaction that is rolled back and done again counts twice:
 * read the topics for the truth, and these for the trend.
 */
final class LifeMetrics {
  private final MeterRegistry registry;

  LifeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void moved(State before, State after) {
    if (before.getClass() != after.getClass()) {
      registry
          .counter("sluice.documents.transitions", "from", name(before), "to", name(after))
          .increment();
    }
  }

  void commanded(Command command) {
    switch (command) {
      case Command.Ignore ignored ->
          registry.counter("sluice.events.ignored", "why", label(ignored.why())).increment();
      case Command.RequestReview review -> {
        registry
            .counter("sluice.reviews.requested", "purpose", label(review.task().getPurpose()))
            .increment();
        review.task().getDoubts().forEach(this::doubted);
      }
      case Command.RequestFrontier frontier -> frontier.task().getDoubts().forEach(this::doubted);
      case Command.Reject rejected ->
          registry
              .counter("sluice.documents.rejected", "reason", label(rejected.record().getReason()))
              .increment();
      case Command.Complete completed ->
          registry
              .counter(
                  "sluice.documents.completed",
                  "type",
                  completed.record().getDocumentType(),
                  "authority",
                  label(completed.record().getAuthority()))
              .increment();
      case Command.Correct corrected ->
          registry
              .counter("sluice.documents.corrected", "type", corrected.record().getDocumentType())
              .increment();
      case Command.Note note ->
          registry.counter("sluice.reviews.noted", "decision", label(note.decision())).increment();
      case Command.RequestParse c -> {}
      case Command.RequestInference c -> {}
      case Command.StartChild c -> {}
      case Command.ReportStatus c -> {}
      case Command.ForgetStatus c -> registry.counter("sluice.documents.forgotten").increment();
      case Command.SetAside c -> {}
    }
  }

  void deadLetter(String topic) {
    registry.counter("sluice.dead.letters", "topic", topic).increment();
  }

  private void doubted(Doubt doubt) {
    registry.counter("sluice.doubts", "code", doubt.getCode()).increment();
  }

  private static String name(State state) {
    return state instanceof State.Known known ? label(known.stage()) : "absent";
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
