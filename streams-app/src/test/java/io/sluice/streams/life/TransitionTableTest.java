package io.sluice.streams.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ForgetRequested;
import io.sluice.events.Reason;
import io.sluice.events.Verdict;
import io.sluice.rules.DoubtCode;
import io.sluice.streams.Samples;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import io.sluice.types.ReviewPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every state against every event, as the table in the README has it. */
class TransitionTableTest {
  private static final Instant THEN = Samples.NOON;
  private static final Instant DEADLINE = THEN.plusSeconds(60);
  private static final Instant NOW = DEADLINE.plusSeconds(1);

  private final Transitions transitions = new Transitions(Samples.policy(true));
  private final Transitions fourEyes =
      new Transitions(Samples.policy(true, new ReviewPolicy(true, 0, null, null)));

  @Test
  void theTableInTheReadmeIsWhatTheCodeDoes() throws Exception {
    Path readme = Path.of(System.getProperty("sluice.root"), "streams-app/README.md");
    assertThat(Files.readString(readme))
        .as("the table in %s; as it is:%n%s", readme, table())
        .contains(table());
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append("| | ").append(String.join(" | ", states().keySet())).append(" |\n");
    table.append("|---".repeat(states().size() + 1)).append("|\n");
    for (String event : events("x").keySet()) {
      table.append("| ").append(event);
      states().forEach((name, state) -> table.append(" | ").append(cell(name, state, event)));
      table.append(" |\n");
    }
    return table.toString();
  }

  private String cell(String name, State state, String event) {
    String awaited =
        switch (state) {
          case State.Waiting waiting -> waiting.awaited();
          case State.Completed c when c.audit() != null -> c.audit().awaited(c.document());
          default -> Samples.ID + "/parse/1";
        };
    Transitions asked = name.contains("four eyes") ? fourEyes : transitions;
    Decision decision = asked.decide(state, events(awaited).get(event), NOW);
    String done =
        decision.commands().stream()
            .filter(c -> !(c instanceof Command.ReportStatus))
            .map(TransitionTableTest::name)
            .collect(Collectors.joining(", "));
    String next = name(decision.next());
    String target = decision.next().getClass() == state.getClass() ? "" : "→ **" + next + "**";
    return done.isEmpty() ? target : target.isEmpty() ? done : target + ": " + done;
  }

  private static String name(Command command) {
    return switch (command) {
      case Command.Ignore ignore -> "ignore: " + words(ignore.why());
      case Command.Note note -> "note " + words(note.decision());
      default -> words(command.getClass().getSimpleName());
    };
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String name(State state) {
    return words(state.getClass().getSimpleName());
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
  }

  private static Map<String, State> states() {
    var doubts = List.of(DoubtCode.FIELD_BELOW_THRESHOLD.about("total", "confidence 0.50 < 0.90"));
    Document document = Document.of(Samples.received());
    Map<String, State> states = new LinkedHashMap<>();
    states.put("absent", new State.Absent());
    states.put("parsing", new State.Parsing(document, 1, THEN, DEADLINE));
    states.put(
        "inferring",
        new State.Inferring(document, Samples.parsed(), Pool.CPU, List.of(), 1, THEN, DEADLINE));
    states.put(
        "escalated",
        new State.Escalated(
            document,
            Samples.parsed(),
            LargerPool.FRONTIER,
            Samples.doubtful(),
            List.of(),
            List.of(),
            doubts,
            1,
            THEN,
            DEADLINE));
    states.put(
        "in review", inReview(document, Question.about(Samples.doubtful(), List.of(), doubts)));
    states.put(
        "in review, four eyes",
        inReview(document, Question.about(Samples.doubtful(), List.of(), doubts)));
    states.put("completed", completed(document, null));
    states.put(
        "completed, audited",
        completed(
            document,
            new State.OpenAudit(
                Samples.parsed(), Question.audit("receipt", Samples.certain()), 1)));
    states.put("rejected", new State.Rejected(document, Reason.CORRUPT, "broken", THEN, DEADLINE));
    states.put("replaced", new State.Replaced(document, "two take its place", THEN, DEADLINE));
    return states;
  }

  private static State inReview(Document document, Question question) {
    return new State.InReview(document, Samples.parsed(), question, 1, THEN);
  }

  private static State completed(Document document, State.OpenAudit audit) {
    return new State.Completed(document, "receipt", "certain", THEN, DEADLINE, audit);
  }

  private static Map<String, Event> events(String task) {
    var failure = Samples.failure(Reason.CORRUPT);
    Map<String, Event> events = new LinkedHashMap<>();
    events.put("received", new Event.Received(Samples.received()));
    events.put("received, other content", new Event.Received(Samples.received(Samples.ID, "x")));
    events.put("received, replay 1", new Event.Received(Samples.replayed(1)));
    events.put("parsed", new Event.Parsed(task, Samples.parsed()));
    events.put("parsed, with a part", new Event.Parsed(task, Samples.parsed("part")));
    events.put("parse failed", new Event.ParseFailed(task, failure));
    events.put("predicted, certain", new Event.Predicted(task, Samples.certain()));
    events.put("predicted, in doubt", new Event.Predicted(task, Samples.doubtful()));
    events.put("infer failed", new Event.InferFailed(task, failure));
    events.put(
        "answered, certain", new Event.Answered(task, Samples.by("large", Samples.certain())));
    events.put(
        "answered, in doubt", new Event.Answered(task, Samples.by("large", Samples.doubtful())));
    events.put("answer failed", new Event.AnswerFailed(task, failure));
    String asked = task.contains("/") ? task : "x/y";
    events.put("decided, accept", new Event.Decided(Samples.decided(asked, Verdict.ACCEPT)));
    events.put(
        "decided, correct, as read", new Event.Decided(Samples.audited(asked, "erika", "12.30")));
    events.put(
        "decided, correct, otherwise", new Event.Decided(Samples.audited(asked, "erika", "13.20")));
    events.put("decided, reject", new Event.Decided(Samples.decided(asked, Verdict.REJECT)));
    events.put(
        "decided, replace",
        new Event.Decided(Samples.replaced(asked, "erika", "part-1", "part-2")));
    events.put("decided, unusable", new Event.Decided(Samples.decided(asked, Verdict.UNKNOWN)));
    events.put(
        "answer to an older task", new Event.Predicted(Samples.ID + "/infer/0", Samples.certain()));
    events.put("deadline passed", new Event.DeadlinePassed());
    events.put("forget", new Event.Forget(new ForgetRequested(Samples.ID, "otto", THEN)));
    return events;
  }
}
