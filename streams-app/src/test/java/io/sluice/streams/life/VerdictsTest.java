package io.sluice.streams.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.Place;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.Verdict;
import io.sluice.streams.Samples;
import io.sluice.types.DocumentTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final String TASK = Samples.ID + "/review/1";

  @Test
  void acceptedAsReadItKeepsTheReadersAndTheirConfidences() {
    Reading reading = vouched(apply(Samples.doubtful(), Verdict.ACCEPT, null, Map.of()));
    assertThat(reading.documentType()).isEqualTo("receipt");
    assertThat(reading.classConfidence()).isEqualTo(0.99);
    assertThat(reading.confidence()).isEqualTo(0.5);
  }

  @Test
  void aCorrectedFieldIsCertainAndFieldsNotNamedStayAsRead() {
    Map<String, String> corrections = new HashMap<>();
    corrections.put("total", null);
    Reading reading = vouched(apply(Samples.doubtful(), Verdict.CORRECT, null, corrections));
    assertThat(reading.fields())
        .extracting(ExtractedField::getName)
        .containsExactly("company", "date", "address", "total");
    ExtractedField total = reading.fields().get(3);
    assertThat(total.getValue()).isNull();
    assertThat(total.getReader()).isEqualTo(Reader.PERSON);
    assertThat(reading.fields().get(0).getReader()).isEqualTo(Reader.MODEL);
  }

  @Test
  void anotherClassKeepsOnlyTheFieldsThatItHas() {
    Reading reading =
        vouched(apply(Samples.doubtful(), Verdict.CORRECT, "email", Map.of("sender", "a@b.c")));
    assertThat(reading.documentType()).isEqualTo("email");
    assertThat(reading.classConfidence()).isEqualTo(1);
    assertThat(reading.fields())
        .extracting(ExtractedField::getName)
        .containsExactly("sender", "date");
  }

  @Test
  void lineItemsStayAsReadUnlessTheClassChanges() {
    Prediction reading = withRows();
    assertThat(vouched(apply(reading, Verdict.ACCEPT, null, Map.of())).lineItems())
        .isEqualTo(reading.getLineItems());
    assertThat(vouched(apply(reading, Verdict.CORRECT, "email", Map.of())).lineItems()).isNull();
  }

  @Test
  void aFrontierAnswerAboutFieldsLeavesTheLineItems() {
    Prediction answer = Samples.prediction("receipt", 0.9);
    assertThat(FrontierAnswer.merge(withRows(), answer).getLineItems())
        .isEqualTo(withRows().getLineItems());
    assertThat(FrontierAnswer.merge(withRows(), Samples.prediction("email", 0.9)).getLineItems())
        .isNull();
  }

  private static Prediction withRows() {
    return Prediction.newBuilder(Samples.doubtful())
        .setLineItems(Samples.lineItems(Reader.PATTERN, Samples.lineItem("1", "12.30")).build())
        .build();
  }

  @Test
  void whatNoModelCouldReadIsReadByThePerson() {
    Reading reading = vouched(apply(null, Verdict.CORRECT, "receipt", Map.of("total", "5.00")));
    assertThat(reading.confidence()).isEqualTo(1);
    assertThat(reading.fields()).hasSize(1);
  }

  @Test
  void whatCannotBeCarriedOutSaysWhy() {
    assertThat(apply(null, Verdict.ACCEPT, null, Map.of()))
        .isEqualTo(
            new Verdicts.Unusable(
                "no model could read the document: the decision must name its type"));
    assertThat(apply(Samples.doubtful(), Verdict.CORRECT, null, Map.of("totl", "5", "compny", "x")))
        .isEqualTo(new Verdicts.Unusable("a receipt has no field compny, totl"));
    assertThat(apply(Samples.doubtful(), Verdict.UNKNOWN, null, Map.of()))
        .isInstanceOf(Verdicts.Unusable.class);
  }

  @Test
  void rowsOfAPersonTakeThePlaceOfThoseThatWereRead() {
    LineItems rows =
        Samples.lineItems(
                Reader.PATTERN,
                Samples.lineItem("1", "10.00").setQuantity("2").setUnitPrice("5"),
                Samples.lineItem("2", "-1.50").setPage(1).setBox(new Box(1f, 2f, 3f, 4f)))
            .setRowsSeen(7)
            .setPageProven(true)
            .build();
    LineItems kept = vouched(apply(invoice(), rows(rows))).lineItems();
    assertThat(kept.getRows()).isEqualTo(rows.getRows());
    assertThat(kept.getReader()).isEqualTo(Reader.PERSON);
    assertThat(kept.getRowsRead()).isEqualTo(2);
    assertThat(kept.getRowsSeen()).as("what geometry counted is of no use here").isNull();
    assertThat(kept.getPageProven()).isFalse();

    LineItems none = Samples.lineItems(Reader.PERSON).build();
    assertThat(vouched(apply(invoice(), rows(none))).lineItems()).isNull();
  }

  @Test
  void figuresThatAreNoneAndPlacesOffThePagesAreRefusedAllAtOnce() {
    LineItems rows =
        Samples.lineItems(
                Reader.PERSON,
                Samples.lineItem("1", "1.234,50").setQuantity("two"),
                Samples.lineItem("2", "5").setPage(2))
            .setCharges("EUR 5")
            .build();
    ReviewDecided decision =
        ReviewDecided.newBuilder(rows(rows))
            .setPlaces(Map.of("seller", new Place(1, new Box(5f, 5f, 1f, 9f))))
            .build();
    assertThat(unusable(apply(invoice(), decision)))
        .contains("the place of seller is on none of the 1 pages")
        .contains("the line items: charges 'EUR 5' is no decimal number such as 1234.50")
        .contains("row 1: quantity 'two'")
        .contains("row 1: lineTotal '1.234,50'")
        .contains("the place of row 2");
  }

  @Test
  void aTypeWithoutLineItemsGetsNone() {
    LineItems rows = Samples.lineItems(Reader.PERSON, Samples.lineItem("1", "5")).build();
    assertThat(unusable(apply(Samples.doubtful(), rows(rows))))
        .isEqualTo("a receipt has no line items");
  }

  @Test
  void whatNobodyDownstreamCouldReadIsRefusedWhoeverReadIt() {
    assertThat(
            unusable(
                apply(
                    Samples.doubtful(),
                    Verdict.CORRECT,
                    null,
                    Map.of("date", "yesterday", "total", "a lot"))))
        .isEqualTo("date: 'yesterday' is no date; total: 'a lot' is no price");
    Prediction misread =
        Samples.prediction("receipt", 0.99, Samples.field("date", "31/31/2020", 0.2));
    assertThat(unusable(apply(misread, Verdict.ACCEPT, null, Map.of())))
        .isEqualTo("date: '31/31/2020' is no date");
  }

  @Test
  void whatOnlyBreaksARuleOfTheTypePeopleMayOverrule() {
    Map<String, String> fields = new HashMap<>();
    fields.put("company", null);
    fields.put("total", "-5.00");
    assertThat(vouched(apply(Samples.doubtful(), Verdict.CORRECT, null, fields)).fields())
        .extracting(ExtractedField::getValue)
        .containsExactly(null, "04/03/2026", null, "-5.00");
  }

  @Test
  void whatADecisionSaysAgainstItselfIsRefused() {
    assertThat(unusable(apply(Samples.doubtful(), Verdict.ACCEPT, null, Map.of("total", "5"))))
        .contains("send CORRECT");
    assertThat(unusable(apply(Samples.doubtful(), Verdict.ACCEPT, "email", Map.of())))
        .contains("send CORRECT");
    assertThat(
            unusable(
                apply(
                    Samples.doubtful(),
                    ReviewDecided.newBuilder(Samples.decided(TASK, Verdict.REJECT))
                        .setReviewer(" ")
                        .setParts(Samples.parsed("part").getParts())
                        .build())))
        .isEqualTo(
            "a decision names its reviewer, in at most 200 characters; parts go with REPLACE alone");
    assertThat(
            unusable(
                apply(
                    Samples.doubtful(),
                    Verdict.CORRECT,
                    null,
                    Map.of("address", "x".repeat(Objections.MOST_BYTES)))))
        .contains("more than 512 KiB");
  }

  @Test
  void theDocumentsThatTakeItsPlaceAreNamedOnceAndAreNotItself() {
    assertThat(apply(Samples.doubtful(), Samples.replaced(TASK, "erika", "a", "b")))
        .isInstanceOf(Verdicts.Replaced.class);
    assertThat(unusable(apply(Samples.doubtful(), Samples.replaced(TASK, "erika"))))
        .isEqualTo("REPLACE names the parts that take its place");
    assertThat(unusable(apply(Samples.doubtful(), Samples.replaced(TASK, "erika", "a", "a"))))
        .isEqualTo("two parts have one documentId");
    assertThat(unusable(apply(Samples.doubtful(), Samples.replaced(TASK, "erika", Samples.ID))))
        .isEqualTo("a part has a documentId of its own, not 'doc-1'");
  }

  private static Prediction invoice() {
    return Samples.prediction(
        "invoice",
        0.99,
        Samples.field("seller", "Acme", 0.9),
        Samples.field("grand_total", "8.50", 0.5));
  }

  private static ReviewDecided rows(LineItems rows) {
    return ReviewDecided.newBuilder(Samples.decided(TASK, Verdict.CORRECT))
        .setLineItems(rows)
        .build();
  }

  private static String unusable(Verdicts.Applied applied) {
    assertThat(applied).isInstanceOf(Verdicts.Unusable.class);
    return ((Verdicts.Unusable) applied).message();
  }

  @Test
  void aFrontierAnswerReplacesTheFieldsItNamesAndCostsAddUp() {
    Prediction answer =
        Prediction.newBuilder(
                Samples.prediction(
                    "receipt", 0.999, Samples.field("total", "13.00", 0.98, Reader.FRONTIER)))
            .setCostMicros(1_200)
            .build();
    Prediction merged = FrontierAnswer.merge(Samples.doubtful(), answer);
    assertThat(merged.getFields())
        .extracting(ExtractedField::getValue)
        .containsExactly("Acme Ltd", "04/03/2026", null, "13.00");
    assertThat(merged.getCostMicros()).isEqualTo(1_200);
    assertThat(merged.getWallMillis()).isEqualTo(10);
  }

  @Test
  void aFrontierAnswerOfAnotherClassKeepsNothingOfTheFirstReading() {
    Prediction answer =
        Samples.prediction("email", 0.999, Samples.field("sender", "a", 0.98, Reader.FRONTIER));
    assertThat(FrontierAnswer.merge(Samples.doubtful(), answer).getFields())
        .isEqualTo(List.copyOf(answer.getFields()));
  }

  private static Verdicts.Applied apply(
      Prediction prediction, Verdict verdict, String type, Map<String, String> fields) {
    return apply(prediction, Samples.decided(TASK, verdict, type, fields));
  }

  private static Verdicts.Applied apply(Prediction prediction, ReviewDecided decision) {
    return Verdicts.apply(
        Samples.ID,
        Samples.parsed(),
        Question.about(prediction, List.of(), List.of()),
        decision,
        DocumentTypes.shipped());
  }

  private static Reading vouched(Verdicts.Applied applied) {
    assertThat(applied).isInstanceOf(Verdicts.Vouched.class);
    return ((Verdicts.Vouched) applied).reading();
  }
}
