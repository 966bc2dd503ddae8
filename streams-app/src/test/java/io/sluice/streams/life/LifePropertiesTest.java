package io.sluice.streams.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.AuditDecision;
import io.sluice.events.Reason;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.streams.Samples;
import io.sluice.types.ReviewPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, in whatever order, how often ever. */
class LifePropertiesTest {
  private static final String ID = Samples.ID;
  private static final ReviewPolicy FOUR_EYES = new ReviewPolicy(true, 0, null, null);
  private static final ReviewPolicy AUDITED = new ReviewPolicy(true, 1, null, null);

  @Property(tries = 800)
  void anyEventsInAnyOrderEndEachRunOnceAtMostAndCompleteADocumentOnceAtMost(
      @ForAll("histories") List<Event> history, @ForAll boolean frontier) {
    Run run = new Run(frontier);
    history.forEach(run::happens);

    assertThat(run.completions()).isLessThanOrEqualTo(1);
    assertThat(run.starts() - run.endings()).isBetween(0L, 1L);
    assertThat(run.state instanceof State.Ended)
        .isEqualTo(run.starts() > 0 && run.starts() == run.endings());
  }

  @Property(tries = 400)
  void noTaskIsAskedForTwiceHoweverOftenADocumentIsReplayed(
      @ForAll("histories") List<Event> history) {
    Run run = new Run(true);
    history.forEach(run::happens);
    assertThat(run.commands.stream().flatMap(c -> taskOf(c).stream())).doesNotHaveDuplicates();
  }

  @Property(tries = 150)
  void aDocumentThatFailsTwiceAndIsReplayedTwiceEachTimeCompletesOnce(
      @ForAll("tangles") List<Integer> choices) {
    Run run = new Run(true);
    tangle(
        run,
        choices,
        command ->
            switch (command) {
              case Command.Reject c ->
                  List.of(new Event.Received(Samples.replayed(c.record().getReplay() + 1)));
              case Command.RequestParse c when !c.task().getTaskId().contains("/replay-2/") ->
                  List.of(
                      new Event.ParseFailed(
                          c.task().getTaskId(), Samples.failure(Reason.PARSE_TIMED_OUT)));
              default -> answersTo(command, true);
            });
    assertThat(run.state).isInstanceOf(State.Completed.class);
    assertThat(run.completions()).isEqualTo(1);
    assertThat(run.starts()).isEqualTo(3);
  }

  @Property(tries = 250)
  void onceReceivedADocumentEndsOrIsWithAPersonWhenTheDeadlinesPass(
      @ForAll("histories") List<Event> history, @ForAll boolean frontier) {
    Run run = new Run(frontier);
    run.happens(new Event.Received(Samples.received()));
    history.forEach(run::happens);
    for (int stage = 0; stage < 4 && !(run.state instanceof State.Ended); stage++) {
      run.clock = run.clock.plus(Duration.ofMinutes(30));
      run.happens(new Event.DeadlinePassed());
    }
    assertThat(run.state).isInstanceOfAny(State.InReview.class, State.Ended.class);
  }

  @Property(tries = 150)
  void workersThatAnswerEveryTaskTwiceAndInAnyOrderLeadToOneEnding(
      @ForAll("tangles") List<Integer> choices, @ForAll boolean certain) {
    Run run = new Run(true);
    tangle(run, choices, command -> answersTo(command, certain));
    assertThat(run.endings()).isEqualTo(1);
    assertThat(run.state).isInstanceOf(State.Completed.class);
  }

  @Property(tries = 250)
  void theSameStateEventAndTimeGiveTheSameDecision(@ForAll("histories") List<Event> history) {
    Transitions transitions = new Transitions(Samples.policy(true));
    State state = new State.Absent();
    for (Event event : history) {
      Decision once = transitions.decide(state, event, Samples.NOON);
      assertThat(transitions.decide(state, event, Samples.NOON)).isEqualTo(once);
      state = once.next();
    }
  }

  @Property(tries = 250)
  void everyChangeOfStateIsReportedAndNothingElseIs(@ForAll("histories") List<Event> history) {
    Run run = new Run(true);
    for (Event event : history) {
      State before = run.state;
      List<Command> commands = run.happens(event);
      boolean reported =
          commands.stream()
              .anyMatch(c ->
                  c instanceof Command.ReportStatus r && r.status().getDocumentId().equals(ID));
      assertThat(reported).isEqualTo(!before.equals(run.state));
    }
  }

  @Property(tries = 400)
  void underFourEyesNothingThatPeopleDecideIsDoneOnOnePersonsWord(
      @ForAll("lives in review") List<Event> history) {
    Run run = new Run(false, FOUR_EYES);
    List<String> heard = new ArrayList<>();
    for (Event event : history) {
      State before = run.state;
      List<Command> commands = run.happens(event);
      if (event instanceof Event.Decided decided && before instanceof State.InReview) {
        String name = decided.decision().getReviewer().strip().toLowerCase(Locale.ROOT);
        boolean ended = run.state instanceof State.Ended;
        if (ended) {
          assertThat(heard).hasSizeBetween(1, 2).doesNotContain(name);
        }
        if (commands.contains(new Command.Note(AuditDecision.OPINION))) {
          assertThat(heard).doesNotContain(name);
          heard.add(name);
        }
      }
    }
  }

  @Property(tries = 400)
  void aDecisionLeadsToOneQuestionMoreAtMostAndOfThreePeopleTheThirdDecides(
      @ForAll("lives in review") List<Event> history, @ForAll boolean audited) {
    Run run = new Run(false, audited ? AUDITED : FOUR_EYES);
    for (Event event : history) {
      State before = run.state;
      long asked = run.reviews().size();
      run.happens(event);
      assertThat(run.reviews().size() - asked).isBetween(0L, 1L);
      if (event instanceof Event.Decided && run.reviews().size() == asked) {
        assertThat(run.state instanceof State.Ended || run.state.equals(before)).isTrue();
      }
    }
    assertThat(run.reviews()).allSatisfy(task -> assertThat(task.getNotBy()).hasSizeBetween(0, 2));
  }

  @Property(tries = 400)
  void anAuditChangesNothingButTheRevisionAndThatOnce(
      @ForAll("lives in review") List<Event> history) {
    Run run = new Run(false, AUDITED);
    run.happens(new Event.Received(Samples.received()));
    run.happens(new Event.Parsed(ID + "/parse/1", Samples.parsed()));
    run.happens(new Event.Predicted(ID + "/infer/1", Samples.certain()));
    State.Completed first = (State.Completed) run.state;
    run.commands.clear();
    history.forEach(run::happens);

    State.Completed last = (State.Completed) run.state;
    assertThat(last.deadline()).isEqualTo(first.deadline());
    assertThat(last.since()).isEqualTo(first.since());
    assertThat(run.commands).noneMatch(c -> c instanceof Command.Complete);
    assertThat(run.commands).noneMatch(c -> c instanceof Command.StartChild);
    List<Command> corrections =
        run.commands.stream().filter(Command.Correct.class::isInstance).toList();
    assertThat(corrections).hasSizeLessThanOrEqualTo(1);
    assertThat(corrections)
        .allSatisfy(c -> assertThat(((Command.Correct) c).record().getRevision()).isEqualTo(2));
    assertThat(run.reviews())
        .allSatisfy(task -> {
          assertThat(task.getPurpose()).isEqualTo(ReviewPurpose.AUDIT);
          assertThat(task.getPrediction()).isNull();
          assertThat(task.getDocumentType()).isNull();
        });
  }

  /** Every answer comes twice, and in whatever order the choices say. */
  private static void tangle(
      Run run, List<Integer> choices, Function<Command, List<Event>> answersTo) {
    List<Event> pending = new ArrayList<>(List.of(new Event.Received(Samples.received())));
    int step = 0;
    int limit = 200;
    while (!pending.isEmpty() && limit-- > 0) {
      int choice = choices.get(step++ % choices.size());
      Event event = pending.remove(choice % pending.size());
      for (Command command : run.happens(event)) {
        List<Event> answers = answersTo.apply(command);
        pending.addAll(answers);
        pending.addAll(answers);
      }
    }
  }

  private static Optional<String> taskOf(Command command) {
    return switch (command) {
      case Command.RequestParse c -> Optional.of(c.task().getTaskId());
      case Command.RequestInference c -> Optional.of(c.task().getTaskId());
      case Command.RequestLarger c -> Optional.of(c.task().getTaskId());
      case Command.RequestReview c -> Optional.of(c.task().getTaskId());
      default -> Optional.empty();
    };
  }

  private static List<Event> answersTo(Command command, boolean certain) {
    return switch (command) {
      case Command.RequestParse c ->
          List.of(new Event.Parsed(c.task().getTaskId(), Samples.parsed()));
      case Command.RequestInference c ->
          List.of(
              new Event.Predicted(
                  c.task().getTaskId(), certain ? Samples.certain() : Samples.doubtful()));
      case Command.RequestLarger c ->
          List.of(
              new Event.Answered(c.task().getTaskId(), Samples.by("large", Samples.doubtful())));
      case Command.RequestReview c -> List.of(accept(c.task()));
      default -> List.of();
    };
  }

  private static Event accept(ReviewRequested review) {
    return new Event.Decided(Samples.decided(review.getTaskId(), Verdict.ACCEPT));
  }

  /** Until somebody is asked, and then decisions. */
  @Provide("lives in review")
  Arbitrary<List<Event>> livesInReview() {
    Arbitrary<String> tasks =
        Arbitraries.integers().between(1, 6).map(attempt -> ID + "/review/" + attempt);
    return decisions(tasks)
        .list()
        .ofMaxSize(30)
        .map(decisions -> {
          List<Event> all = new ArrayList<>();
          all.add(new Event.Received(Samples.received()));
          all.add(new Event.Parsed(ID + "/parse/1", Samples.parsed()));
          all.add(new Event.Predicted(ID + "/infer/1", Samples.doubtful()));
          all.addAll(decisions);
          return all;
        });
  }

  @Provide
  Arbitrary<List<Integer>> tangles() {
    return Arbitraries.integers().between(0, 1_000).list().ofMinSize(1).ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    Arbitrary<String> tasks =
        Combinators.combine(
                Arbitraries.of("", "", "/replay-1", "/replay-2"),
                Arbitraries.of("parse", "infer", "escalate", "review"),
                Arbitraries.integers().between(1, 3))
            .as((run, stage, attempt) -> ID + run + "/" + stage + "/" + attempt);
    var failure = Samples.failure(Reason.CORRUPT);
    Arbitrary<Event> events =
        Arbitraries.oneOf(
            Arbitraries.of("a receipt", "a receipt", "something else")
                .map(content -> new Event.Received(Samples.received(ID, content))),
            Arbitraries.integers()
                .between(0, 2)
                .map(replay -> new Event.Received(Samples.replayed(replay))),
            tasks.map(task -> new Event.Parsed(task, Samples.parsed("part"))),
            tasks.map(task -> new Event.ParseFailed(task, failure)),
            Combinators.combine(tasks, Arbitraries.doubles().between(0, 1))
                .as((task, confidence) -> new Event.Predicted(task, Samples.receipt(confidence))),
            tasks.map(task -> new Event.InferFailed(task, failure)),
            Combinators.combine(tasks, Arbitraries.doubles().between(0, 1))
                .as((task, confidence) ->
                    new Event.Answered(task, Samples.by("large", Samples.receipt(confidence)))),
            tasks.map(task -> new Event.AnswerFailed(task, failure)),
            decisions(tasks),
            decisions(tasks),
            Arbitraries.just(new Event.DeadlinePassed()));
    return events.list().ofMaxSize(40);
  }

  private static Arbitrary<Event> decisions(Arbitrary<String> tasks) {
    Arbitrary<String> reviewers = Arbitraries.of("erika", "otto", "Erika ", "uwe", "");
    Arbitrary<ReviewDecided> any =
        Combinators.combine(
                tasks,
                Arbitraries.of(Verdict.class),
                Arbitraries.of("receipt", "order", "nonsense").injectNull(0.3))
            .as((task, verdict, type) -> Samples.decided(task, verdict, type, Map.of()));
    Arbitrary<ReviewDecided> whole =
        Combinators.combine(tasks, Arbitraries.of("12.30", "12,30 EUR", "13.20", "a lot"))
            .as((task, total) -> Samples.audited(task, "erika", total));
    Arbitrary<ReviewDecided> parts =
        Combinators.combine(tasks, Arbitraries.of("part-1", "part-2", ID))
            .as((task, part) -> Samples.replaced(task, "erika", part));
    return Combinators.combine(Arbitraries.oneOf(any, whole, parts), reviewers)
        .as((decision, reviewer) ->
            new Event.Decided(ReviewDecided.newBuilder(decision).setReviewer(reviewer).build()));
  }

  /** A life as it goes on, with all that was commanded. */
  private static final class Run {
    private final Transitions transitions;
    private final List<Command> commands = new ArrayList<>();
    private State state = new State.Absent();
    private Instant clock = Samples.NOON;

    private Run(boolean frontier) {
      this(frontier, ReviewPolicy.PLAIN);
    }

    private Run(boolean frontier, ReviewPolicy forReceipts) {
      transitions = new Transitions(Samples.policy(frontier, forReceipts));
    }

    private List<Command> happens(Event event) {
      clock = clock.plusSeconds(20);
      Decision decision = transitions.decide(state, event, clock);
      state = decision.next();
      commands.addAll(decision.commands());
      return decision.commands();
    }

    private long starts() {
      return commands.stream().filter(Command.RequestParse.class::isInstance).count();
    }

    private long completions() {
      return commands.stream().filter(Command.Complete.class::isInstance).count();
    }

    /** Ends of this document; those of strays under its id are others'. */
    private long endings() {
      return commands.stream()
          .filter(c ->
              c instanceof Command.Complete
                  || c.equals(new Command.Note(AuditDecision.REPLACED))
                  || (c instanceof Command.Reject r && r.record().getDocumentId().equals(ID)))
          .count();
    }

    private List<ReviewRequested> reviews() {
      return commands.stream()
          .flatMap(c -> c instanceof Command.RequestReview r ? Stream.of(r.task()) : Stream.empty())
          .toList();
    }
  }
}
