package io.sluice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import org.junit.jupiter.api.Test;

class SameValueTest {

  @Test
  void daysAmountsAndLengthsAreTheSameHoweverTheyAreWritten() {
    assertThat(form(FieldKind.DATE, "04/03/2026"))
        .isEqualTo("2026-03-04")
        .isEqualTo(form(FieldKind.DATE, "4. März 2026"));
    assertThat(form(FieldKind.PRICE, "1.000,00 €"))
        .isEqualTo("1000")
        .isEqualTo(form(FieldKind.PRICE, "USD 1,000.00"))
        .isNotEqualTo(form(FieldKind.PRICE, "1.000,01 €"));
    assertThat(form(FieldKind.DURATION, "two (2) years"))
        .isEqualTo(form(FieldKind.DURATION, "24 months"));
    assertThat(form(FieldKind.DURATION, "indefinitely"))
        .isEqualTo(form(FieldKind.DURATION, "unbefristet"));
  }

  @Test
  void dayFirstDecidesWhichDayItIs() {
    FieldSpec monthFirst = new FieldSpec("day", FieldKind.DATE, false, false);
    assertThat(SameValue.form(monthFirst, "04/03/2026")).isEqualTo("2026-04-03");
  }

  @Test
  void lettersAndDigitsCountInNamesAndNumbersAndTheOrderOfNamesDoesNot() {
    assertThat(form(FieldKind.ID, "DE 123-456")).isEqualTo(form(FieldKind.ID, "de123456"));
    assertThat(form(FieldKind.NAME, "Müller & Söhne GmbH"))
        .isEqualTo(form(FieldKind.NAME, "MULLER & SOHNE GMBH."))
        .isNotEqualTo(form(FieldKind.NAME, "Müller & Sohn GmbH"));
    assertThat(form(FieldKind.NAMES, "Acme Ltd; Bolt AG"))
        .isEqualTo(form(FieldKind.NAMES, "bolt ag ;acme ltd;"));
    assertThat(form(FieldKind.TEXT, "§")).isEqualTo("§").isNotEqualTo(form(FieldKind.TEXT, "%"));
  }

  @Test
  void absentIsAbsentHoweverItIsSaid() {
    for (FieldKind kind : FieldKind.values()) {
      assertThat(form(kind, null)).isNull();
      assertThat(form(kind, " \t")).isNull();
    }
    assertThat(form(FieldKind.NAMES, " ; ")).isNull();
  }

  @Test
  void whatIsNotOfItsKindIsComparedByItsLetters() {
    assertThat(form(FieldKind.DATE, "Yesterday!")).isEqualTo(form(FieldKind.DATE, "yesterday"));
    assertThat(form(FieldKind.PRICE, "a lot")).isNotEqualTo(form(FieldKind.PRICE, "a bit"));
  }

  private static String form(FieldKind kind, String value) {
    return SameValue.form(new FieldSpec("field", kind, false, true), value);
  }
}
