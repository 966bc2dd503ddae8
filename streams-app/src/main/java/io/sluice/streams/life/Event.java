package io.sluice.streams.life;

import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.EgressEntry;
import io.sluice.events.ForgetRequested;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewDecided;
import io.sluice.events.StageFailure;

/** What can happen to a document. */
public sealed interface Event {

  /** It was handed in. */
  record Received(DocumentReceived document) implements Event {}

  /** Somebody has a right to have it forgotten. */
  record Forget(ForgetRequested request) implements Event {}

  /** Time ran out. */
  record DeadlinePassed() implements Event {}

  /** Somebody answers a task. */
  sealed interface Result extends Event {
    /** The task that is answered. */
    String taskId();
  }

  /** An extractor has read it. */
  record Parsed(String taskId, ParsedDocument document) implements Result {}

  /** An extractor gave up. */
  record ParseFailed(String taskId, StageFailure failure) implements Result {}

  /** A model has read it. */
  record Predicted(String taskId, Prediction prediction) implements Result {}

  /** The model workers gave up. */
  record InferFailed(String taskId, StageFailure failure) implements Result {}

  /** Something left the house for its sake, or was not let out. Only the audit hears of it. */
  record Left(EgressEntry entry) implements Event {}

  /** A larger model has answered. */
  record Answered(String taskId, Prediction prediction) implements Result {}

  /** The larger model's worker gave up. */
  record AnswerFailed(String taskId, StageFailure failure) implements Result {}

  /** A person has decided. */
  record Decided(ReviewDecided decision) implements Result {
    @Override
    public String taskId() {
      return decision.getTaskId();
    }
  }

  /** What a record of documents.parsed says. */
  static Event of(DocumentParsed parsed) {
    return parsed.getOutcome() instanceof StageFailure failure
        ? new ParseFailed(parsed.getTaskId(), failure)
        : new Parsed(parsed.getTaskId(), (ParsedDocument) parsed.getOutcome());
  }

  /** What a record of inference.predicted says. */
  static Event ofInference(io.sluice.events.Predicted predicted) {
    return predicted.getOutcome() instanceof StageFailure failure
        ? new InferFailed(predicted.getTaskId(), failure)
        : new Predicted(predicted.getTaskId(), (Prediction) predicted.getOutcome());
  }

  /** What a larger model's worker says. */
  static Event ofEscalation(io.sluice.events.Predicted answered) {
    return answered.getOutcome() instanceof StageFailure failure
        ? new AnswerFailed(answered.getTaskId(), failure)
        : new Answered(answered.getTaskId(), (Prediction) answered.getOutcome());
  }
}
