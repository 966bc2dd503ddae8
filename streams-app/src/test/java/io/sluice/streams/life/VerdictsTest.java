package io.sluice.streams.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ExtractedField;
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
