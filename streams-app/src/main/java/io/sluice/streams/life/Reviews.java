package io.sluice.streams.life;

import io.sluice.events.AuditDecision;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Reason;
import io.sluice.events.ReviewDecided;
import io.sluice.types.DocumentTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a document by people's decisions. Where its type wants four eyes, nobody's word
 * counts alone: two who agree decide, and of three the third. In an audit of such a type the
 * accepted record is a voice like theirs. Pure.
 */
final class Reviews {
  private static final int TWO = 2;

  private final Moves moves;
  private final DocumentTypes types;

  Reviews(Moves moves, DocumentTypes types) {
    this.moves = moves;
    this.types = types;
  }

  /** About a document that waits for a person. */
  Decision decided(State.InReview state, ReviewDecided decision, Instant now) {
    Question question = state.question();
    int next = state.attempt() + 1;
    return switch (apply(state.document(), state.parsed(), question, decision)) {
      case Verdicts.Unusable(String why) -> moves.asked(state, question.unanswered(why), next, now);
      case Verdicts.Said said -> {
        Opinion opinion = opinion(decision.getReviewer(), state.document(), said);
        if (wantsAnother(question, said, opinion)) {
          Decision asked = moves.asked(state, question.heard(opinion), next, now);
          yield new Decision(asked.next(), noted(AuditDecision.OPINION, asked.commands()));
        }
        yield settled(state, said, decision.getReviewer(), now);
      }
    };
  }

  private Decision settled(State.InReview state, Verdicts.Said said, String reviewer, Instant now) {
    return switch (said) {
      case Verdicts.Vouched(Reading reading) ->
          moves.complete(
              state,
              reading,
              Endings.By.person(reviewer),
              state.question().prediction(),
              null,
              now);
      case Verdicts.Refused(String comment) ->
          moves.reject(state, Reason.REVIEW_REJECTED, comment, now);
      case Verdicts.Replaced(var parts) -> moves.replace(state, parts, reviewer, now);
    };
  }

  /** About a document whose record has left. Nothing but a higher revision of it can follow. */
  Decision audited(
      State.Completed state, State.OpenAudit audit, ReviewDecided decision, Instant now) {
    Question question = audit.question();
    String reviewer = decision.getReviewer();
    return switch (apply(state.document(), audit.parsed(), question, decision)) {
      case Verdicts.Unusable(String why) ->
          again(state, audit, question.unanswered(why), List.of(), now);
      case Verdicts.Said said -> {
        Opinion opinion = opinion(reviewer, state.document(), said);
        Opinion record = opinion("", state.document(), Verdicts.asRead(question, types));
        if (opinion.agreesWith(record)) {
          yield closed(
              state,
              state.documentType(),
              "confirmed by %s in an audit".formatted(reviewer),
              new Command.Note(AuditDecision.CONFIRMED));
        }
        if (wantsAnother(question, said, opinion)) {
          List<Command> noted = noted(AuditDecision.OPINION, List.of());
          yield again(state, audit, question.heard(opinion), noted, now);
        }
        yield corrected(state, audit, said, reviewer, now);
      }
    };
  }

  private Decision corrected(
      State.Completed state,
      State.OpenAudit audit,
      Verdicts.Said said,
      String reviewer,
      Instant now) {
    Command note = new Command.Note(AuditDecision.CORRECTED);
    return switch (said) {
      case Verdicts.Vouched(Reading reading) ->
          closed(
              state,
              reading.documentType(),
              "corrected by %s in an audit".formatted(reviewer),
              Endings.correct(
                  state,
                  audit,
                  reading,
                  moves.dataClass(state, reading.documentType()),
                  reviewer,
                  now));
      // What sinks have written nobody can take back from here: people must.
      case Verdicts.Refused(String comment) ->
          closed(
              state,
              state.documentType(),
              "an audit says that it should have been rejected: " + comment,
              note);
      case Verdicts.Replaced(var parts) ->
          closed(
              state,
              state.documentType(),
              "an audit by %s says that it is %d documents".formatted(reviewer, parts.size()),
              note);
    };
  }

  /** The audit has its answer; all else stays, the time of forgetting included. */
  private static Decision closed(
      State.Completed state, String documentType, String outcome, Command command) {
    State.Completed closed =
        new State.Completed(
            state.document(),
            documentType,
            state.how() + "; " + outcome,
            state.since(),
            state.deadline(),
            null);
    return new Decision(closed, List.of(command));
  }

  private Decision again(
      State.Completed state,
      State.OpenAudit audit,
      Question question,
      List<Command> first,
      Instant now) {
    State.OpenAudit next = new State.OpenAudit(audit.parsed(), question, audit.attempt() + 1);
    State.Completed asked =
        new State.Completed(
            state.document(),
            state.documentType(),
            state.how(),
            state.since(),
            state.deadline(),
            next);
    Command request = moves.audit(asked, next, now);
    return new Decision(asked, Stream.concat(first.stream(), Stream.of(request)).toList());
  }

  /** Whether this word does not count alone: nobody has said the same, and fewer than two spoke. */
  private boolean wantsAnother(Question question, Verdicts.Said said, Opinion opinion) {
    List<Opinion> before = question.opinions();
    return (!before.isEmpty() || fourEyes(question.documentType()) || fourEyes(typeOf(said)))
        && before.size() < TWO
        && before.stream().noneMatch(opinion::agreesWith);
  }

  private static @Nullable String typeOf(Verdicts.Said said) {
    return said instanceof Verdicts.Vouched(Reading reading) ? reading.documentType() : null;
  }

  private boolean fourEyes(@Nullable String documentType) {
    return Optional.ofNullable(documentType)
        .flatMap(types::find)
        .filter(type -> type.review().fourEyes())
        .isPresent();
  }

  private Verdicts.Applied apply(
      Document document, ParsedDocument parsed, Question question, ReviewDecided decision) {
    return Verdicts.apply(document.id(), parsed, question, decision, types);
  }

  private Opinion opinion(String reviewer, Document document, Verdicts.Said said) {
    return Opinion.of(reviewer, document.id(), said, types);
  }

  private static List<Command> noted(AuditDecision what, List<Command> rest) {
    return Stream.concat(Stream.of((Command) new Command.Note(what)), rest.stream()).toList();
  }
}
