package io.sluice.streams.life;

import io.sluice.events.Authority;
import io.sluice.events.ChildPart;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.Doubt;
import io.sluice.events.ModelInfo;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.streams.gate.Ruling;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import io.sluice.types.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The moves that {@link Transitions} chooses from: a next state and the commands that go with it.
 * Pure.
 */
final class Moves {
  private final Policy policy;

  Moves(Policy policy) {
    this.policy = policy;
  }

  State.Inferring inferring(
      Document document, ParsedDocument parsed, Pool pool, int attempt, Instant now) {
    return new State.Inferring(
        document, parsed, pool, attempt, now, now.plus(policy.deadlines().infer()));
  }

  static Command child(Document parent, ChildPart part, Instant now) {
    return new Command.StartChild(
        DocumentReceived.newBuilder()
            .setDocumentId(part.getDocumentId())
            .setTenant(parent.tenant())
            .setSource(parent.source())
            .setFileName(part.getFileName())
            .setMediaTypeHint(part.getMediaType())
            .setDataClass(parent.dataClass())
            .setContent(part.getContent())
            .setSha256(part.getContent().getSha256())
            .setParentId(parent.id())
            .setDepth(parent.depth() + 1)
            .setAttributes(parent.attributes())
            .setReceivedAt(now)
            .build());
  }

  Decision escalate(
      State.Inferring state, Prediction prediction, Ruling.InDoubt doubt, Instant now) {
    State.Escalated escalated =
        new State.Escalated(
            state.document(),
            state.parsed(),
            prediction,
            doubt.doubts(),
            1,
            now,
            now.plus(policy.deadlines().frontier()));
    List<String> fields =
        type(doubt.documentType())
            .map(type -> type.fields().stream().map(FieldSpec::name).toList())
            .orElse(List.of());
    DataClass dataClass = dataClass(state, doubt.documentType());
    return new Decision(
        escalated, List.of(Tasks.escalate(escalated, doubt.documentType(), dataClass, fields)));
  }

  Decision review(State.Parsed state, @Nullable Prediction prediction, Doubt doubt, Instant now) {
    return review(state, prediction, List.of(doubt), now);
  }

  Decision review(
      State.Parsed state, @Nullable Prediction prediction, List<Doubt> doubts, Instant now) {
    String documentType =
        prediction == null || prediction.getClasses().isEmpty()
            ? null
            : prediction.getClasses().get(0).getName();
    return asked(state, documentType, prediction, doubts, 1, now);
  }

  Decision asked(
      State.Parsed state,
      @Nullable String documentType,
      @Nullable Prediction prediction,
      List<Doubt> doubts,
      int attempt,
      Instant now) {
    State.InReview review =
        new State.InReview(
            state.document(), state.parsed(), documentType, prediction, doubts, attempt, now);
    return new Decision(review, List.of(Tasks.review(review, dataClass(state, documentType))));
  }

  Decision complete(
      State.Parsed state,
      Reading reading,
      Authority authority,
      @Nullable String reviewer,
      @Nullable ModelInfo model,
      Instant now) {
    String how =
        switch (authority) {
          case GATE, UNKNOWN -> "certain enough";
          case FRONTIER -> "certain enough after a frontier model's answer";
          case REVIEWER -> "decided by " + reviewer;
        };
    State.Completed completed =
        new State.Completed(
            state.document(), reading.documentType(), how, now, now.plus(policy.retention()));
    DataClass dataClass = dataClass(state, reading.documentType());
    return new Decision(
        completed,
        List.of(Endings.complete(state, reading, dataClass, authority, reviewer, model, now)));
  }

  Decision reject(State.Waiting state, Reason reason, String message, Instant now) {
    State.Rejected rejected =
        new State.Rejected(state.document(), reason, message, now, now.plus(policy.retention()));
    return new Decision(rejected, List.of(Endings.reject(rejected, state.at())));
  }

  Optional<DocumentType> type(String name) {
    return policy.gate().types().find(name);
  }

  DataClass dataClass(State.Known state, @Nullable String documentType) {
    DataClass own = state.document().dataClass();
    return documentType == null ? own : type(documentType).map(t -> t.inForce(own)).orElse(own);
  }
}
