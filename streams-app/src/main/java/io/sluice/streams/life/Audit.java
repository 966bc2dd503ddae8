package io.sluice.streams.life;

import io.sluice.events.AuditAuthority;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditDoubt;
import io.sluice.events.AuditEntry;
import io.sluice.events.AuditField;
import io.sluice.events.ClassProbability;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentRejected;
import io.sluice.events.Doubt;
import io.sluice.events.EgressEntry;
import io.sluice.events.ExtractedField;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.Stage;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.Ladders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the audit keeps of a decision: who or what decided, on which evidence. Ids, hashes, names of
 * fields and numbers; no value, no file name and no words, since the audit outlives the documents.
 * The entries have no place in a chain yet. Pure.
 */
public final class Audit {
  private final Gate gate;
  private final Ladders ladders;

  public Audit(Policy policy) {
    this.gate = policy.gate();
    this.ladders = policy.ladders();
  }

  /** The entries of a decision; none where nothing was decided. */
  public List<AuditEntry> of(State before, Event event, Decision decision, Instant now) {
    return Stream.concat(
            decision.commands().stream().flatMap(c -> entry(before, event, c, now).stream()),
            Stream.concat(refused(before, event, now).stream(), left(before, event, now).stream()))
        .toList();
  }

  /** The entries of records that reached no document. */
  public List<AuditEntry> ofStray(List<Command> commands, Instant now) {
    return commands.stream()
        .filter(Command.Reject.class::isInstance)
        .map(c -> rejected(((Command.Reject) c).record(), new State.Absent(), now).build())
        .toList();
  }

  private Optional<AuditEntry> entry(State before, Event event, Command command, Instant now) {
    return switch (command) {
      case Command.Complete c ->
          Optional.of(completed(AuditDecision.COMPLETED, c.record(), before, event, now));
      case Command.Correct c ->
          Optional.of(completed(AuditDecision.CORRECTED, c.record(), before, event, now));
      case Command.Note c -> Optional.of(noted(c.decision(), before, event, now));
      case Command.Reject c ->
          Optional.of(
              by(event, rejected(c.record(), before, now))
                  .setGate(gateOf(event, before))
                  .setPurpose(purpose(before, event))
                  .build());
      case Command.RequestLarger c ->
          Optional.of(
              asked(AuditDecision.ESCALATED, before, event, now)
                  .setDocumentType(c.task().getDocumentType())
                  .setDoubts(doubts(c.task().getDoubts()))
                  .build());
      case Command.RequestReview c ->
          Optional.of(
              asked(AuditDecision.REVIEW_REQUESTED, before, event, now)
                  .setDocumentType(c.task().getDocumentType())
                  .setDoubts(doubts(c.task().getDoubts()))
                  .setPurpose(c.task().getPurpose())
                  .build());
      case Command.ForgetStatus c ->
          Optional.of(
              by(event, about(AuditDecision.FORGOTTEN, c.documentId(), before, now)).build());
      default -> Optional.empty();
    };
  }

  /** What left the house is in the audit, whatever became of the document. */
  private static Optional<AuditEntry> left(State before, Event event, Instant now) {
    return event instanceof Event.Left(EgressEntry entry)
        ? Optional.of(
            about(AuditDecision.EGRESS, entry.getDocumentId(), before, now)
                .setTenant(entry.getTenant())
                .setStage(Stage.ESCALATE)
                .setAuthority(AuditAuthority.WORKER)
                .setDocumentType(entry.getDocumentType())
                .setEgress(entry)
                .build())
        : Optional.empty();
  }

  /** A request to forget what is still under way. */
  private static Optional<AuditEntry> refused(State before, Event event, Instant now) {
    return event instanceof Event.Forget forget && before instanceof State.Waiting
        ? Optional.of(
            by(
                    event,
                    about(
                        AuditDecision.FORGET_REFUSED,
                        forget.request().getDocumentId(),
                        before,
                        now))
                .build())
        : Optional.empty();
  }

  private AuditEntry completed(
      AuditDecision decision, DocumentCompleted record, State before, Event event, Instant now) {
    return by(event, about(decision, record.getDocumentId(), before, now))
        .setPurpose(purpose(before, event))
        .setDocumentType(record.getDocumentType())
        .setClassConfidence(record.getClassConfidence())
        .setClassThreshold(gate.leastOfClass(record.getDocumentType()).orElse(null))
        .setFields(fields(before, event, record.getDocumentType(), record.getFields()))
        .setDoubts(
            before instanceof State.InReview review
                ? doubts(review.question().doubts())
                : List.of())
        .setModel(record.getModel())
        .setGate(gate.hash().orElse(null))
        .build();
  }

  /** What people came to, where no record says it: with what the machines had read. */
  private AuditEntry noted(AuditDecision decision, State before, Event event, Instant now) {
    AuditEntry.Builder entry = asked(decision, before, event, now);
    Question question = question(before);
    return question == null
        ? entry.build()
        : entry
            .setPurpose(question.purpose())
            .setDocumentType(question.documentType())
            .setDoubts(doubts(question.doubts()))
            .build();
  }

  private static @Nullable Question question(State state) {
    return switch (state) {
      case State.InReview s -> s.question();
      case State.Completed s when s.audit() != null -> s.audit().question();
      default -> null;
    };
  }

  /** Why people were asked, where it is their decision. */
  private static @Nullable ReviewPurpose purpose(State before, Event event) {
    Question question = event instanceof Event.Decided ? question(before) : null;
    return question == null ? null : question.purpose();
  }

  private static AuditEntry.Builder rejected(DocumentRejected record, State before, Instant now) {
    // A stray has an id of its own; the state is that of the document whose id it came under.
    State own = id(before).equals(record.getDocumentId()) ? before : new State.Absent();
    return about(AuditDecision.REJECTED, record.getDocumentId(), own, now)
        .setTenant(record.getTenant())
        .setStage(record.getStage())
        .setReason(record.getReason());
  }

  /** Somebody else is asked: with what had been read until then. */
  private AuditEntry.Builder asked(AuditDecision decision, State before, Event event, Instant now) {
    AuditEntry.Builder entry =
        by(event, about(decision, id(before), before, now)).setGate(gateOf(event, before));
    Prediction read = read(before, event);
    if (read != null) {
      entry.setModel(read.getModel());
      if (!read.getClasses().isEmpty()) {
        ClassProbability best = read.getClasses().get(0);
        entry
            .setClassConfidence(best.getProbability())
            .setClassThreshold(gate.leastOfClass(best.getName()).orElse(null))
            .setFields(fields(before, event, best.getName(), read.getFields()));
      }
    }
    return entry;
  }

  /** What a decision about what to ask next was made from. */
  private @Nullable Prediction read(State before, Event event) {
    return switch (event) {
      case Event.Predicted e -> e.prediction();
      case Event.Answered e when before instanceof State.Escalated s -> climbed(s, e.prediction());
      default ->
          switch (before) {
            case State.Escalated s -> s.prediction();
            case State.InReview s -> s.question().prediction();
            case State.Completed s when s.audit() != null -> s.audit().question().prediction();
            default -> null;
          };
    };
  }

  private Prediction climbed(State.Escalated state, Prediction answer) {
    String type = state.prediction().getClasses().get(0).getName();
    boolean worthless =
        Climb.objection(ladders.of(type), state.pool(), state.prediction(), answer).isPresent();
    List<Prediction> heard = worthless ? List.of() : List.of(answer);
    return gate.types()
        .find(type)
        .map(found ->
            Climb.believed(
                ladders.of(type), found, state.prediction(), Standing.of(state, heard).answers()))
        .orElse(state.prediction());
  }

  private @Nullable String gateOf(Event event, State before) {
    boolean judged =
        event instanceof Event.Predicted
            || event instanceof Event.Answered
            || before instanceof State.Escalated
            || question(before) != null;
    return judged ? gate.hash().orElse(null) : null;
  }

  private static AuditEntry.Builder about(
      AuditDecision decision, String documentId, State state, Instant now) {
    Document document = state instanceof State.Known known ? known.document() : null;
    return AuditEntry.newBuilder()
        .setChain(0)
        .setSequence(0)
        .setPreviousHash("")
        .setDocumentId(documentId)
        .setTenant(document == null ? null : document.tenant())
        .setContentSha256(document == null ? null : document.sha256())
        .setDecision(decision)
        .setStage(state instanceof State.Waiting waiting ? waiting.at() : Stage.DECIDE)
        .setAuthority(AuditAuthority.LIFE_CYCLE)
        .setDecidedAt(now);
  }

  private static AuditEntry.Builder by(Event event, AuditEntry.Builder entry) {
    return switch (event) {
      case Event.Predicted e -> entry.setAuthority(AuditAuthority.GATE);
      case Event.Answered e -> entry.setAuthority(AuditAuthority.GATE);
      case Event.Decided e ->
          entry
              .setStage(Stage.REVIEW)
              .setAuthority(AuditAuthority.REVIEWER)
              .setActor(e.decision().getReviewer())
              .setVerdict(e.decision().getVerdict());
      case Event.ParseFailed e -> entry.setAuthority(AuditAuthority.WORKER);
      case Event.InferFailed e -> entry.setAuthority(AuditAuthority.WORKER);
      case Event.AnswerFailed e -> entry.setAuthority(AuditAuthority.WORKER);
      case Event.DeadlinePassed e -> entry.setAuthority(AuditAuthority.CLOCK);
      case Event.Forget e ->
          entry.setAuthority(AuditAuthority.OPERATOR).setActor(e.request().getRequestedBy());
      default -> entry.setAuthority(AuditAuthority.LIFE_CYCLE);
    };
  }

  private List<AuditField> fields(
      State before, Event event, String documentType, List<ExtractedField> read) {
    boolean climbed = event instanceof Event.Answered && before instanceof State.Escalated;
    return read.stream()
        .map(field ->
            new AuditField(
                field.getName(),
                field.getReader(),
                field.getConfidence(),
                (climbed
                        ? gate.leastOf(documentType, field, ladders.of(documentType))
                        : gate.leastOf(documentType, field))
                    .orElse(null)))
        .toList();
  }

  private static List<AuditDoubt> doubts(List<Doubt> doubts) {
    return doubts.stream().map(d -> new AuditDoubt(d.getField(), d.getCode())).toList();
  }

  private static String id(State state) {
    return state instanceof State.Known known ? known.document().id() : "";
  }
}
