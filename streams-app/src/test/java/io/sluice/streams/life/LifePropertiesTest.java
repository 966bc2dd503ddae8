package io.sluice.streams.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Reason;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.streams.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, in whatever order, how often ever. */
class LifePropertiesTest {
  private static final String ID = Samples.ID;

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
      case Command.RequestFrontier c -> Optional.of(c.task().getTaskId());
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
      case Command.RequestFrontier c ->
          List.of(new Event.Answered(c.task().getTaskId(), Samples.doubtful()));
      case Command.RequestReview c -> List.of(accept(c.task()));
      default -> List.of();
    };
  }

  private static Event accept(ReviewRequested review) {
    return new Event.Decided(Samples.decided(review.getTaskId(), Verdict.ACCEPT));
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
                Arbitraries.integers().between(1, 2))
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
                .as((task, confidence) -> new Event.Answered(task, Samples.receipt(confidence))),
            tasks.map(task -> new Event.AnswerFailed(task, failure)),
            Combinators.combine(
                    tasks,
                    Arbitraries.of(Verdict.class),
                    Arbitraries.of("receipt", "order", "nonsense").injectNull(0.3))
                .as((task, verdict, type) ->
                    new Event.Decided(Samples.decided(task, verdict, type, Map.of()))),
            Arbitraries.just(new Event.DeadlinePassed()));
    return events.list().ofMaxSize(40);
  }

  /** A life as it goes on, with all that was commanded. */
  private static final class Run {
    private final Transitions transitions;
    private final List<Command> commands = new ArrayList<>();
    private State state = new State.Absent();
    private Instant clock = Samples.NOON;

    private Run(boolean frontier) {
      transitions = new Transitions(Samples.policy(frontier));
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

    /** Final records of this document; those of strays under its id are others'. */
    private long endings() {
      return commands.stream()
          .filter(c ->
              c instanceof Command.Complete
                  || (c instanceof Command.Reject r && r.record().getDocumentId().equals(ID)))
          .count();
    }
  }
}
