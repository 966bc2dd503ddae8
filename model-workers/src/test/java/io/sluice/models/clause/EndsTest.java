package io.sluice.models.clause;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.types.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndsTest {
  private static final String PREAMBLE =
      "This Agreement is made as of May 1, 2020 (the “Effective Date”) between Tarn Inc. and Moss LLC. ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Term. This Agreement shall become effective on the date first written above and shall continue in effect for a period of Three (3) years. | 2023-05-01
          The term of this Agreement is five (5) years unless ended early. | 2025-05-01
          The term shall begin on January 1, 2021 and continue for an initial period of five (5) years. | 2026-01-01
          The initial term ends on the third (3rd) anniversary of the Effective Date. | 2023-05-01
          The term of this Agreement shall be for one (1) year commencing on the Effective Date and ending on April 30, 2021. | April 30, 2021
          Made effective through February 16, 2022 (the “Initial Term”), it binds both. | February 16, 2022
          5. TERM This Agreement will remain in force in perpetuity. | perpetual
          This Agreement shall continue until terminated by either party upon notice. | perpetual\
          """)
  void theSentenceThatSpeaksOfTheTermSaysTheEnd(String text, String end) {
    assertThat(Written.said(Clause.EXPIRATION_DATE, PREAMBLE + text)).hasValue(end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          During the term of this Agreement and for a period of two years thereafter he shall not compete.
          This Section shall survive any termination of this Agreement for a period of three (3) years.
          This Agreement may be ended upon two (2) months prior notice.
          Records are kept under this Agreement for a period of six years.\
          """)
  void otherTimesAreNotTheTerm(String text) {
    assertThat(Written.said(Clause.EXPIRATION_DATE, PREAMBLE + text)).isEmpty();
  }

  @Test
  void withoutADayToCountFromALengthIsNoEnd() {
    assertThat(
            Written.said(Clause.EXPIRATION_DATE, "The term of this Agreement is five (5) years."))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Thereafter this Agreement shall continue on a month to month basis until ended. | 1 month
          This Agreement continues for two years and thereafter automatically for successive annual periods. | 1 year
          The term continues from year to year thereafter. | 1 year\
          """)
  void aRenewalMayBeCalledByHowOftenItComes(String text, String length) {
    assertThat(Written.said(Clause.RENEWAL_TERM, text)).hasValue(length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          made the first day of May, 2003 | first day of May, 2003
          dated 25th of May 2003 | 25th of May 2003
          made effective as of the 1.4.2011 | 2011-04-01
          dated under Section 4.2 of that certain Loan dated May 1, 2001, this Agreement is dated June 2, 2003 | June 2, 2003\
          """)
  void daysAreReadInTheirForms(String text, String day) {
    assertThat(Written.said(Clause.AGREEMENT_DATE, "This Agreement is " + text + " between us"))
        .hasValue(day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          This Agreement is governed by English law. | England
          governed by and construed in accordance with the laws and decisions of the State of Georgia | Georgia
          governed by the laws of the Province of British Columbia and the federal laws of Canada applicable therein | British Columbia, Canada
          shall be interpreted under the law in force in the Federal Republic of Germany | Germany\
          """)
  void lawsAreReadInTheirForms(String text, String place) {
    assertThat(Written.said(Clause.GOVERNING_LAW, text)).hasValue(place);
  }

  @Test
  void aTextOfNothingButTermsEnds() {
    assertThat(
            Written.said(
                Clause.EXPIRATION_DATE,
                "this agreement shall continue for the term ".repeat(12_000)))
        .isEmpty();
  }
}
