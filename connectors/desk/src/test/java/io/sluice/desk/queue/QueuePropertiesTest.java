package io.sluice.desk.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.desk.access.Rights;
import io.sluice.desk.access.Role;
import io.sluice.desk.access.User;
import io.sluice.events.LifeStage;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.Verdict;
import io.sluice.schemas.AvroTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever people do, and in whatever order. */
class QueuePropertiesTest {
  static {
    AvroTrust.grant();
  }

  private static final Rules RULES = new Rules(Duration.ofMinutes(10), Duration.ofMinutes(60), 3);
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  private static final int PEOPLE = 4;
  private static final int DOCUMENTS = 5;

  /** One thing that happens: what, by whom, to which document, how many minutes later. */
  private record Step(int what, int who, int other, int document, int minutes) {}

  @Provide
  Arbitrary<List<Step>> days() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, PEOPLE - 1),
            Arbitraries.integers().between(0, PEOPLE - 1),
            Arbitraries.integers().between(0, DOCUMENTS - 1),
            Arbitraries.integers().between(0, 12))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  /** The desk, the topics beside it, and what must never happen. */
  private static final class World {
    final Queue queue = new Queue();
    final List<DeskEvent> requested = new ArrayList<>();
    final List<DeskEvent> decided = new ArrayList<>();
    final Map<String, DeskEvent> memory = new LinkedHashMap<>();
    final Map<String, Integer> attempts = new HashMap<>();
    final Map<String, String> decidedBy = new HashMap<>();
    Instant now = START;

    void ask(String document, Set<String> notBy) {
      int attempt = attempts.merge(document, 1, Integer::sum);
      DeskEvent event = new DeskEvent.Requested(task(document, attempt, notBy, now));
      requested.add(event);
      queue.apply(event);
    }

    void wish(Command command) {
      Outcome outcome = RULES.decide(queue, command, now);
      if (outcome instanceof Outcome.Done done) {
        guard(command, done);
        for (DeskEvent event : done.events()) {
          queue.apply(event);
          if (event instanceof DeskEvent.Decided) {
            decided.add(event);
          } else {
            memory.put(event.documentId(), event);
          }
        }
      }
      queue.takeStale().forEach(memory::remove);
    }

    /** Looks at it from outside, with the desk's rules out of sight. */
    private void guard(Command command, Outcome.Done done) {
      for (ReviewDecided decision : done.decisions()) {
        Review review = queue.find(decision.getDocumentId()).orElseThrow();
        assertThat(decidedBy.put(decision.getTaskId(), decision.getReviewer()))
            .as("a task is decided once")
            .isNull();
        assertThat(review.heldAt(now).map(Hold::holder))
            .as("who decides holds it")
            .contains(command.user().id());
        assertThat(review.task().notBy()).doesNotContain(command.user().id());
      }
      if (command instanceof Command.SaveDraft draft) {
        assertThat(queue.find(draft.documentId()).orElseThrow().heldAt(now).map(Hold::holder))
            .as("who types holds it")
            .contains(draft.user().id());
      }
      if (done.review() != null && command instanceof Command.Claim) {
        Optional<Hold> before =
            queue.find(done.review().task().documentId()).orElseThrow().heldAt(now);
        assertThat(before.map(Hold::holder).orElse(command.user().id()))
            .as("nobody takes what another holds")
            .isEqualTo(command.user().id());
      }
    }

    void play(Step step) {
      now = now.plus(Duration.ofMinutes(step.minutes()));
      User user = person(step.who());
      String document = "d" + step.document();
      switch (step.what()) {
        case 0 -> ask(document, Set.of());
        case 1 -> wish(new Command.Claim(user, document));
        case 2 -> wish(new Command.Next(user, Filter.ALL, Sort.AGE, null));
        case 3 -> wish(new Command.Renew(user, document));
        case 4 -> wish(new Command.Release(user, document, step.other() == 0 ? "look" : null));
        case 5 -> wish(new Command.HandOver(user, document, person(step.other()), "yours"));
        case 6 -> wish(new Command.SaveDraft(user, document, "{\"by\":\"" + user.id() + "\"}"));
        case 7 -> decide(user, document);
        case 8 -> ask(document, Set.of(person(step.other()).id()));
        default -> {
          DeskEvent left = new DeskEvent.Moved(document, LifeStage.REJECTED, now);
          queue.apply(left);
          queue.takeStale().forEach(memory::remove);
        }
      }
    }

    void decide(User user, String document) {
      String task = document + "/review/" + attempts.getOrDefault(document, 1);
      wish(
          new Command.Decide(
              user,
              List.of(
                  ReviewDecided.newBuilder()
                      .setTaskId(task)
                      .setDocumentId(document)
                      .setVerdict(Verdict.ACCEPT)
                      .setReviewer(user.id())
                      .setDecidedAt(now)
                      .build())));
    }
  }

  @Property(tries = 500)
  void nobodyDecidesTwiceAndNobodyWritesIntoWhatAnotherHolds(@ForAll("days") List<Step> day) {
    World world = new World();
    for (int i = 0; i < DOCUMENTS; i++) {
      world.ask("d" + i, Set.of());
    }
    for (Step step : day) {
      world.play(step);
      Set<String> held = new HashSet<>();
      for (int i = 0; i < PEOPLE; i++) {
        List<Review> own = world.queue.heldBy(person(i).id(), world.now);
        assertThat(own).hasSizeLessThanOrEqualTo(3);
        own.forEach(review ->
            assertThat(held.add(review.task().documentId())).as("one holder each").isTrue());
      }
    }
  }

  @Property(tries = 300)
  void whatIsReadFromTheTopicsIsWhatWas(@ForAll("days") List<Step> day, @ForAll boolean early) {
    World world = new World();
    for (int i = 0; i < DOCUMENTS; i++) {
      world.ask("d" + i, Set.of());
    }
    // A document that ends elsewhere is told by its status, which is another property.
    day.stream().filter(step -> step.what() != 9).forEach(world::play);
    Queue again = new Queue();
    List<List<DeskEvent>> topics =
        early
            ? List.of(List.copyOf(world.memory.values()), world.decided, world.requested)
            : List.of(world.requested, world.decided, List.copyOf(world.memory.values()));
    topics.forEach(topic -> topic.forEach(again::apply));
    again.caughtUp();
    assertThat(standing(again)).isEqualTo(standing(world.queue));
  }

  private static Map<String, String> standing(Queue queue) {
    Map<String, String> standing = new HashMap<>();
    queue
        .all()
        .forEach(review ->
            standing.put(
                review.task().taskId(),
                review.hold() + " " + review.draft() + " " + review.note()));
    return standing;
  }

  static User person(int number) {
    return new User(
        "p" + number,
        "Person " + number,
        new Rights(Set.of(Role.REVIEWER), Set.of("*"), Set.of("*"), true));
  }

  static Task task(String document, int attempt, Set<String> notBy, Instant at) {
    return new Task(
        document,
        document + "/review/" + attempt,
        "acme",
        "mail",
        null,
        document + ".pdf",
        "invoice",
        "invoice",
        false,
        ReviewPurpose.DOUBT,
        notBy,
        at,
        at,
        null,
        1,
        1,
        () -> {
          throw new AssertionError("the queue does not look into requests");
        });
  }
}
