package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.Box;
import io.sluice.events.LineCell;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.rules.DoubtCode;
import io.sluice.streams.life.Command;
import io.sluice.streams.life.Event;
import io.sluice.streams.life.State;
import io.sluice.streams.life.Transitions;
import io.sluice.types.Pool;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateSerdeTest {
  private final StateSerde serde = new StateSerde();

  static Stream<State.Known> states() {
    State.Known parsing =
        (State.Known)
            new Transitions(Samples.policy(true))
                .decide(new State.Absent(), new Event.Received(Samples.received()), Samples.NOON)
                .next();
    var document = parsing.document();
    var later = Samples.NOON.plusSeconds(60);
    var doubts = List.of(DoubtCode.FIELD_BELOW_THRESHOLD.about("total", "confidence 0.50 < 0.90"));
    return Stream.of(
        parsing,
        new State.Inferring(document, Samples.parsed(), Pool.GPU, 2, Samples.NOON, later),
        new State.Escalated(
            document, Samples.parsed(), Samples.doubtful(), doubts, 1, Samples.NOON, later),
        new State.InReview(
            document, Samples.parsed(), "receipt", Samples.doubtful(), doubts, 3, Samples.NOON),
        new State.InReview(
            document, Samples.parsed(), "receipt", withRows(), doubts, 3, Samples.NOON),
        new State.InReview(document, Samples.parsed(), null, null, doubts, 1, Samples.NOON),
        new State.Completed(document, "receipt", "certain enough", Samples.NOON, later),
        new State.Rejected(document, Reason.ENCRYPTED, "it is locked", Samples.NOON, later));
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
