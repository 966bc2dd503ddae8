package io.sluice.models.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledAmountsTest {
  private static final List<String> LABELS = List.of("gross total", "Bruttosumme", "MwSt gesamt");

  @Test
  void theAmountBehindAKnownLabelIsFoundWhateverStandsBeforeIt() {
    Sheet sheet =
        new Sheet()
            .left(20, 50, "Payment terms 30 days")
            .left(300, 50, "Gross Total:")
            .left(400, 50, "$2,200.00");
    var found = LabelledAmounts.of(sheet.content()).find(LABELS).orElseThrow();
    assertThat(found.amount()).isEqualByComparingTo("2200");
    assertThat(found.word().getText()).isEqualTo("$2,200.00");
  }

  @Test
  void ratesAndCurrenciesInALabelArePassedOver() {
    Sheet sheet = new Sheet().left(20, 50, "MwSt. 19 % gesamt EUR").left(300, 50, "19,00");
    assertThat(LabelledAmounts.of(sheet.content()).find(LABELS)).isPresent();
  }

  @Test
  void twoAnswersAreNone() {
    Sheet sheet = new Sheet().left(20, 50, "Bruttosumme").left(300, 50, "19,00");
    sheet.left(20, 70, "Bruttosumme").left(300, 70, "20,00");
    assertThat(LabelledAmounts.of(sheet.content()).find(LABELS)).isEmpty();
  }

  @Test
  void aLongerLabelIsAnotherLabel() {
    Sheet sheet = new Sheet().left(20, 50, "Bruttosumme Vormonat").left(300, 50, "19,00");
    assertThat(LabelledAmounts.of(sheet.content()).find(LABELS)).isEmpty();
  }
}
