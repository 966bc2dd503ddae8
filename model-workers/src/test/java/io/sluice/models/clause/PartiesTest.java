package io.sluice.models.clause;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.types.Clause;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartiesTest {
  private static Optional<String> parties(String text) {
    return Written.said(Clause.PARTIES, text);
  }

  @Test
  void aCoverNamesThemOnLinesOfTheirOwn() {
    assertThat(
            parties(
                "SUPPLY AGREEMENT\nBETWEEN\nTARN MILLS, INC.\nAND\nOAKHAM FOODS LIMITED\nTable of Contents\n"))
        .hasValue("TARN MILLS, INC.; OAKHAM FOODS LIMITED");
  }

  @Test
  void theSentenceIsBelievedBeforeTheCover() {
    assertThat(
            parties(
                "LEASE\nBY AND BETWEEN\nTARN & OAKHAM\nThis Lease is made by and between Tarn Mills, Inc., a Delaware corporation (“Tarn”), and"
                    + " Oakham Foods LLC (the “Tenant”). WHEREAS they wish it."))
        .hasValue("Tarn Mills, Inc.; Oakham Foods LLC");
  }

  @Test
  void blocksWithAColonBehindAndAreRead() {
    assertThat(
            parties(
                "THIS AGREEMENT is dated May 1, 2020. BETWEEN:\nTARN MINING LTD., a company with its office at Suite 9, 5 Hill Street, Dover V6C 3P1\n(the"
                    + " “Company”)\nAND:\nDR. ADA B. QUILL, of 4 Mill Road, Dover\n(the “Consultant”)\nWHEREAS: they agree"))
        .hasValue("TARN MINING LTD.; ADA B. QUILL");
  }

  @Test
  void numberedPartiesAreRead() {
    assertThat(
            parties(
                "THIS AGREEMENT is made on 1 May 2020\nPARTIES\n(1) TARN (HONG KONG) LIMITED, a company incorporated in Hong Kong (“Tarn”); and\n(2)"
                    + " OAKHAM HOLDINGS PLC, a company incorporated in England (“Oakham”).\nBACKGROUND\n(A) Tarn makes salt."))
        .hasValue("TARN (HONG KONG) LIMITED; OAKHAM HOLDINGS PLC");
  }

  @Test
  void aListOfFirmsNeedsNoRoles() {
    assertThat(
            parties(
                "This Agreement is among Tarn Inc., a Texas corporation, Reed Partners LP, a Delaware limited partnership, and Moss Partners GP LLC, a"
                    + " Delaware limited liability company (together, the “Buyers”). RECITALS"))
        .hasValue("Tarn Inc.; Reed Partners LP; Moss Partners GP LLC");
  }

  @Test
  void aSentenceWithoutBetweenNamesThemBeforeTheyAgree() {
    assertThat(
            parties(
                "AGENCY AGREEMENT\nTarn Mutual Insurance Company, an Ohio insurance corporation (“Tarn”) and Reed, Hale & Moss, Inc., a Nevada"
                    + " corporation (“Agency”), agree as follows:"))
        .hasValue("Tarn Mutual Insurance Company; Reed, Hale & Moss, Inc.");
  }

  @Test
  void aFormNamesThemBehindLabels() {
    assertThat(
            parties(
                "SUPPLY CONTRACT\nContract No: 7\nThe buyer: Tarn Trading Co., Ltd.\nTel: 1\nSeller: Oakham Mills GmbH\n1. Goods"))
        .hasValue("Tarn Trading Co., Ltd.; Oakham Mills GmbH");
  }

  @Test
  void whoSignsIsAddedWhereOnlyOneIsNamed() {
    assertThat(
            parties(
                "This Agreement is between Tarn Inc., an Ohio corporation (“Tarn”) and the undersigned. They agree. IN WITNESS WHEREOF they sign.\nTARN"
                    + " INC.\nBy: ____\nName: A\nOAKHAM FOODS, L.L.C.\nBy: ____\nName: B"))
        .hasValue("Tarn Inc.; OAKHAM FOODS, L.L.C.");
  }

  @Test
  void anotherAgreementsPartiesAreNotThisOnes() {
    assertThat(
            parties(
                "Under that certain Loan Agreement between Reed Bank, Inc. and Moss LLC money was lent. This Agreement is between Tarn Inc., an Ohio"
                    + " corporation, and Hale LLC, a Texas company. RECITALS"))
        .hasValue("Tarn Inc.; Hale LLC");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          between Hale Science and Technology Co., Ltd. (“A”) and Tarn Inc. (“B”) | Hale Science and Technology Co., Ltd.; Tarn Inc.
          between Tarn Insurance Corporation of America (“A”) and Moss B.V. (“B”) | Tarn Insurance Corporation of America; Moss B.V.
          between i3 Reed, LLC (“A”) and moss.com, Inc. (“B”) | i3 Reed, LLC; moss.com, Inc.
          between Tarn Inc. (“A”) and Moss Labs, (Bermuda) Ltd. (“B”) | Tarn Inc.; Moss Labs, (Bermuda) Ltd.
          between Tarn Inc., of Denver, CO 80206 (“A”) and the City of Dover (“B”) | Tarn Inc.; City of Dover
          between Tarn Inc. (“Tarn”) and Rita Moss, an individual (“Artist”) | Tarn Inc.; Rita Moss\
          """)
  void aNameEndsWithItsLegalForm(String text, String names) {
    assertThat(parties("This Agreement is made " + text + ". WHEREAS")).hasValue(names);
  }

  @Property(tries = 200)
  void anyTwoFirmsOfAPreambleAreFound(
      @ForAll @From("firms") String one, @ForAll @From("firms") String other) {
    String first = "Alder " + one;
    String second = "Birch " + other;
    assertThat(
            parties(
                "This Agreement is made as of May 1, 2020 by and between "
                    + first
                    + ", a Delaware company (“Alder”), and "
                    + second
                    + ", with its seat in Dover (“Birch”). RECITALS"))
        .hasValue(first + "; " + second);
  }

  @Provide
  static Arbitrary<String> firms() {
    return Arbitraries.of("Mills", "Science and Trade", "of Ohio Steel", "& Sons", "24 Hour")
        .flatMap(name ->
            Arbitraries.of(
                    ", Inc.",
                    " LLC",
                    " Ltd.",
                    " Co., Ltd.",
                    " GmbH",
                    " S.A.",
                    ", L.P.",
                    " Corporation",
                    " Pty Ltd",
                    " plc")
                .map(form -> name + form));
  }

  @Test
  void aTextOfNothingButSignaturesEnds() {
    assertThat(parties("\nACME\tINC.\nBy: x".repeat(30_000))).isNotNull();
  }

  @Test
  void hyphensWithoutEndCostNothing() {
    assertThat(parties("between Acme, Inc., a " + "a-".repeat(1500) + " thing"))
        .hasValue("Acme, Inc.");
  }
}
