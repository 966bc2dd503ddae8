package io.sluice.models.clause;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.models.clause.ClauseReader.Found;
import io.sluice.types.Clause;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TitleTest {
  private static Optional<String> title(String text) {
    return Written.said(Clause.TITLE, text);
  }

  @Test
  void theFirstHeadingThatNamesAKindOfAgreementIsTheTitle() {
    assertThat(
            title(
                "EXHIBIT 10.4\nCONFIDENTIAL TREATMENT HAS BEEN REQUESTED FOR THIS AGREEMENT\nTARN MILLS, INC.\nCO-BRANDING AGREEMENT\nThis agreement is made"))
        .hasValue("CO-BRANDING AGREEMENT");
  }

  @Test
  void aHeadingGoesOnOverLines() {
    assertThat(title("SPONSORSHIP AND\nDEVELOPMENT AGREEMENT\nbetween us"))
        .hasValue("SPONSORSHIP AND DEVELOPMENT AGREEMENT");
    assertThat(title("AMENDMENT NO. 2\nTO SUPPLY AGREEMENT\nDated as of May 1, 2020"))
        .hasValue("AMENDMENT NO. 2 TO SUPPLY AGREEMENT");
    assertThat(title("RESELLER\nAGREEMENT\nThis document")).hasValue("RESELLER AGREEMENT");
  }

  @Test
  void whoItIsBetweenIsNotPartOfIt() {
    assertThat(title("SUPPLY AGREEMENT BETWEEN TARN INC. AND MOSS LLC\nThey agree"))
        .hasValue("SUPPLY AGREEMENT");
  }

  @Test
  void withoutAHeadingTheSentenceSaysIt() {
    assertThat(
            title(
                "Exhibit 1\nthis is on page one. This Master Services Agreement (the “Agreement”) is made"))
        .hasValue("Master Services Agreement");
  }

  @Test
  void itIsSureWhereHeadingAndSentenceAgree() {
    String text = "SUPPLY AGREEMENT\nThis Supply Agreement is made";

    assertThat(new ClauseReader(Written.document(text)).find(Clause.TITLE).map(Found::sure))
        .hasValue(true);
    assertThat(
            new ClauseReader(Written.document("SUPPLY AGREEMENT\nWe agree"))
                .find(Clause.TITLE)
                .map(Found::sure))
        .hasValue(false);
  }

  @Test
  void aDocumentThatIsNoAgreementHasNone() {
    assertThat(title("Dear Sir,\nthank you for the agreement that we had.")).isEmpty();
  }
}
