package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.Chapter.Told;
import io.sluice.events.ChildPart;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.schemas.AvroTrust;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are asked and say, in words. */
class StoryWordsTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final ContentReference CONTENT =
      new ContentReference("file:/store/doc", "ab".repeat(32), 1L);

  static {
    AvroTrust.grant();
  }

  @Test
  void whyPeopleAreAskedIsSaidAndWhoMayNotAnswer() {
    assertThat(words(ReviewPurpose.DOUBT))
        .isEqualTo(new Told("to be reviewed", "review/2, because total: confidence 0.50 < 0.90"));
    assertThat(words(ReviewPurpose.TIE_BREAK, "erika", "otto").words())
        .startsWith("review/2 by a third person, not by erika, otto, because total");
    assertThat(words(ReviewPurpose.AUDIT).what()).isEqualTo("to be audited");
  }

  @Test
  void rowsAndPartsOfADecisionAreCountedAndNamedWithoutTheirValues() {
    LineItem row = LineItem.newBuilder().setLineTotal("5.00").build();
    ReviewDecided corrected =
        decision(Verdict.CORRECT)
            .setFields(Map.of("total", "7.77"))
            .setLineItems(
                LineItems.newBuilder()
                    .setReader(Reader.PERSON)
                    .setRows(List.of(row, row))
                    .setRowsRead(2)
                    .build())
            .build();
    assertThat(StoryWords.decided(corrected).words())
        .isEqualTo("review/2: CORRECT by erika, corrected: total, with 2 line items");

    ReviewDecided replaced =
        decision(Verdict.REPLACE)
            .setParts(
                List.of(
                    new ChildPart("part-1", null, null, CONTENT),
                    new ChildPart("part-2", null, null, CONTENT)))
            .build();
    assertThat(StoryWords.decided(replaced).words())
        .isEqualTo("review/2: REPLACE by erika, its place taken by part-1, part-2");
  }

  private static Told words(ReviewPurpose purpose, String... notBy) {
    return StoryWords.reviewRequested(
        ReviewRequested.newBuilder()
            .setTaskId("doc/review/2")
            .setDocumentId("doc")
            .setTenant("acme")
            .setDataClass(DataClass.INTERNAL)
            .setDoubts(
                List.of(new Doubt("total", "FIELD_BELOW_THRESHOLD", "confidence 0.50 < 0.90")))
            .setOriginal(CONTENT)
            .setContent(CONTENT)
            .setRequestedAt(NOON)
            .setPurpose(purpose)
            .setNotBy(List.of(notBy))
            .build());
  }

  private static ReviewDecided.Builder decision(Verdict verdict) {
    return ReviewDecided.newBuilder()
        .setTaskId("doc/review/2")
        .setDocumentId("doc")
        .setVerdict(verdict)
        .setReviewer("erika")
        .setDecidedAt(NOON);
  }
}
