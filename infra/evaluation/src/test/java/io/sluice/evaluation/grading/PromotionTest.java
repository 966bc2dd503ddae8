package io.sluice.evaluation.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.evaluation.grading.LabelledDocument.Quality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionTest {
  private static final double MARGIN = 0.01;

  @Test
  void whatIsTheSameIsNoWorse() {
    assertThat(Promotion.of(of(200, 20), of(200, 20), MARGIN).granted()).isTrue();
  }

  @Test
  void whatIsBetterIsPromotedAndTheBoundIsAboveZero() {
    Promotion promotion = Promotion.of(of(200, 60), of(200, 20), MARGIN);
    assertThat(promotion.granted()).as(promotion.text()).isTrue();
    assertThat(promotion.fieldBound()).isPositive();
  }

  @Test
  void whatIsWorseIsRefusedAndTheReasonsSayWhat() {
    Promotion promotion = Promotion.of(of(200, 20), of(200, 60), MARGIN);
    assertThat(promotion.granted()).isFalse();
    assertThat(promotion.text())
        .contains("field F1 may be lower by")
        .contains("fields of receipt are worse by");
  }

  @Test
  void aLittleWorseOnFewDocumentsIsRefusedBecauseItCouldBeMuchWorse() {
    Promotion few = Promotion.of(of(40, 4), of(40, 5), MARGIN);
    assertThat(few.granted()).isFalse();
    assertThat(few.text()).contains("or too few documents to tell");
  }

  @Test
  void aHandfulOfDocumentsPromotesNothing() {
    Promotion handful = Promotion.of(of(10, 5), of(10, 0), MARGIN);
    assertThat(handful.reasons()).singleElement().asString().contains("30 is the least");
    assertThat(Promotion.of(List.of(), List.of(), MARGIN).granted()).isFalse();
  }

  /** Receipts of one field each, of which the first {@code wrong} are read wrongly. */
  private static List<GradedDocument> of(int documents, int wrong) {
    List<GradedDocument> graded = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      Counts counts = i < wrong ? new Counts(0, 1, 1) : new Counts(1, 0, 0);
      graded.add(
          new GradedDocument(
              new LabelledDocument(
                  "d" + i,
                  "receipt",
                  Quality.GOLD,
                  true,
                  false,
                  true,
                  JsonNodeFactory.instance.objectNode()),
              null,
              List.of(new Unit("receipt", "total", true, ResultLine.Field.UNSAID, counts, counts)),
              List.of(),
              List.of()));
    }
    return graded;
  }
}
