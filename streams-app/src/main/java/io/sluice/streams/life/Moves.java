package io.sluice.streams.life;

import io.sluice.events.AuditDecision;
import io.sluice.events.ChildPart;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.Doubt;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.streams.gate.Ruling;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import io.sluice.types.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
      Document document,
      ParsedDocument parsed,
      Pool pool,
      List<Prediction> earlier,
      int attempt,
      Instant now) {
    return new State.Inferring(
        document, parsed, pool, earlier, attempt, now, now.plus(policy.deadlines().infer()));
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
            state.earlier(),
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

  Decision review(
      State.Parsed state,
      @Nullable Prediction prediction,
      List<Prediction> earlier,
      List<Doubt> doubts,
      Instant now) {
    return asked(state, Question.about(prediction, earlier, doubts), 1, now);
  }

  Decision asked(State.Parsed state, Question question, int attempt, Instant now) {
    State.InReview review =
        new State.InReview(state.document(), state.parsed(), question, attempt, now);
    DataClass dataClass = dataClass(state, question.documentType());
    return new Decision(review, List.of(Tasks.review(review, dataClass)));
  }

  /** What the gate accepts may be picked for an audit. */
  Decision accept(
      State.Parsed state, Ruling.Accepted ruling, Endings.By by, Prediction read, Instant now) {
    Reading reading = Reading.of(ruling);
    boolean picked =
        type(reading.documentType())
            .filter(type -> type.review().picks(state.document().id()))
            .isPresent();
    State.OpenAudit audit =
        picked
            ? new State.OpenAudit(state.parsed(), Question.audit(reading.documentType(), read), 1)
            : null;
    return complete(state, reading, by, read, audit, now);
  }

  Decision complete(
      State.Parsed state,
      Reading reading,
      Endings.By by,
      @Nullable Prediction read,
      State.@Nullable OpenAudit audit,
      Instant now) {
    String how =
        switch (by.authority()) {
          case GATE, UNKNOWN -> "certain enough";
          case FRONTIER -> "certain enough after a frontier model's answer";
          case REVIEWER -> "decided by " + by.reviewer();
        };
    State.Completed completed =
        new State.Completed(
            state.document(),
            reading.documentType(),
            how,
            now,
            now.plus(policy.retention()),
            audit);
    List<Command> commands = new ArrayList<>();
    DataClass dataClass = dataClass(state, reading.documentType());
    commands.add(Endings.complete(state, reading, dataClass, by, read, now));
    if (audit != null) {
      commands.add(audit(completed, audit, now));
    }
    return new Decision(completed, commands);
  }

  /** What people are asked in an audit. */
  Command audit(State.Completed state, State.OpenAudit audit, Instant now) {
    return Tasks.review(
        audit.awaited(state.document()),
        state.document(),
        audit.parsed(),
        audit.question(),
        dataClass(state, state.documentType()),
        now);
  }

  Decision replace(State.InReview state, List<ChildPart> parts, String reviewer, Instant now) {
    Document document = state.document();
    List<String> children =
        Stream.concat(document.children().stream(), parts.stream().map(ChildPart::getDocumentId))
            .distinct()
            .toList();
    State.Replaced replaced =
        new State.Replaced(
            document.stored(state.parsed().getOriginal(), children),
            (parts.size() == 1 ? "one document takes" : parts.size() + " documents take")
                + " its place, says "
                + reviewer,
            now,
            now.plus(policy.retention()));
    List<Command> commands = new ArrayList<>();
    commands.add(new Command.Note(AuditDecision.REPLACED));
    parts.forEach(part -> commands.add(child(document, part, now)));
    return new Decision(replaced, commands);
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
