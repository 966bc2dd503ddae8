package io.sluice.streams.life;

import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.ParseRequested;
import io.sluice.events.ParsedDocument;
import io.sluice.events.ReviewRequested;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The tasks that a state waits for. Pure. */
final class Tasks {
  private Tasks() {}

  static Command parse(State.Parsing state, DocumentReceived received) {
    return new Command.RequestParse(
        ParseRequested.newBuilder()
            .setTaskId(state.awaited())
            .setDocumentId(state.document().id())
            .setTenant(state.document().tenant())
            .setFileName(state.document().fileName())
            .setMediaTypeHint(received.getMediaTypeHint())
            .setDepth(state.document().depth())
            .setContent(received.getContent())
            .setSha256(state.document().sha256())
            .setRequestedAt(state.since())
            .build());
  }

  static Command infer(State.Inferring state) {
    return new Command.RequestInference(
        state.pool(),
        InferenceRequested.newBuilder()
            .setTaskId(state.awaited())
            .setDocumentId(state.document().id())
            .setTenant(state.document().tenant())
            .setPool(state.pool().label())
            .setMediaType(state.parsed().getMediaType())
            .setContent(state.parsed().getContent())
            .setRequestedAt(state.since())
            .build());
  }

  static Command escalate(
      State.Escalated state, String documentType, DataClass dataClass, Set<String> fields) {
    return new Command.RequestLarger(
        state.pool(),
        FrontierEscalation.newBuilder()
            .setTaskId(state.awaited())
            .setDocumentId(state.document().id())
            .setTenant(state.document().tenant())
            .setDataClass(dataClass)
            .setDocumentType(documentType)
            .setFields(List.copyOf(fields))
            .setDoubts(state.doubts())
            .setContent(state.parsed().getContent())
            .setPrediction(state.prediction())
            .setRequestedAt(state.since())
            .build());
  }

  static Command review(State.InReview state, DataClass dataClass) {
    return review(
        state.awaited(),
        state.document(),
        state.parsed(),
        state.question(),
        dataClass,
        state.since());
  }

  /** Who audits a document is not told what was read. */
  static Command review(
      String taskId,
      Document document,
      ParsedDocument parsed,
      Question question,
      DataClass dataClass,
      Instant now) {
    boolean blind = question.isAudit();
    return new Command.RequestReview(
        ReviewRequested.newBuilder()
            .setTaskId(taskId)
            .setDocumentId(document.id())
            .setTenant(document.tenant())
            .setDataClass(dataClass)
            .setFileName(document.fileName())
            .setDocumentType(blind ? null : question.documentType())
            .setDoubts(question.doubts())
            .setOriginal(parsed.getOriginal())
            .setContent(parsed.getContent())
            .setPrediction(blind ? null : question.prediction())
            .setRequestedAt(now)
            .setPurpose(question.purpose())
            .setNotBy(question.notBy())
            .setEarlier(blind ? List.of() : question.earlier())
            .setSource(document.source())
            .setParentId(document.parentId())
            .setMediaType(parsed.getMediaType())
            .setPageCount(parsed.getPageCount())
            .setWarnings(parsed.getWarnings())
            .setReceivedAt(document.receivedAt())
            .build());
  }
}
