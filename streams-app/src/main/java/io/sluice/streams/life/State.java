package io.sluice.streams.life;

import io.sluice.events.Doubt;
import io.sluice.events.LifeStage;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.schemas.Ids;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a document is in its life, with what is needed to go on. */
public sealed interface State {

  /** Never heard of, or forgotten. */
  record Absent() implements State {}

  /** Handed in. */
  sealed interface Known extends State {
    Document document();

    /** When it came to this state. */
    Instant since();

    /** When something happens without an event from outside; null for never. */
    @Nullable Instant deadline();

    LifeStage stage();

    /** The same state with other facts about the document. */
    Known with(Document document);
  }

  /** Somebody is at work on it. */
  sealed interface Waiting extends Known {
    /** Which stage is at work. */
    Stage at();

    /** Which attempt of it, from 1. */
    int attempt();

    /** The one task whose result counts. */
    default String awaited() {
      return Ids.task(document().id(), document().replay(), at(), attempt());
    }
  }

  /** Read by a parser. */
  sealed interface Parsed extends Waiting {
    /** What the parser said, without its parts. */
    ParsedDocument parsed();
  }

  /** Its life is over. Kept for a while, so that what comes late or twice is recognised. */
  sealed interface Ended extends Known {}

  /** An extractor is at work. */
  record Parsing(Document document, int attempt, Instant since, Instant deadline)
      implements Waiting {
    @Override
    public Stage at() {
      return Stage.PARSE;
    }

    @Override
    public LifeStage stage() {
      return LifeStage.PARSING;
    }

    @Override
    public Parsing with(Document changed) {
      return new Parsing(changed, attempt, since, deadline);
    }
  }

  /**
   * A pool of model workers is at work.
   *
   * @param earlier what other pools have read before
   */
  record Inferring(
      Document document,
      ParsedDocument parsed,
      Pool pool,
      List<Prediction> earlier,
      int attempt,
      Instant since,
      Instant deadline)
      implements Parsed {
    public Inferring {
      earlier = List.copyOf(earlier);
    }

    @Override
    public Stage at() {
      return Stage.INFER;
    }

    @Override
    public LifeStage stage() {
      return LifeStage.INFERRING;
    }

    @Override
    public Inferring with(Document changed) {
      return new Inferring(changed, parsed, pool, earlier, attempt, since, deadline);
    }
  }

  /**
   * A larger model is asked about what is in doubt.
   *
   * @param pool where it is asked
   * @param prediction what the lowest rung has read
   * @param earlier what other pools had read before {@code prediction}
   * @param answers what lower rungs have answered since, lowest first
   * @param doubts what kept it from being accepted
   */
  record Escalated(
      Document document,
      ParsedDocument parsed,
      LargerPool pool,
      Prediction prediction,
      List<Prediction> earlier,
      List<Prediction> answers,
      List<Doubt> doubts,
      int attempt,
      Instant since,
      Instant deadline)
      implements Parsed {
    public Escalated {
      earlier = List.copyOf(earlier);
      answers = List.copyOf(answers);
      doubts = List.copyOf(doubts);
    }

    @Override
    public Stage at() {
      return Stage.ESCALATE;
    }

    @Override
    public LifeStage stage() {
      return LifeStage.ESCALATED;
    }

    @Override
    public Escalated with(Document changed) {
      return new Escalated(
          changed, parsed, pool, prediction, earlier, answers, doubts, attempt, since, deadline);
    }
  }

  /** A person is asked. People have no deadline. */
  record InReview(
      Document document, ParsedDocument parsed, Question question, int attempt, Instant since)
      implements Parsed {
    @Override
    public Stage at() {
      return Stage.REVIEW;
    }

    @Override
    public @Nullable Instant deadline() {
      return null;
    }

    @Override
    public LifeStage stage() {
      return LifeStage.IN_REVIEW;
    }

    @Override
    public InReview with(Document changed) {
      return new InReview(changed, parsed, question, attempt, since);
    }
  }

  /**
   * A person reads an accepted document anew, without being told what was read.
   *
   * @param parsed what the parser said, without its parts
   * @param question what is asked; its prediction is what was accepted
   * @param attempt which time it is asked, from 1
   */
  record OpenAudit(ParsedDocument parsed, Question question, int attempt) {
    /** The one task whose decision counts. */
    String awaited(Document document) {
      return Ids.task(document.id(), document.replay(), Stage.REVIEW, attempt);
    }
  }

  /**
   * Became a record. At its deadline it is forgotten.
   *
   * @param audit what people are asked about it; null if they are not, or have answered
   */
  record Completed(
      Document document,
      String documentType,
      String how,
      Instant since,
      Instant deadline,
      @Nullable OpenAudit audit)
      implements Ended {
    /** Whether this is the task that its audit waits for. */
    boolean awaits(String taskId) {
      return audit != null && audit.awaited(document).equals(taskId);
    }

    @Override
    public LifeStage stage() {
      return LifeStage.COMPLETED;
    }

    @Override
    public Completed with(Document changed) {
      return new Completed(changed, documentType, how, since, deadline, audit);
    }
  }

  /** Ended without a record. At its deadline it is forgotten. */
  record Rejected(Document document, Reason reason, String message, Instant since, Instant deadline)
      implements Ended {
    @Override
    public LifeStage stage() {
      return LifeStage.REJECTED;
    }

    @Override
    public Rejected with(Document changed) {
      return new Rejected(changed, reason, message, since, deadline);
    }
  }

  /** People made other documents of it, its children. At its deadline it is forgotten. */
  record Replaced(Document document, String how, Instant since, Instant deadline) implements Ended {
    @Override
    public LifeStage stage() {
      return LifeStage.REPLACED;
    }

    @Override
    public Replaced with(Document changed) {
      return new Replaced(changed, how, since, deadline);
    }
  }
}
