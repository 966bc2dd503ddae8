package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.DataClass;
import io.sluice.events.DocumentParsed;
import io.sluice.events.DocumentReceived;
import io.sluice.events.LifeStage;
import io.sluice.events.Predicted;
import io.sluice.events.Reason;
import io.sluice.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way back of rejected documents, through the topology. */
class ReplayTest {
  private static final String ID = Samples.ID;
  private final River river = new River(Samples.policy(false));

  @AfterEach
  void close() {
    river.close();
  }

  @Test
  void aRejectedDocumentThatIsReplayedTwiceRunsAnewOnceAndCompletesOnce() {
    reject();
    river.receive(Samples.replayed(1));
    river.receive(Samples.replayed(1));
    assertThat(river.parseRequests())
        .singleElement()
        .satisfies(task -> {
          assertThat(task.getTaskId()).isEqualTo(ID + "/replay-1/parse/1");
          assertThat(task.getContent()).isEqualTo(Samples.received().getContent());
        });

    complete();
    river.receive(Samples.replayed(1));
    river.receive(Samples.replayed(2));
    assertThat(river.completed()).hasSize(1);
    assertThat(river.parseRequests()).as("a completed document is done").isEmpty();
    assertThat(river.statuses())
        .last()
        .satisfies(status -> {
          assertThat(status.getStage()).isEqualTo(LifeStage.COMPLETED);
          assertThat(status.getReplay()).isEqualTo(1);
        });
  }

  @Test
  void aDocumentThatIsRejectedAgainMayBeReplayedAgainUnderTheNextNumber() {
    reject();
    river.receive(Samples.replayed(1));
    parsed("/replay-1/parse/1", Samples.failure(Reason.PARSE_TIMED_OUT));
    assertThat(river.rejected()).extracting(r -> r.getReplay()).containsExactly(0, 1);
    river.parseRequests();

    river.receive(Samples.replayed(1));
    assertThat(river.parseRequests()).isEmpty();
    river.receive(Samples.replayed(2));
    assertThat(river.parseRequests())
        .singleElement()
        .satisfies(task -> assertThat(task.getTaskId()).isEqualTo(ID + "/replay-2/parse/1"));
  }

  @Test
  void anAnswerThatComesLateFromTheFirstRunDoesNotCountInTheSecond() {
    reject();
    river.receive(Samples.replayed(1));
    river.parsed(ID, Samples.parsed());
    assertThat(river.inferenceRequests()).isEmpty();
    parsed("/replay-1/parse/1", Samples.parsed());
    assertThat(river.inferenceRequests()).hasSize(1);
  }

  @Test
  void aReplayTakesNothingBackOfWhatTheFirstRecordSaid() {
    reject();
    river.receive(
        DocumentReceived.newBuilder(Samples.replayed(1))
            .setDataClass(DataClass.PUBLIC)
            .setAttributes(Map.of())
            .build());
    complete();
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> {
          assertThat(done.getDataClass()).isEqualTo(DataClass.INTERNAL);
          assertThat(done.getAttributes()).containsEntry("costCentre", "42");
        });
  }

  @Test
  void aRejectionSaysAllThatItsWayBackNeeds() {
    reject();
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.getSha256()).isEqualTo(Samples.received().getSha256());
          assertThat(r.getDataClass()).isEqualTo(DataClass.INTERNAL);
          assertThat(r.getAttributes()).containsEntry("costCentre", "42");
        });
  }

  @Test
  void otherContentUnderAnIdInUseIsReplayedUnderTheIdOfItsRejection() {
    river.receive(Samples.received());
    DocumentReceived other = Samples.received(ID, "something else");
    river.receive(other);
    river.parseRequests();
    String stray = river.rejected().get(0).getDocumentId();

    river.receive(DocumentReceived.newBuilder(other).setDocumentId(stray).setReplay(1).build());
    assertThat(river.parseRequests())
        .singleElement()
        .satisfies(task -> assertThat(task.getDocumentId()).isEqualTo(stray));
  }

  private void reject() {
    river.receive(Samples.received());
    river.parseFailed(ID, Samples.failure(Reason.PARSE_TIMED_OUT));
    river.parseRequests();
  }

  private void complete() {
    parsed("/replay-1/parse/1", Samples.parsed());
    river.send(
        Topics.PREDICTED,
        Predicted.class,
        ID,
        Predicted.newBuilder()
            .setTaskId(ID + "/replay-1/infer/1")
            .setDocumentId(ID)
            .setOutcome(Samples.certain())
            .setFinishedAt(Samples.NOON)
            .build());
  }

  private void parsed(String task, Object outcome) {
    river.send(
        Topics.PARSED,
        DocumentParsed.class,
        ID,
        DocumentParsed.newBuilder()
            .setTaskId(ID + task)
            .setDocumentId(ID)
            .setOutcome(outcome)
            .setFinishedAt(Samples.NOON)
            .build());
  }
}
