package io.sluice.models.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {
  static {
    AvroTrust.grant();
  }

  private static final String[] REPORT = {
    "1. Name of registrant                           2. Registration No.",
    "   Travel Board of Atlantis, Inc.                  4711",
    "3. Nature of material (A concise account of the nature of the propaganda material filed)",
    "   Newsletter",
    "4. Title of material, if any      5. Name of foreign principal on whose behalf this material was",
    "                                     transmitted.",
    "   Waves and Winds                   Ministry of Tides",
    "                                     Poseidonis, Atlantis",
    "6. Means of transmission          7. Dates of transmission        8. Total copies transmitted",
    "   Mail                              May 3, 1992                     250",
    "",
    "Date of report             Name and title                   Signature",
    "  6-1-92                     Ann B. Carter                     ~~ ,",
    "                             Vice President",
    "",
    "FORM CRM-159"
  };

  @Test
  void whatStandsBelowALabelIsItsValueUpToTheNextLabel() {
    Form form = Form.of(REPORT);

    assertThat(form.read("registrant_name")).hasValue("Travel Board of Atlantis, Inc.");
    assertThat(form.read("registration_num")).hasValue("4711");
    assertThat(form.read("foreign_principle_name"))
        .hasValue("Ministry of Tides Poseidonis, Atlantis");
    assertThat(form.read("file_date")).hasValue("6-1-92");
    assertThat(form.read("signer_name")).hasValue("Ann B. Carter");
    assertThat(form.read("signer_title")).hasValue("Vice President");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.03f, -0.01f, 0.01f, 0.03f})
  void aPageThatWasFedAskewIsReadAlike(float slope) {
    Form straight = Form.of(REPORT);
    Form askew = Form.askew(slope, REPORT);

    for (String field :
        new String[] {"registrant_name", "registration_num", "file_date", "signer_name"}) {
      assertThat(askew.read(field)).as(field).isEqualTo(straight.read(field)).isPresent();
    }
  }

  @Test
  void theWordsOfAValueAreThoseOnThePage() {
    assertThat(Form.of(REPORT).find("registrant_name").orElseThrow().words())
        .extracting(Word::getText)
        .containsExactly("Travel", "Board", "of", "Atlantis,", "Inc.");
  }

  @Test
  void misreadLettersOfALabelAreForgiven() {
    Form form =
        Form.of(
            "1. nahe of Registhant             Z. Aegistration No,",
            "   Travel Board                     4711");

    assertThat(form.read("registrant_name")).hasValue("Travel Board");
    assertThat(form.read("registration_num")).hasValue("4711");
  }

  @Test
  void proseThatSpeaksOfALabelIsNone() {
    Form form =
        Form.of(
            "Regarding this burden write to the Chief of the Registration Unit or look up the registration",
            "1501 K Street, Washington");

    assertThat(form.read("registration_num")).isEmpty();
  }

  @Test
  void aCellMayBeDividedByWordsThatArePrintedInIt() {
    Form form =
        Form.of(
            "8. What is the name and address of the primary registrant?",
            "   N a m e  Oceanic Partners, LLP       A d d r e s s  12 Coral Street",
            "                                             Poseidonis",
            "9. Indicate your connection with the primary registrant:");

    assertThat(form.read("registrant_name")).hasValue("Oceanic Partners, LLP");
  }

  @Test
  void whereTheAddressCannotBeToldFromTheNameThereIsNoName() {
    Form form =
        Form.of(
            "8. What is the name and address of the primary registrant?",
            "   N      Oceanic Partners, LLP  12 Coral Street",
            "9. Indicate your connection with the primary registrant:");

    assertThat(form.read("registrant_name")).isEmpty();
  }

  @Test
  void anAddressBehindANameIsLeftAway() {
    Form form =
        Form.of(
            "1. Name and Address of Registrant                                2. Registration No.",
            "   Oceanic Partners, LLP, 1455 Coral Ave. NW, Suite 400             4711",
            "   Washington, DC 20004");

    assertThat(form.read("registrant_name")).hasValue("Oceanic Partners, LLP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/s/ Ann Carter",
        "/s/Ann Carter",
        "Isl Ann Carter",
        "/i/ Ann Carter",
        "Js/ Ann Carter",
        "/sf Ann Carter"
      })
  void anElectronicSignatureNamesWhoSigned(String signature) {
    Form form =
        Form.of(
            "  April 14,2014          " + signature + "          eSigned",
            "  (Date of signature)         (Signature)");

    assertThat(form.read("signer_name")).hasValue("Ann Carter");
    assertThat(form.read("file_date")).hasValue("April 14,2014");
  }

  @Test
  void anIslandIsNoSignature() {
    assertThat(Form.of("1400 Fashion Island Blvd.").read("signer_name")).isEmpty();
  }

  @Test
  void theNameUnderASignatureIsFoundAmongTheInk() {
    Form form =
        Form.of(
            "(Date of signature)            (Type or print name under each signature)",
            "  [2-3  -O2                      (eakte E Jl,",
            "",
            "                                 Ann B. Carter, Jr.");

    assertThat(form.read("signer_name")).hasValue("Ann B. Carter, Jr.");
    assertThat(form.read("file_date")).isEmpty();
  }

  @Test
  void theStampOfTheDayOfReceiptOnlySuggestsTheDate() {
    Form stamped = Form.of("Received by NSD/FARA Registration Unit 05/06/2019 4:31:21 PM");

    assertThat(stamped.read("file_date")).hasValue("05/06/2019");
    assertThat(stamped.find("file_date").orElseThrow().sure()).isFalse();
    assertThat(Form.of(REPORT).find("file_date").orElseThrow().sure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"S>ir> Oreanic", "SlN5AP Board", "erprise", "Board,. Travel"})
  void whatLooksMisreadIsUnsure(String name) {
    Form form = Form.of("1. Name of registrant          2. Registration No.", "   " + name);

    assertThat(form.find("registrant_name").orElseThrow().sure()).isFalse();
  }

  @Test
  void anEmptyCellSaysNothing() {
    Form form =
        Form.of(
            "Date of report             Name and title                   Signature",
            "",
            "FORM CRM-159");

    assertThat(form.read("file_date")).isEmpty();
    assertThat(form.read("signer_name")).isEmpty();
    assertThat(form.read("signer_title")).isEmpty();
  }

  @Test
  void aTitleOnTheLineOfTheNameIsToldApart() {
    Form form =
        Form.of(
            "Date of report     Name and title                     Signature",
            "12/2/91              Ann B. Carter, Accountant");

    assertThat(form.read("signer_name")).hasValue("Ann B. Carter");
    assertThat(form.read("signer_title")).hasValue("Accountant");
  }

  @Test
  void aSignatureMayStandBesideANote() {
    Form form =
        Form.of(
            "                                                                   Ann B. Carter",
            "(Both copies of this amendment shall be signed and sworn to",
            "before a notary public or other person authorized)                 Vice President");

    assertThat(form.read("signer_name")).hasValue("Ann B. Carter");
    assertThat(form.read("signer_title")).hasValue("Vice President");
    assertThat(form.find("signer_name").orElseThrow().sure()).isFalse();
  }

  @Test
  void lettersThatAreMisreadDigitsAreReadAsSuchAndUnsure() {
    Form form =
        Form.of(
            "1. Name of registrant        2. Registration No.",
            "   Ocean Board     I           49S7");

    assertThat(form.read("registration_num")).hasValue("4957");
    assertThat(form.find("registration_num").orElseThrow().sure()).isFalse();
  }

  @Test
  void aNumberInProseIsNoId() {
    Form form =
        Form.of(
            "2. Registration No.", "", "is estimated to average 429 hours for a response of yours");

    assertThat(form.read("registration_num")).isEmpty();
  }

  @Test
  void aTitleGoesOnInTheNextLine() {
    Form form =
        Form.of(
            "(Date of signature)      (Print or type name under each signature or provide electronic signature)",
            "                            Ludwig van Carter",
            "                            Senior Vice President, Partner",
            "                            & Corporate Controller");

    assertThat(form.read("signer_name")).hasValue("Ludwig van Carter");
    assertThat(form.read("signer_title"))
        .hasValue("Senior Vice President, Partner & Corporate Controller");
  }

  @Test
  void lettersThatWereSetApartAreJoined() {
    Form form = Form.of("1. Name of registrant", "   O c e a n i c G r o u p LLP");

    assertThat(form.read("registrant_name")).hasValue("Oceanic Group LLP");
  }

  @Test
  void anInitialMayBeReadWithAComma() {
    Form form =
        Form.of("Date of report     Name and title", "10/29/93           Ann B, Carter, CPA");

    assertThat(form.read("signer_name")).hasValue("Ann B. Carter");
    assertThat(form.read("signer_title")).hasValue("CPA");
  }

  @Test
  void aNameTypedWithoutACapitalIsOneBehindAnInitial() {
    Form form =
        Form.of(
            "Date of report     Name and title", "10/29/93           A. ludwig Carter, Partner");

    assertThat(form.read("signer_name")).hasValue("A. ludwig Carter");
    assertThat(form.read("signer_title")).hasValue("Partner");
  }

  @Test
  void specksBesideAValueAreNoPartOfIt() {
    Form form =
        Form.of(
            "1. Name of registrant                       2. Registration No.",
            "-    Travel Board of Atlantis      ; i         #4711,");

    assertThat(form.read("registrant_name")).hasValue("Travel Board of Atlantis");
    assertThat(form.read("registration_num")).hasValue("4711");
  }
}
