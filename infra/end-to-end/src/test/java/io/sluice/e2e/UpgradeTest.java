package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.InferenceRequested;
import io.sluice.events.LifeStage;
import io.sluice.events.ParseRequested;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Topics;
import io.sluice.streams.StreamsApp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This release takes over from a stored one in the middle of its work: the same broker's folder,
 * the same schemas, changelogs and offsets.
 *
 * <p>Before a release that changes a schema, keep the one that it follows: check that one out and
 * run {@code mvn -Pquick -pl infra/end-to-end -am test -Dtest=UpgradeTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.record=FILE}, then put the file beside the
 * others and its name into {@link StoredRelease#all}.
 */
class UpgradeTest {
  /** Of these, one was completed by the older release, and one is replayed here. */
  private static final List<String> EVERYTHING =
      List.of(
          CaughtInTheMiddle.PARSING,
          CaughtInTheMiddle.INFERRING,
          CaughtInTheMiddle.ESCALATED,
          CaughtInTheMiddle.IN_REVIEW,
          CaughtInTheMiddle.COMPLETED,
          CaughtInTheMiddle.REJECTED,
          CaughtInTheMiddle.NOT_YET_SEEN,
          CaughtInTheMiddle.ANSWER_NOT_YET_SEEN);

  @TempDir Path folder;

  static Stream<String> releases() {
    return StoredRelease.all().stream();
  }

  @BeforeAll
  static void keepThisReleaseIfAsked(@TempDir Path left) throws Exception {
    String file = System.getProperty("sluice.record");
    if (file != null) {
      CaughtInTheMiddle.leaveIn(left);
      StoredRelease.pack(left.resolve("stack"), Path.of(file));
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void documentsThatAnOlderReleaseLeftInAnyStateEndOnceAndRightly(String release) throws Exception {
    StoredRelease.unpack(release, folder.resolve("stack"));
    try (LocalStack stack = LocalStack.start(folder.resolve("stack"));
        var hand = new ByHand(stack.clientConfig());
        StreamsApp app = CaughtInTheMiddle.app(stack, folder)) {
      takeOver(hand);
      List<DocumentCompleted> completed = hand.all(Topics.COMPLETED, DocumentCompleted.class);
      assertThat(completed)
          .extracting(DocumentCompleted::getDocumentId)
          .containsExactlyInAnyOrderElementsOf(EVERYTHING);
      assertThat(completed)
          .allSatisfy(
              record -> assertThat(record.getAttributes()).containsEntry("costCentre", "42"));
      assertThat(hand.all(Topics.REJECTED, DocumentRejected.class))
          .as("what the older release rejected, and nothing more")
          .extracting(DocumentRejected::getReplay)
          .containsOnly(0)
          .hasSize(2);
    }
  }

  /** Answers what the older release asked for, from its own records, and what follows from that. */
  private static void takeOver(ByHand hand) {
    hand.send(
        Topics.RECEIVED,
        CaughtInTheMiddle.REJECTED,
        DocumentReceived.newBuilder(CaughtInTheMiddle.received(CaughtInTheMiddle.REJECTED))
            .setReplay(1)
            .build());
    parse(hand, CaughtInTheMiddle.PARSING, "/parse/1");
    parse(hand, CaughtInTheMiddle.NOT_YET_SEEN, "/parse/1");
    parse(hand, CaughtInTheMiddle.REJECTED, "/replay-1/parse/1");
    predict(hand, CaughtInTheMiddle.PARSING, "/infer/1");
    predict(hand, CaughtInTheMiddle.INFERRING, "/infer/1");
    predict(hand, CaughtInTheMiddle.NOT_YET_SEEN, "/infer/1");
    predict(hand, CaughtInTheMiddle.ANSWER_NOT_YET_SEEN, "/infer/1");
    predict(hand, CaughtInTheMiddle.REJECTED, "/replay-1/infer/1");

    String escalated = CaughtInTheMiddle.ESCALATED;
    hand.await(
        Topics.FRONTIER,
        FrontierEscalation.class,
        task -> task.getTaskId().equals(escalated + "/escalate/1"));
    CaughtInTheMiddle.predict(hand, Topics.ANSWERED, escalated, "/escalate/1", 0.95);

    ReviewRequested review =
        hand.await(
            Topics.REVIEWS_REQUESTED,
            ReviewRequested.class,
            task -> task.getDocumentId().equals(CaughtInTheMiddle.IN_REVIEW));
    hand.send(
        Topics.REVIEWS_DECIDED,
        CaughtInTheMiddle.IN_REVIEW,
        ReviewDecided.newBuilder()
            .setTaskId(review.getTaskId())
            .setDocumentId(review.getDocumentId())
            .setVerdict(Verdict.ACCEPT)
            .setReviewer("erika")
            .setDecidedAt(Instant.now())
            .build());
    hand.await(EVERYTHING.stream().collect(Collectors.toMap(id -> id, id -> LifeStage.COMPLETED)));
  }

  private static void parse(ByHand hand, String id, String task) {
    hand.await(Topics.PARSE_REQUESTED, ParseRequested.class, t -> t.getTaskId().equals(id + task));
    hand.send(Topics.PARSED, id, CaughtInTheMiddle.parsed(id, id + task));
  }

  private static void predict(ByHand hand, String id, String task) {
    hand.await(
        Topics.INFERENCE_CPU_REQUESTED,
        InferenceRequested.class,
        t -> t.getTaskId().equals(id + task));
    CaughtInTheMiddle.predict(hand, Topics.PREDICTED, id, task, 0.95);
  }
}
