package io.sluice.streams.life;

import io.sluice.events.ChildPart;
import io.sluice.events.DocumentReceived;
import io.sluice.events.Doubt;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.events.StageFailure;
import io.sluice.rules.DoubtCode;
import io.sluice.streams.gate.Ladder;
import io.sluice.streams.gate.Ruling;
import io.sluice.streams.life.Command.Why;
import io.sluice.types.DocumentType;
import io.sluice.types.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The life of a document. Pure: the same state, event and time always give the same decision.
 *
 * <pre>
 *           received            parsed                  accepted
 *  (absent) ────────► PARSING ─────────► INFERRING ─────────────────────────► COMPLETED ◄─┐
 *     ▲                  │                │  │ ▲ │                              ▲  ▲  └────┘ an audit: confirmed,
 *     │                  │   failed, late │  │ └─┘ another pool                │  │         or revision 2
 *     │     failed, late │                │  │ in doubt, may climb    accepted │  │
 *     │                  │                │  └──────────► ESCALATED ───────────┘  │ accepted,
 *     │                  │                │ in doubt          │ in doubt,         │ corrected
 *     │                  ▼                ▼                   ▼ failed, late      │
 *     ├─────────────── REJECTED ◄───── IN_REVIEW ◄────────────┘ ──────────────────┘
 *     │                       refused  │  │ ▲
 *     │                                │  └─┘ a decision that cannot be carried out;
 *     │                                │      four eyes: a second person, and a third where two differ
 *     └─────────────── REPLACED ◄──────┘ replaced by others
 *       forgotten after the retention, COMPLETED too
 *
 *  REJECTED ──► PARSING when it is handed in again with a higher number in replay; its tasks are new
 * </pre>
 */
public final class Transitions {
  private final Policy policy;
  private final Moves moves;
  private final Reviews reviews;

  public Transitions(Policy policy) {
    this.policy = policy;
    this.moves = new Moves(policy);
    this.reviews = new Reviews(moves, policy.gate().types());
  }

  private record Step(State state, Event event) {}

  /** What follows from the event. Whenever the state changes, its status is reported last. */
  public Decision decide(State state, Event event, Instant now) {
    Decision decision = step(state, event, now);
    if (decision.next().equals(state) || !(decision.next() instanceof State.Known known)) {
      return decision;
    }
    List<Command> commands = new ArrayList<>(decision.commands());
    commands.add(new Command.ReportStatus(Status.of(known)));
    return new Decision(known, commands);
  }

  private Decision step(State state, Event event, Instant now) {
    return switch (new Step(state, event)) {
      case Step(State.Absent s, Event.Received e) ->
          start(Document.of(e.document()), e.document(), now);
      case Step(State.Absent s, Event.Decided e) -> setAside(s);
      case Step(State.Absent s, Event.Result e) -> Decision.ignore(s, Why.UNKNOWN_DOCUMENT);
      case Step(State.Absent s, Event.DeadlinePassed e) -> Decision.ignore(s, Why.NOT_DUE);

      case Step(State s, Event.Left e) -> new Decision(s, List.of());

      case Step(State.Absent s, Event.Forget e) -> forget(e);
      case Step(State.Ended s, Event.Forget e) -> forget(e);
      case Step(State.Waiting s, Event.Forget e) -> Decision.ignore(s, Why.UNDER_WAY);

      case Step(State.Rejected s, Event.Received e)
          when s.document().isAskedAgainBy(e.document()) ->
          start(s.document().startedAgainBy(e.document()), e.document(), now);
      case Step(State.Known s, Event.Received e) -> again(s, e.document(), now);
      case Step(State.Known s, Event.DeadlinePassed e) when !due(s, now) ->
          Decision.ignore(s, Why.NOT_DUE);

      case Step(State.Ended s, Event.DeadlinePassed e) ->
          new Decision(new State.Absent(), List.of());
      case Step(State.Completed s, Event.Decided e)
          when s.audit() != null && s.awaits(e.taskId()) ->
          reviews.audited(s, s.audit(), e.decision(), now);
      case Step(State.Ended s, Event.Result e) -> Decision.ignore(s, Why.AFTER_THE_END);

      case Step(State.Waiting s, Event.Result e) when !s.awaited().equals(e.taskId()) ->
          Decision.ignore(s, Why.OUT_OF_DATE);

      case Step(State.Parsing s, Event.Parsed e) -> parsed(s, e.document(), now);
      case Step(State.Parsing s, Event.ParseFailed e) ->
          moves.reject(s, e.failure().getReason(), e.failure().getMessage(), now);
      case Step(State.Parsing s, Event.DeadlinePassed e) ->
          moves.reject(s, Reason.STAGE_TIMED_OUT, late("parse", policy.deadlines().parse()), now);

      case Step(State.Inferring s, Event.Predicted e) -> predicted(s, e.prediction(), now);
      case Step(State.Inferring s, Event.InferFailed e) ->
          moves.review(s, null, s.earlier(), List.of(failed("inference", e.failure())), now);
      case Step(State.Inferring s, Event.DeadlinePassed e) ->
          moves.review(
              s,
              null,
              s.earlier(),
              List.of(timedOut("inference", policy.deadlines().infer())),
              now);

      case Step(State.Escalated s, Event.Answered e) -> answered(s, e.prediction(), now);
      case Step(State.Escalated s, Event.AnswerFailed e) ->
          unanswered(s, List.of(), failed(s.pool().label(), e.failure()), now);
      case Step(State.Escalated s, Event.DeadlinePassed e) ->
          unanswered(s, List.of(), timedOut(s.pool().label(), policy.deadline(s.pool())), now);

      case Step(State.InReview s, Event.Decided e) -> reviews.decided(s, e.decision(), now);
      case Step(State.InReview s, Event.DeadlinePassed e) -> Decision.ignore(s, Why.NOT_DUE);

      // The task id names the stage, so an answer of another stage was never awaited.
      case Step(State.Waiting s, Event.Result e) -> Decision.ignore(s, Why.OUT_OF_DATE);
    };
  }

  private Decision start(Document document, DocumentReceived received, Instant now) {
    State.Parsing parsing =
        new State.Parsing(document, 1, now, now.plus(policy.deadlines().parse()));
    return new Decision(parsing, List.of(Tasks.parse(parsing, received)));
  }

  /** Nothing is left but the audit. The same document, handed in again, begins a new life. */
  private static Decision forget(Event.Forget event) {
    return new Decision(
        new State.Absent(), List.of(new Command.ForgetStatus(event.request().getDocumentId())));
  }

  private static Decision setAside(State state) {
    String reason = "no document of this id is known, or its life was forgotten";
    return new Decision(state, List.of(new Command.SetAside(reason)));
  }

  private static Decision again(State.Known state, DocumentReceived received, Instant now) {
    Document document = state.document();
    String conflict = received.getTenant() + "/" + received.getSha256();
    if (document.isSameAs(received) || document.conflicts().contains(conflict)) {
      return new Decision(
          state.with(document.handedInAgain()), List.of(new Command.Ignore(Why.DUPLICATE)));
    }
    return new Decision(
        state.with(document.conflicting(conflict)),
        Endings.rejectStray(
            received,
            Reason.ID_CONFLICT,
            "the id "
                + document.id()
                + " belongs to other content or to another tenant; hand it in"
                + " under an id of its own",
            now));
  }

  private Decision parsed(State.Parsing state, ParsedDocument parsed, Instant now) {
    List<ChildPart> parts = parsed.getParts();
    Document document =
        state
            .document()
            .stored(parsed.getOriginal(), parts.stream().map(ChildPart::getDocumentId).toList());
    ParsedDocument kept = ParsedDocument.newBuilder(parsed).setParts(List.of()).build();
    State.Inferring inferring =
        moves.inferring(document, kept, policy.firstPool(), List.of(), 1, now);
    List<Command> commands = new ArrayList<>();
    parts.forEach(part -> commands.add(Moves.child(document, part, now)));
    commands.add(Tasks.infer(inferring));
    return new Decision(inferring, commands);
  }

  private Decision predicted(State.Inferring state, Prediction prediction, Instant now) {
    Ruling ruling = policy.gate().judge(prediction);
    Pool wanted = moves.type(ruling.documentType()).map(DocumentType::pool).orElse(state.pool());
    if (wanted != state.pool() && state.attempt() == 1) {
      State.Inferring again =
          moves.inferring(
              state.document(), state.parsed(), wanted, with(state.earlier(), prediction), 2, now);
      return new Decision(again, List.of(Tasks.infer(again)));
    }
    return settled(Standing.of(state, prediction), prediction, ruling, Endings.By.GATE, now);
  }

  private Decision answered(State.Escalated state, Prediction answer, Instant now) {
    String typeName = bestClass(state.prediction());
    Ladder ladder = policy.ladders().of(typeName);
    Optional<Doubt> objection = Climb.objection(ladder, state.pool(), state.prediction(), answer);
    Optional<DocumentType> type = moves.type(typeName);
    if (objection.isPresent() || type.isEmpty()) {
      Doubt why =
          objection.orElseGet(() ->
              DoubtCode.UNSUPPORTED_CLASS.because("'" + typeName + "' is no document type here"));
      return unanswered(state, List.of(answer), why, now);
    }
    Standing standing = Standing.of(state, List.of(answer));
    Prediction read = Climb.believed(ladder, type.get(), state.prediction(), standing.answers());
    Endings.By by =
        switch (state.pool()) {
          case LLM -> Endings.By.LLM;
          case FRONTIER -> Endings.By.FRONTIER;
        };
    return settled(standing, read, policy.gate().judge(read, ladder), by, now);
  }

  /** Accepted, one rung higher, or to people. */
  private Decision settled(
      Standing standing, Prediction read, Ruling ruling, Endings.By by, Instant now) {
    return switch (ruling) {
      case Ruling.Accepted accepted ->
          moves.accept(standing.state(), accepted, by, read, standing.before(), now);
      case Ruling.InDoubt doubt ->
          moves
              .climb(standing, read, doubt, now)
              .or(() -> sureEnough(standing, read, doubt, by, now))
              .orElseGet(() ->
                  moves.review(standing.state(), read, standing.before(), doubt.doubts(), now));
    };
  }

  /** Nothing needs to climb: the ladder's own threshold may hold where the bundle had none. */
  private Optional<Decision> sureEnough(
      Standing standing, Prediction read, Ruling.InDoubt doubt, Endings.By by, Instant now) {
    Ladder ladder = policy.ladders().of(doubt.documentType());
    boolean unclimbed = standing.answers().isEmpty();
    boolean nothingWanted =
        moves
            .type(doubt.documentType())
            .flatMap(type -> Climb.wanted(ladder, type, read, doubt.doubts()))
            .filter(Set::isEmpty)
            .isPresent();
    return unclimbed
            && nothingWanted
            && !ladder.rungs().isEmpty()
            && policy.gate().judge(read, ladder) instanceof Ruling.Accepted accepted
        ? Optional.of(moves.accept(standing.state(), accepted, by, read, standing.before(), now))
        : Optional.empty();
  }

  /**
   * The rung gave nothing that counts: people are asked, and told so. What it said all the same
   * they may see, and it was paid for.
   */
  private Decision unanswered(
      State.Escalated state, List<Prediction> worthless, Doubt why, Instant now) {
    Standing standing = Standing.of(state, List.of());
    String typeName = bestClass(state.prediction());
    Prediction read =
        moves
            .type(typeName)
            .map(type ->
                Climb.believed(
                    policy.ladders().of(typeName), type, state.prediction(), standing.answers()))
            .orElse(state.prediction());
    List<Prediction> earlier = new ArrayList<>(standing.before());
    earlier.addAll(worthless);
    return moves.review(state, read, earlier, with(state.doubts(), why), now);
  }

  private static String bestClass(Prediction prediction) {
    return prediction.getClasses().isEmpty() ? "" : prediction.getClasses().get(0).getName();
  }

  private static boolean due(State.Known state, Instant now) {
    Instant deadline = state.deadline();
    return deadline != null && !now.isBefore(deadline);
  }

  private static Doubt failed(String stage, StageFailure failure) {
    return DoubtCode.STAGE_FAILED.because(
        stage + " failed: " + failure.getReason() + ": " + failure.getMessage());
  }

  private static Doubt timedOut(String stage, Duration limit) {
    return DoubtCode.STAGE_FAILED.because(Reason.STAGE_TIMED_OUT + ": " + late(stage, limit));
  }

  private static String late(String stage, Duration limit) {
    return stage
        + " gave no answer within "
        + limit.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static <T> List<T> with(List<T> some, T more) {
    List<T> all = new ArrayList<>(some);
    all.add(more);
    return all;
  }
}
