package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.events.Authority;
import io.sluice.events.Box;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentStatus;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LifeStage;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Place;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.events.Warning;
import io.sluice.schemas.Topics;
import io.sluice.types.ReviewPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people are asked and what their words do, through the topology. */
class ReviewsTest {
  private static final String ID = Samples.ID;
  private static final ReviewPolicy FOUR_EYES = new ReviewPolicy(true, 0, null, null);
  private static final ReviewPolicy AUDITED = new ReviewPolicy(false, 1, null, null);
  private static final ReviewPolicy BOTH = new ReviewPolicy(true, 1, null, null);

  private River river = new River(Samples.policy(false));

  @AfterEach
  void close() {
    river.close();
  }

  @Test
  void aRequestSaysAllThatIsKnownOfTheDocument() {
    with(ReviewPolicy.PLAIN, true);
    ParsedDocument parsed =
        ParsedDocument.newBuilder(Samples.parsed())
            .setWarnings(List.of(new Warning("OUTPUT_TRUNCATED", "after 500 pages")))
            .build();
    river.receive(DocumentReceived.newBuilder(Samples.received()).setParentId("mail").build());
    river.parsed(ID, parsed);
    river.predicted(ID, Samples.doubtful());
    river.answered(
        ID,
        Samples.prediction("receipt", 0.99, Samples.field("total", "12.80", 0.6, Reader.FRONTIER)));

    ReviewRequested task = onlyReview();
    assertThat(task.getPurpose()).isEqualTo(ReviewPurpose.DOUBT);
    assertThat(task.getNotBy()).isEmpty();
    assertThat(task.getSource()).isEqualTo("scanner");
    assertThat(task.getParentId()).isEqualTo("mail");
    assertThat(task.getMediaType()).isEqualTo("application/pdf");
    assertThat(task.getPageCount()).isEqualTo(1);
    assertThat(task.getWarnings()).isEqualTo(parsed.getWarnings());
    assertThat(task.getReceivedAt()).isEqualTo(Samples.NOON);
    assertThat(value(task.getPrediction().getFields(), "total")).isEqualTo("12.80");
    assertThat(task.getEarlier())
        .as("before the frontier's answer was merged")
        .singleElement()
        .satisfies(earlier -> assertThat(value(earlier.getFields(), "total")).isEqualTo("12.30"));
  }

  @Test
  void aCorrectedValueHasThePlaceThatTheReviewerShowed() {
    toReview();
    Box box = new Box(10f, 20f, 60f, 32f);
    river.decided(
        ReviewDecided.newBuilder(
                Samples.corrected(ID + "/review/1", "erika", Map.of("total", "13.20")))
            .setPlaces(Map.of("total", new Place(1, box), "company", new Place(1, box)))
            .build());
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> {
          ExtractedField total = field(done, "total");
          assertThat(total.getPage()).isEqualTo(1);
          assertThat(total.getBox()).isEqualTo(box);
          ExtractedField company = field(done, "company");
          assertThat(company.getReader()).as("as read, and seen there").isEqualTo(Reader.MODEL);
          assertThat(company.getBox()).isEqualTo(box);
        });
  }

  @Test
  void twoPeopleWhoAgreeInTheirOwnWaysOfWritingCompleteIt() {
    with(FOUR_EYES, false);
    toReview();
    river.reviews();
    river.decided(Samples.corrected(ID + "/review/1", "erika", Map.of("total", "13.20")));
    assertThat(river.completed()).isEmpty();
    ReviewRequested second = onlyReview();
    assertThat(second.getTaskId()).isEqualTo(ID + "/review/2");
    assertThat(second.getPurpose()).isEqualTo(ReviewPurpose.SECOND_OPINION);
    assertThat(second.getNotBy()).containsExactly("erika");
    assertThat(second.getPrediction()).as("as at first").isEqualTo(Samples.doubtful());
    assertThat(second.getDoubts()).extracting(Doubt::getField).containsExactly("total");
    assertThat(second.toString()).doesNotContain("13.20");
    assertThat(lastStatus().getStage()).isEqualTo(LifeStage.IN_REVIEW);

    river.decided(Samples.corrected(ID + "/review/2", "otto", Map.of("total", "13,20 €")));
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> {
          assertThat(done.getReviewer()).isEqualTo("otto");
          assertThat(field(done, "total").getValue()).isEqualTo("13,20 €");
        });
    assertThat(river.reviews()).isEmpty();
  }

  @Test
  void ofTwoWhoDifferTheThirdDecidesAndIsToldWhereButNotWhat() {
    with(FOUR_EYES, false);
    toReview();
    river.decided(Samples.corrected(ID + "/review/1", "erika", Map.of("total", "13.20")));
    river.reviews();
    river.decided(Samples.corrected(ID + "/review/2", "otto", Map.of("total", "13.40")));
    ReviewRequested third = onlyReview();
    assertThat(third.getPurpose()).isEqualTo(ReviewPurpose.TIE_BREAK);
    assertThat(third.getNotBy()).containsExactly("erika", "otto");
    assertThat(third.getDoubts())
        .anySatisfy(doubt -> {
          assertThat(doubt.getCode()).isEqualTo("OPINIONS_DIFFER");
          assertThat(doubt.getField()).isEqualTo("total");
        });
    assertThat(third.toString()).doesNotContain("13.20", "13.40");

    river.decided(Samples.corrected(ID + "/review/3", "uwe", Map.of("total", "13.60")));
    assertThat(river.completed())
        .singleElement()
        .satisfies(done -> assertThat(field(done, "total").getValue()).isEqualTo("13.60"));
  }

  @Test
  void whoHasDecidedBeforeIsNotTheSecondPersonHoweverTheyWriteTheirName() {
    with(FOUR_EYES, false);
    toReview();
    river.decided(Samples.decided(ID + "/review/1", Verdict.ACCEPT));
    river.reviews();
    river.decided(
        ReviewDecided.newBuilder(Samples.decided(ID + "/review/2", Verdict.ACCEPT))
            .setReviewer(" Erika")
            .build());
    assertThat(river.completed()).isEmpty();
    ReviewRequested again = onlyReview();
    assertThat(again.getPurpose()).isEqualTo(ReviewPurpose.SECOND_OPINION);
    assertThat(again.getNotBy()).containsExactly("erika");
    assertThat(again.getDoubts())
        .last()
        .satisfies(d -> assertThat(d.getMessage()).contains("somebody else must"));
  }

  @Test
  void rejectingTakesTwoAsWellAndSoDoesLeavingTheTypeThatWantsThem() {
    with(FOUR_EYES, false);
    toReview();
    river.decided(Samples.decided(ID + "/review/1", Verdict.REJECT));
    assertThat(river.rejected()).isEmpty();
    river.decided(
        ReviewDecided.newBuilder(
                Samples.decided(ID + "/review/2", Verdict.CORRECT, "other", Map.of()))
            .setReviewer("otto")
            .build());
    assertThat(river.completed()).isEmpty();
    river.decided(
        ReviewDecided.newBuilder(Samples.decided(ID + "/review/3", Verdict.REJECT))
            .setReviewer("uwe")
            .setComment("a blank form")
            .build());
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.getReason()).isEqualTo(Reason.REVIEW_REJECTED);
          assertThat(r.getMessage()).isEqualTo("uwe: a blank form");
        });
  }

  @Test
  void partsTakeThePlaceOfADocumentAndItsStatusNamesThem() {
    toReview();
    river.statuses();
    river.decided(Samples.replaced(ID + "/review/1", "erika", "part-1", "part-2"));
    assertThat(river.children())
        .extracting(DocumentReceived::getDocumentId, DocumentReceived::getParentId)
        .containsExactly(tuple("part-1", ID), tuple("part-2", ID));
    DocumentStatus status = lastStatus(ID);
    assertThat(status.getStage()).isEqualTo(LifeStage.REPLACED);
    assertThat(status.getChildren()).containsExactly("part-1", "part-2");
    assertThat(status.getDetail()).isEqualTo("2 documents take its place, says erika");
    assertThat(river.completed()).isEmpty();
    assertThat(river.rejected()).isEmpty();

    river.receive(Samples.replayed(1));
    assertThat(river.parseRequests())
        .extracting(task -> task.getDocumentId())
        .as("the document itself never again")
        .containsExactly(ID, "part-1", "part-2");
    river.timePasses(Duration.ofDays(31));
    assertThat(river.documents().get(ID)).isNull();
  }

  @Test
  void aPartThatTwoDocumentsWereMergedIntoBeginsOneLife() {
    for (String id : List.of("a", "b")) {
      DocumentReceived child =
          DocumentReceived.newBuilder(Samples.received("merged", "both")).setParentId(id).build();
      river.send(Topics.CHILDREN, DocumentReceived.class, "merged", child);
    }
    assertThat(river.parseRequests()).hasSize(1);
    assertThat(lastStatus().getDuplicates()).isEqualTo(1);
  }

  @Test
  void anAuditAsksSomebodyWhoIsToldNothingAndTheSameAnswerChangesNothing() {
    with(AUDITED, false);
    accepted();
    assertThat(river.completed()).singleElement().satisfies(ReviewsTest::isFirst);
    ReviewRequested task = onlyReview();
    assertThat(task.getPurpose()).isEqualTo(ReviewPurpose.AUDIT);
    assertThat(task.getDocumentType()).isNull();
    assertThat(task.getPrediction()).isNull();
    assertThat(task.getDoubts()).isEmpty();

    river.decided(Samples.audited(ID + "/review/1", "erika", "12.30"));
    assertThat(river.completed()).isEmpty();
    assertThat(lastStatus())
        .satisfies(status -> {
          assertThat(status.getStage()).isEqualTo(LifeStage.COMPLETED);
          assertThat(status.getDetail()).contains("confirmed by erika in an audit");
        });
    river.decided(Samples.audited(ID + "/review/1", "otto", "99.99"));
    assertThat(river.completed()).as("a second answer").isEmpty();
  }

  @Test
  void whatAnAuditFindsOtherwiseLeavesOnceAsRevisionTwo() {
    with(AUDITED, false);
    accepted();
    river.completed();
    river.decided(Samples.audited(ID + "/review/1", "erika", "13.20"));
    river.decided(Samples.audited(ID + "/review/1", "erika", "13.20"));
    assertThat(river.completed())
        .singleElement()
        .satisfies(corrected -> {
          assertThat(corrected.getRevision()).isEqualTo(2);
          assertThat(corrected.getAuthority()).isEqualTo(Authority.REVIEWER);
          assertThat(corrected.getReviewer()).isEqualTo("erika");
          assertThat(field(corrected, "total").getReader()).isEqualTo(Reader.PERSON);
          assertThat(field(corrected, "date").getValue())
              .as("the same day, as the machine wrote it")
              .isEqualTo("04/03/2026");
          assertThat(field(corrected, "date").getReader()).isEqualTo(Reader.MODEL);
          assertThat(corrected.getAttributes()).containsEntry("costCentre", "42");
          assertThat(corrected.getOriginal()).isEqualTo(Samples.reference("original"));
        });
    assertThat(lastStatus().getStage()).isEqualTo(LifeStage.COMPLETED);
    assertThat(river.deadlines()).as("only the one of forgetting").isEqualTo(1);
  }

  @Test
  void anAuditThatDoesNotSpeakOfEveryFieldIsAskedAgain() {
    with(AUDITED, false);
    accepted();
    river.reviews();
    river.decided(
        Samples.decided(ID + "/review/1", Verdict.CORRECT, "receipt", Map.of("total", "1")));
    assertThat(onlyReview().getDoubts())
        .singleElement()
        .satisfies(d -> assertThat(d.getMessage()).contains("lacks company, date, address"));
    river.decided(Samples.decided(ID + "/review/2", Verdict.ACCEPT));
    assertThat(onlyReview().getDoubts())
        .singleElement()
        .satisfies(d -> assertThat(d.getMessage()).contains("cannot ACCEPT"));
    river.decided(Samples.audited(ID + "/review/3", "erika", "12.30"));
    assertThat(lastStatus().getDetail()).contains("confirmed");
  }

  @Test
  void anAuditOfATypeWithFourEyesIsNotCorrectedOnOnePersonsWord() {
    with(BOTH, false);
    accepted();
    river.completed();
    river.reviews();
    river.decided(Samples.audited(ID + "/review/1", "erika", "13.20"));
    assertThat(river.completed()).isEmpty();
    ReviewRequested second = onlyReview();
    assertThat(second.getPurpose()).isEqualTo(ReviewPurpose.AUDIT);
    assertThat(second.getNotBy()).containsExactly("erika");
    assertThat(second.getDoubts()).isEmpty();
    river.decided(Samples.audited(ID + "/review/2", "otto", "13.20"));
    assertThat(river.completed())
        .singleElement()
        .satisfies(r -> assertThat(r.getRevision()).isEqualTo(2));
  }

  @Test
  void anAuditThatWouldHaveRejectedTakesNothingBackAndSaysSo() {
    with(AUDITED, false);
    accepted();
    river.completed();
    river.decided(
        ReviewDecided.newBuilder(Samples.decided(ID + "/review/1", Verdict.REJECT))
            .setComment("a payslip")
            .build());
    assertThat(river.completed()).isEmpty();
    assertThat(river.rejected()).isEmpty();
    assertThat(lastStatus().getStage()).isEqualTo(LifeStage.COMPLETED);
    assertThat(lastStatus(ID).getDetail()).contains("should have been rejected: erika: a payslip");
  }

  @Test
  void anOpenAuditKeepsNothingFromBeingForgotten() {
    with(AUDITED, false);
    accepted();
    river.forget(ID);
    assertThat(river.documents().get(ID)).isNull();
    river.decided(Samples.audited(ID + "/review/1", "erika", "13.20"));
    assertThat(river.completed()).singleElement().satisfies(ReviewsTest::isFirst);
    assertThat(river.deadLetters()).hasSize(1);
  }

  @Test
  void anAuditThatNobodyAnswersEndsWithTheRetention() {
    with(AUDITED, false);
    accepted();
    river.receive(Samples.received());
    river.timePasses(Duration.ofDays(29));
    assertThat(river.documents().get(ID)).isNotNull();
    river.timePasses(Duration.ofDays(2));
    assertThat(river.documents().get(ID)).isNull();
    assertThat(river.deadlines()).isZero();
    assertThat(river.reviews()).hasSize(1);
  }

  @Test
  void aCommentWithoutEndMakesNoRecordThatIsTooLong() {
    toReview();
    river.decided(
        ReviewDecided.newBuilder(Samples.decided(ID + "/review/1", Verdict.REJECT))
            .setComment("x".repeat(300_000))
            .build());
    assertThat(river.rejected())
        .singleElement()
        .satisfies(r -> assertThat(r.getMessage()).hasSizeLessThanOrEqualTo(2_000).endsWith("…"));
  }

  @Test
  void unusableDecisionsWithoutEndDoNotMakeTheQuestionLonger() {
    toReview();
    for (int attempt = 1; attempt <= 50; attempt++) {
      river.decided(Samples.decided(ID + "/review/" + attempt, Verdict.UNKNOWN));
    }
    List<ReviewRequested> all = river.reviews();
    assertThat(all).hasSize(51);
    assertThat(all.get(50).getDoubts()).hasSize(2);
  }

  private void with(ReviewPolicy forReceipts, boolean frontier) {
    river.close();
    river = new River(Samples.policy(frontier, forReceipts));
  }

  private void toReview() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    river.predicted(ID, Samples.doubtful());
  }

  private void accepted() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    river.predicted(ID, Samples.certain());
  }

  private static void isFirst(DocumentCompleted record) {
    assertThat(record.getRevision()).isEqualTo(1);
    assertThat(record.getAuthority()).isEqualTo(Authority.GATE);
  }

  private ReviewRequested onlyReview() {
    List<ReviewRequested> reviews = river.reviews();
    assertThat(reviews).hasSize(1);
    return reviews.get(0);
  }

  private DocumentStatus lastStatus() {
    List<DocumentStatus> statuses = river.statuses();
    return statuses.get(statuses.size() - 1);
  }

  /** As the state has it: the topic was read already. */
  private DocumentStatus lastStatus(String id) {
    return io.sluice.streams.life.Status.of(river.documents().get(id));
  }

  private static ExtractedField field(DocumentCompleted record, String name) {
    return record.getFields().stream()
        .filter(f -> f.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String value(List<ExtractedField> fields, String name) {
    return fields.stream()
        .filter(f -> f.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
