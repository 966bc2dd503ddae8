package io.sluice.models.clause;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.models.clause.ClauseReader.Found;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.Clause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClauseReaderTest {
  private static final String PREAMBLE =
      "MUTUAL NON-DISCLOSURE AGREEMENT This Agreement (the “Agreement”) is made and entered into as of the 13 th day of July, 2021 by and between "
          + "Larkfield Instruments, Inc., a Delaware corporation with offices at 12 Mill Road, Dover (“Larkfield”), and Ada B. Quill (“Recipient”). "
          + "WHEREAS the parties wish to talk. ";

  static {
    AvroTrust.grant();
  }

  private static Optional<String> said(Clause clause, String text) {
    return new ClauseReader(Written.document(text)).find(clause).map(Found::value);
  }

  @Test
  void thePartiesAreTheNamesOfThePreamble() {
    assertThat(said(Clause.PARTIES, PREAMBLE))
        .hasValue("Larkfield Instruments, Inc.; Ada B. Quill");
  }

  @Test
  void inALetterThePartiesAreThoseWhoAreGivenARole() {
    assertThat(
            said(
                Clause.PARTIES,
                "Dear Sirs, Tarn & Beck Partners LLC (“you”) have asked Oakham Foods, Inc., a Texas corporation (the “Company”), for papers."))
        .hasValue("Tarn & Beck Partners LLC; Oakham Foods, Inc.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          made between Ridge Corp. and Vale Limited, each | Ridge Corp.; Vale Limited
          between THE HOUSE OF REED, LLC (“A”) and the undersigned Employee | THE HOUSE OF REED, LLC
          by and among Hill Inc., Dale Inc. and Brook L.P. (together) | Hill Inc.; Dale Inc.; Brook L.P.
          between Pine Company, 4 Elm Street, Suite 12, Salem 01970 (“Pine”) and Rita Moss (“Moss”) | Pine Company; Rita Moss\
          """)
  void namesAreTakenApartAndAddressesAreNone(String text, String names) {
    assertThat(said(Clause.PARTIES, text)).hasValue(names);
  }

  @Test
  void theDayOfThePreambleIsTheDayOfTheAgreement() {
    assertThat(said(Clause.AGREEMENT_DATE, PREAMBLE)).hasValue("13th day of July, 2021");
  }

  @Test
  void withoutADayInThePreambleTheSignaturesSayIt() {
    String text =
        "This Agreement is made between the parties. "
            + "They agree. ".repeat(400)
            + "IN WITNESS WHEREOF the parties have executed this Agreement as of March 4, 2019.";
    Optional<Found> found = new ClauseReader(Written.document(text)).find(Clause.AGREEMENT_DATE);

    assertThat(found.map(Found::value)).hasValue("March 4, 2019");
    assertThat(found.orElseThrow().sure()).isFalse();
  }

  @Test
  void anEffectiveDayThatIsSaidGoesBeforeTheDayOfSigning() {
    String text =
        PREAMBLE + "This Agreement takes effect on August 1, 2021 (the “Effective Date”).";

    assertThat(said(Clause.EFFECTIVE_DATE, text)).hasValue("August 1, 2021");
  }

  @Test
  void theDayOfTheAgreementIsTheEffectiveOneOnlyWhereItSaysSo() {
    String holds = PREAMBLE + "The term of this Agreement commences on the date hereof.";

    assertThat(said(Clause.EFFECTIVE_DATE, PREAMBLE)).isEmpty();
    assertThat(said(Clause.EFFECTIVE_DATE, holds)).hasValue("13th day of July, 2021");
  }

  @Test
  void aFindSaysInWhichFormItIsSaid() {
    ClauseReader reader =
        new ClauseReader(
            Written.document(
                PREAMBLE + "This Agreement shall continue for two years from the date hereof."));

    assertThat(reader.find(Clause.AGREEMENT_DATE).map(Found::form)).hasValue(Form.STATED);
    assertThat(reader.find(Clause.EXPIRATION_DATE).map(Found::form)).hasValue(Form.COMPUTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          This Agreement shall be governed by and construed in accordance with the laws of the State of New York. | New York
          GOVERNED BY THE INTERNAL LAWS OF THE COMMONWEALTH OF VIRGINIA WITHOUT REGARD TO CONFLICTS | VIRGINIA
          West Virginia law shall apply to this letter. | West Virginia
          The laws of England and Wales govern it; courts of Ohio are closed. | England and Wales
          The parties submit to the courts located in Cook County, Illinois. | Illinois\
          """)
  void theLawIsThatOfThePlaceThatThePhraseNames(String text, String place) {
    assertThat(said(Clause.GOVERNING_LAW, text)).hasValue(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          This Agreement shall remain in force for a period of two (2) years from the date hereof. | two (2) years
          The obligations set forth herein shall terminate upon the three-year anniversary of this Agreement. | three year
          The term of this Agreement shall be a period of 18 months. | 18 months\
          """)
  void aTermIsCountedFromTheAgreement(String text, String term) {
    assertThat(said(Clause.TERM, text)).hasValue(term);
  }

  @Test
  void aTermAfterEmploymentEndsIsNotTheTermOfTheAgreement() {
    assertThat(
            said(
                Clause.TERM,
                "This Agreement shall continue for one year following termination of employment."))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The term of this Agreement shall end on December 31, 2024. | December 31, 2024
          This Agreement shall continue for an initial term of three years. | 2024-07-13
          This Agreement shall remain in effect until terminated by either party. | perpetual\
          """)
  void theEndIsTheDayThatIsSaidOrThatTheTermGives(String text, String end) {
    assertThat(said(Clause.EXPIRATION_DATE, PREAMBLE + text)).hasValue(end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It shall renew automatically for successive one (1) year terms unless either party objects. | one (1) year
          It renews from year to year. | 1 year\
          """)
  void aRenewalIsTheLengthThatItIsRenewedFor(String text, String length) {
    assertThat(said(Clause.RENEWAL_TERM, text)).hasValue(length);
  }

  @Test
  void aNoticePeriodIsNoRenewal() {
    assertThat(said(Clause.RENEWAL_TERM, "It may be renewed on two months prior notice."))
        .isEmpty();
  }

  @Test
  void whatIsFoundStandsAtItsWords() {
    ParsedContent document = Written.document("x y governed by the laws of New York and z");
    Found found = new ClauseReader(document).find(Clause.GOVERNING_LAW).orElseThrow();

    assertThat(
            document.getWords().subList(found.first(), found.end()).stream()
                .map(Word::getText)
                .collect(Collectors.joining(" ")))
        .isEqualTo("New York");
  }

  @Test
  void aTextThatIsMadeToKeepTheSearchBusyIsLeftUnread() {
    String busy = "this agreement shall be for ".repeat(20_000);

    assertThat(said(Clause.TERM, busy)).isEmpty();
  }

  @Property(tries = 300)
  void anyWordsEndInAValueOrInNone(@ForAll @Size(max = 40) List<Fragment> fragments) {
    String text = fragments.stream().map(Fragment::text).collect(Collectors.joining(" ", "x ", ""));
    ClauseReader reader = new ClauseReader(Written.document(text));

    for (Clause clause : Clause.values()) {
      reader
          .find(clause)
          .ifPresent(found -> {
            assertThat(found.value()).isNotBlank();
            assertThat(found.first()).isBetween(0, found.end() - 1);
          });
    }
  }

  /** Pieces that the patterns look at, in any order. */
  enum Fragment {
    BETWEEN("by and between"),
    AND("and"),
    FIRM("Acme, Inc."),
    FORM("Inc."),
    ROLE("(the “Company”)"),
    OPEN("(((("),
    DAY("February 30, 2021"),
    MADE("made and entered into as of"),
    TERM("this Agreement shall continue for a period of two (2) years"),
    RENEW("renewed for successive 1 year periods"),
    LAW("governed by the laws of the State of"),
    PLACE("Delaware"),
    UNTIL("until terminated"),
    STOP("."),
    NUMBER("99999999999"),
    LINE("\n"),
    TITLE("SUPPLY AGREEMENT"),
    BY("\nBy: ____"),
    LABEL("\nBuyer: Acme, Inc."),
    ENDS("the term of this Agreement shall end on the fifth anniversary"),
    STRANGE("\ud800¶￾");

    private final String text;

    Fragment(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
