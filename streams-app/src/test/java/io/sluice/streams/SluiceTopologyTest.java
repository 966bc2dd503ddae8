package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.events.Authority;
import io.sluice.events.DocumentReceived;
import io.sluice.events.LifeStage;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.events.Verdict;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SluiceTopologyTest {
  private static final String ID = Samples.ID;
  private River river = new River(Samples.policy(false));

  @AfterEach
  void close() {
    river.close();
  }

  @Test
  void theTopologyIsTheApprovedOne() throws Exception {
    Path approved =
        Path.of(System.getProperty("sluice.root"), "streams-app/src/test/resources/topology.txt");
    String actual =
        SluiceTopology.build(
                new PlainAvro(),
                Samples.policy(false),
                new SimpleMeterRegistry(),
                Duration.ofSeconds(1))
            .describe()
            .toString();
    assertThat(actual)
        .as("a change of names loses state; if it is meant, put this into %s", approved)
        .isEqualToNormalizingNewlines(Files.readString(approved));
  }

  @Test
  void aCertainDocumentGoesFromReceivedToCompleted() {
    river.receive(Samples.received());
    assertThat(river.parseRequests())
        .singleElement()
        .satisfies(task -> {
          assertThat(task.getTaskId()).isEqualTo(ID + "/parse/1");
          assertThat(task.getContent()).isEqualTo(Samples.received().getContent());
        });

    river.parsed(ID, Samples.parsed());
    assertThat(river.inferenceRequests())
        .singleElement()
        .satisfies(task -> assertThat(task.getContent()).isEqualTo(Samples.reference("content")));

    river.predicted(ID, Samples.certain());
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> {
          assertThat(done.getDocumentType()).isEqualTo("receipt");
          assertThat(done.getAuthority()).isEqualTo(Authority.GATE);
          assertThat(done.getConfidence()).isEqualTo(0.95);
          assertThat(done.getAttributes()).containsEntry("costCentre", "42");
          assertThat(done.getOriginal()).isEqualTo(Samples.reference("original"));
        });
    assertThat(river.statuses())
        .extracting(s -> s.getStage())
        .containsExactly(LifeStage.PARSING, LifeStage.INFERRING, LifeStage.COMPLETED);
    assertThat(river.rejected()).isEmpty();
    assertThat(river.reviews()).isEmpty();
  }

  @Test
  void theSameDocumentHandedInAgainIsCountedAndLeftAlone() {
    river.receive(Samples.received());
    river.receive(Samples.received());
    assertThat(river.parseRequests()).hasSize(1);
    assertThat(river.statuses()).last().satisfies(s -> assertThat(s.getDuplicates()).isEqualTo(1));

    complete();
    river.receive(Samples.received());
    assertThat(river.parseRequests()).isEmpty();
    assertThat(river.completed()).hasSize(1);
    assertThat(river.statuses()).last().satisfies(s -> assertThat(s.getDuplicates()).isEqualTo(2));
    assertThat(river.meters.counter("sluice.events.ignored", "why", "duplicate").count())
        .isEqualTo(2);
  }

  @Test
  void otherContentUnderAnIdInUseIsRejectedUnderAnIdOfItsOwnAndOnlyOnce() {
    river.receive(Samples.received());
    DocumentReceived other = Samples.received(ID, "something else");
    river.receive(other);
    river.receive(other);

    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.getDocumentId()).isEqualTo(ID + "~" + other.getSha256().substring(0, 12));
          assertThat(r.getReason()).isEqualTo(Reason.ID_CONFLICT);
        });
    complete();
    assertThat(river.completed()).hasSize(1);
  }

  @Test
  void theSameIdOfAnotherTenantIsAConflictAndNeverThatTenantsDuplicate() {
    river.receive(Samples.received());
    river.receive(DocumentReceived.newBuilder(Samples.received()).setTenant("rival").build());
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.getTenant()).isEqualTo("rival"));
  }

  @Test
  void thePartsOfAContainerStartLivesOfTheirOwnAndTheContainerGoesOn() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed("child-1", "child-2"));

    assertThat(river.children())
        .hasSize(2)
        .allSatisfy(child -> {
          assertThat(child.getParentId()).isEqualTo(ID);
          assertThat(child.getDepth()).isEqualTo(1);
          assertThat(child.getTenant()).isEqualTo("acme");
          assertThat(child.getSource()).isEqualTo("scanner");
          assertThat(child.getAttributes()).containsEntry("costCentre", "42");
        });
    assertThat(river.inferenceRequests()).hasSize(1);
    assertThat(river.statuses())
        .filteredOn(s -> s.getDocumentId().equals(ID))
        .last()
        .satisfies(s -> assertThat(s.getChildren()).containsExactly("child-1", "child-2"));
  }

  @Test
  void aChildThatArrivesOnItsTopicIsParsed() {
    DocumentReceived child =
        DocumentReceived.newBuilder(Samples.received("child-1", "part"))
            .setParentId(ID)
            .setDepth(1)
            .build();
    river.send(Topics.CHILDREN, DocumentReceived.class, "child-1", child);
    assertThat(river.parseRequests())
        .singleElement()
        .satisfies(task -> assertThat(task.getDepth()).isEqualTo(1));
  }

  @Test
  void aDocumentThatCannotBeParsedIsRejectedWithTheParsersReason() {
    river.receive(Samples.received());
    river.parseFailed(ID, Samples.failure(Reason.ENCRYPTED));
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.getReason()).isEqualTo(Reason.ENCRYPTED);
          assertThat(r.getStage()).isEqualTo(Stage.PARSE);
        });
  }

  @Test
  void aDoubtfulDocumentGoesToAPersonWhoseCorrectionCompletesIt() {
    toReview();
    assertThat(river.reviews())
        .singleElement()
        .satisfies(review -> {
          assertThat(review.getTaskId()).isEqualTo(ID + "/review/1");
          assertThat(review.getDoubts())
              .singleElement()
              .satisfies(doubt -> {
                assertThat(doubt.getField()).isEqualTo("total");
                assertThat(doubt.getMessage()).isEqualTo("confidence 0.50 < 0.90");
              });
        });

    river.decided(
        Samples.decided(ID + "/review/1", Verdict.CORRECT, null, Map.of("total", "13.20")));
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> {
          assertThat(done.getAuthority()).isEqualTo(Authority.REVIEWER);
          assertThat(done.getReviewer()).isEqualTo("erika");
          assertThat(done.getFields())
              .filteredOn(f -> f.getName().equals("total"))
              .singleElement()
              .satisfies(f -> {
                assertThat(f.getValue()).isEqualTo("13.20");
                assertThat(f.getReader()).isEqualTo(Reader.PERSON);
                assertThat(f.getConfidence()).isEqualTo(1);
              });
        });
  }

  @Test
  void aDecisionThatCannotBeCarriedOutIsAskedAgainAndSaysWhy() {
    toReview();
    river.reviews();
    river.decided(Samples.decided(ID + "/review/1", Verdict.CORRECT, "invoce", Map.of()));
    assertThat(river.completed()).isEmpty();
    assertThat(river.reviews())
        .singleElement()
        .satisfies(again -> {
          assertThat(again.getTaskId()).isEqualTo(ID + "/review/2");
          assertThat(again.getDoubts())
              .last()
              .satisfies(d -> assertThat(d.getMessage()).contains("'invoce'"));
        });

    river.decided(Samples.decided(ID + "/review/1", Verdict.ACCEPT));
    assertThat(river.completed()).as("the first question is out of date").isEmpty();
    river.decided(Samples.decided(ID + "/review/2", Verdict.ACCEPT));
    assertThat(river.completed()).hasSize(1);
  }

  @Test
  void aDecisionAboutADocumentThatNobodyKnowsIsSetAside() {
    river.decided(Samples.decided("nobody/review/1", Verdict.ACCEPT));
    assertThat(river.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key()).isEqualTo("nobody");
          assertThat(header(letter.headers(), "__streams.errors.message")).contains("no document");
          assertThat(header(letter.headers(), "__streams.errors.topic"))
              .isEqualTo(Topics.REVIEWS_DECIDED.name());
        });
  }

  @Test
  void whatIsNotParsedInTimeIsRejectedAndALateResultChangesNothing() {
    river.receive(Samples.received());
    river.timePasses(Duration.ofMinutes(9));
    assertThat(river.rejected()).isEmpty();
    river.timePasses(Duration.ofMinutes(2));
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.getReason()).isEqualTo(Reason.STAGE_TIMED_OUT));

    river.parsed(ID, Samples.parsed());
    assertThat(river.inferenceRequests()).isEmpty();
    assertThat(river.meters.counter("sluice.events.ignored", "why", "after_the_end").count())
        .isEqualTo(1);
  }

  @Test
  void whatIsNotReadInTimeGoesToAPersonAndWaitsThereForAsLongAsItTakes() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    river.timePasses(Duration.ofMinutes(11));
    assertThat(river.reviews())
        .singleElement()
        .satisfies(r -> assertThat(r.getDoubts().get(0).getMessage()).contains("STAGE_TIMED_OUT"));
    assertThat(river.deadlines()).isZero();
    river.timePasses(Duration.ofDays(300));
    assertThat(river.rejected()).isEmpty();
    assertThat(river.documents().get(ID)).isNotNull();
  }

  @Test
  void aDoubtThatMayClimbIsAnsweredByTheFrontier() {
    river.close();
    river = new River(Samples.policy(true));
    toReview();
    assertThat(river.reviews()).isEmpty();
    assertThat(river.escalations())
        .singleElement()
        .satisfies(e -> assertThat(e.getFields()).containsExactly("total"));

    river.answered(
        ID,
        Samples.by(
            "large",
            Samples.prediction(
                "receipt", 0.99, Samples.field("total", "12.80", 0.99, Reader.FRONTIER))));
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> {
          assertThat(done.getAuthority()).isEqualTo(Authority.FRONTIER);
          assertThat(done.getFields()).extracting(f -> f.getValue()).contains("12.80", "Acme Ltd");
        });
  }

  @Test
  void anEndedDocumentIsForgottenAfterTheRetention() {
    river.receive(Samples.received());
    complete();
    assertThat(river.deadlines()).as("only the one of forgetting is left").isEqualTo(1);
    river.timePasses(Duration.ofDays(31));
    assertThat(river.documents().get(ID)).isNull();
    assertThat(river.deadlines()).isZero();
  }

  @Test
  void poisonBytesBecomeADeadLetterAndARejectionAndTheNextDocumentFlowsOn() {
    byte[] poison = "no avro at all".getBytes(StandardCharsets.UTF_8);
    river.sendBytes(Topics.RECEIVED, "poisoned", poison);
    river.receive(Samples.received());

    assertThat(river.deadLetters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.value()).isEqualTo(poison);
          assertThat(header(letter.headers(), "__streams.errors.offset")).isEqualTo("0");
        });
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.getDocumentId()).startsWith("poisoned~");
          assertThat(r.getReason()).isEqualTo(Reason.UNREADABLE_RECORD);
          assertThat(r.getStage()).isEqualTo(Stage.RECEIVE);
        });
    assertThat(river.parseRequests()).hasSize(1);
  }

  @Test
  void poisonWithoutAKeyOrOnAResultTopicIsADeadLetterAndNothingElse() {
    river.sendBytes(Topics.RECEIVED, null, new byte[] {1});
    river.sendBytes(Topics.RECEIVED, "empty", null);
    river.sendBytes(Topics.PARSED, ID, new byte[] {1});
    assertThat(river.deadLetters()).hasSize(3);
    assertThat(river.rejected())
        .extracting(r -> r.getDocumentId())
        .allMatch(id -> id.startsWith("empty~"));
  }

  @Test
  void aDocumentUnderAnotherKeyThanItsIdIsRejectedWithTheRemedy() {
    river.send(Topics.RECEIVED, DocumentReceived.class, "wrong", Samples.received());
    river.send(Topics.RECEIVED, DocumentReceived.class, null, Samples.received());
    assertThat(river.parseRequests()).isEmpty();
    assertThat(river.rejected())
        .hasSize(2)
        .allSatisfy(r -> assertThat(r.getMessage()).contains("must be its documentId 'doc-1'"));
    assertThat(river.deadLetters()).hasSize(2);
  }

  private void toReview() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    river.predicted(ID, Samples.doubtful());
  }

  private void complete() {
    river.parsed(ID, Samples.parsed());
    river.predicted(ID, Samples.certain());
  }

  private static String header(org.apache.kafka.common.header.Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
