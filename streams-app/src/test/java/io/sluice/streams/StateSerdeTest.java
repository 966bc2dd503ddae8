package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Box;
import io.sluice.events.Doubt;
import io.sluice.events.LineCell;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.ReviewPurpose;
import io.sluice.rules.DoubtCode;
import io.sluice.streams.life.Command;
import io.sluice.streams.life.Document;
import io.sluice.streams.life.Event;
import io.sluice.streams.life.Opinion;
import io.sluice.streams.life.Question;
import io.sluice.streams.life.State;
import io.sluice.streams.life.Transitions;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateSerdeTest {
  private static final List<Doubt> DOUBTS =
      List.of(DoubtCode.FIELD_BELOW_THRESHOLD.about("total", "confidence 0.50 < 0.90"));
  private final StateSerde serde = new StateSerde();

  static Stream<State.Known> states() {
    State.Known parsing =
        (State.Known)
            new Transitions(Samples.policy(true))
                .decide(new State.Absent(), new Event.Received(Samples.received()), Samples.NOON)
                .next();
    var document = parsing.document();
    var later = Samples.NOON.plusSeconds(60);
    return Stream.of(
        parsing,
        new State.Inferring(
            document,
            Samples.parsed(),
            Pool.GPU,
            List.of(Samples.doubtful()),
            2,
            Samples.NOON,
            later),
        escalated(document, List.of(), List.of()),
        escalated(document, List.of(Samples.prediction("email", 0.4)), List.of(Samples.certain())),
        inReview(document, question(ReviewPurpose.DOUBT, Samples.doubtful(), List.of())),
        inReview(document, question(ReviewPurpose.DOUBT, withRows(), List.of())),
        inReview(document, question(ReviewPurpose.DOUBT, null, List.of())),
        inReview(document, question(ReviewPurpose.TIE_BREAK, Samples.doubtful(), opinions())),
        completed(document, null),
        completed(
            document,
            new State.OpenAudit(
                Samples.parsed(), question(ReviewPurpose.AUDIT, withRows(), opinions()), 2)),
        new State.Rejected(document, Reason.ENCRYPTED, "it is locked", Samples.NOON, later),
        new State.Replaced(document, "two documents take its place", Samples.NOON, later));
  }

  private static State.Known escalated(
      Document document, List<Prediction> earlier, List<Prediction> answers) {
    return new State.Escalated(
        document,
        Samples.parsed(),
        LargerPool.FRONTIER,
        Samples.doubtful(),
        earlier,
        answers,
        DOUBTS,
        1,
        Samples.NOON,
        Samples.NOON.plusSeconds(60));
  }

  private static State.Known inReview(Document document, Question question) {
    return new State.InReview(document, Samples.parsed(), question, 3, Samples.NOON);
  }

  private static State.Known completed(Document document, State.OpenAudit audit) {
    return new State.Completed(
        document, "receipt", "certain enough", Samples.NOON, Samples.NOON.plusSeconds(60), audit);
  }

  private static Question question(
      ReviewPurpose purpose, Prediction prediction, List<Opinion> opinions) {
    return new Question(
        purpose,
        prediction == null ? null : "receipt",
        prediction,
        List.of(Samples.doubtful()),
        DOUBTS,
        opinions);
  }

  private static List<Opinion> opinions() {
    return List.of(
        new Opinion("erika", Map.of("total", "ab12")), new Opinion("otto", Map.of(":rows", "c")));
  }

  private static Prediction withRows() {
    LineItems rows =
        Samples.lineItems(
                Reader.PATTERN,
                Samples.lineItem("1", "12.30")
                    .setPage(1)
                    .setBox(new Box(1f, 2f, 3f, 4f))
                    .setCells(List.of(new LineCell("line_total", "12,30", null))))
            .setRowsSeen(1)
            .build();
    return Prediction.newBuilder(Samples.doubtful())
        .setLineItems(rows)
        .setSecondReadings(List.of(Samples.field("total", "12.30", 1, Reader.PATTERN)))
        .build();
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateComesBackAsItWasStored(State.Known state) {
    assertThat(serde.deserialize("documents", serde.serialize("documents", state)))
        .isEqualTo(state);
  }

  @Test
  void theNewestKeptSchemaIsTheOneInUse() {
    assertThat(StateSerde.kept(StateSerde.VERSION))
        .as(
            "the stored state's schema has changed: raise StateSerde.VERSION and keep the new one as state-v%d.avsc:%n%s",
            StateSerde.VERSION + 1, StateSchema.STATE.toString(true))
        .isEqualTo(StateSchema.STATE);
  }

  @Test
  void aStateStoredByTheFirstVersionIsStillRead() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("state-v1.bin")) {
      State.Known state = serde.deserialize("documents", in.readAllBytes());
      assertThat(state).isEqualTo(states().skip(2).findFirst().orElseThrow());
    }
  }

  @Test
  void whichRunOfADocumentItIsComesBack() {
    State.Known again =
        (State.Known)
            new Transitions(Samples.policy(true))
                .decide(new State.Absent(), new Event.Received(Samples.replayed(2)), Samples.NOON)
                .next();
    State.Known back = serde.deserialize("documents", serde.serialize("documents", again));
    assertThat(((State.Waiting) back).awaited()).isEqualTo(Samples.ID + "/replay-2/parse/1");
  }

  @Test
  void aStateOfANewerReleaseIsRefusedByName() {
    assertThatThrownBy(() -> serde.deserialize("documents", new byte[] {99, 1, 2}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void inlineContentIsNotKeptInTheState() {
    byte[] large = serde.serialize("documents", parsingOf("x".repeat(1_000_000)));
    assertThat(large).hasSizeLessThan(1_000);
  }

  private static State.Known parsingOf(String content) {
    var decision =
        new Transitions(Samples.policy(true))
            .decide(
                new State.Absent(),
                new Event.Received(Samples.received("big", content)),
                Samples.NOON);
    assertThat(decision.commands().get(0)).isInstanceOf(Command.RequestParse.class);
    return (State.Known) decision.next();
  }
}
