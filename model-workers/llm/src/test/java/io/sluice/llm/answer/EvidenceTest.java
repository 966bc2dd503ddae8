package io.sluice.llm.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import io.sluice.llm.Documents;
import io.sluice.llm.answer.Evidence.Borne;
import io.sluice.llm.answer.Evidence.Unborne;
import io.sluice.llm.answer.Evidence.Why;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final ParsedContent INVOICE =
      Documents.of(
          "ACME Soft-\nware GmbH, Köln\nInvoice No. INV-2024-17 of 4.3.2026\nNet 1.000,00 VAT 190,00\nTotal due: 1.190,00 €\nCredit -118.00",
          "Terms: payable within thirty (30) days. Grand Total 7,50\nThis Agreement is made on the 4th day of March, 2026 and is perpetual.");

  @Test
  void whiteSpaceCaseAccentsAndAHyphenAtALinesEndMakeNoDifference() {
    assertBorne(FieldKind.NAME, "ACME Software GmbH", 1, "acme  SOFTWARE gmbh, Koln")
        .extracting(Borne::value)
        .isEqualTo("ACME Software GmbH");
  }

  @Test
  void theValueIsThePagesOwnSpellingWhereItIsAFigure() {
    Borne borne = borne(FieldKind.PRICE, "1190.00", 1, "Total due: 1.190,00 €");
    assertThat(borne.value()).isEqualTo("1.190,00");
    assertThat(borne.words()).extracting(Word::getText).containsExactly("1.190,00");
    assertBorne(FieldKind.DATE, "2026-03-04", 1, "Invoice No. INV-2024-17 of 4.3.2026")
        .extracting(Borne::value)
        .isEqualTo("4.3.2026");
    assertBorne(FieldKind.DATE, "4 March 2026", 2, "made on the 4th day of March, 2026");
    assertBorne(FieldKind.DURATION, "30 days", 2, "payable within thirty (30) days");
    assertBorne(FieldKind.CODE, "EUR", 1, "1.190,00 €");
  }

  @Test
  void aValueThatStandsOnAnotherPageIsNotOnThisOne() {
    assertUnborne(FieldKind.PRICE, "7,50", 1, "Grand Total 7,50", Why.EVIDENCE_NOT_ON_PAGE);
    assertUnborne(FieldKind.PRICE, "7,50", 3, "Grand Total 7,50", Why.EVIDENCE_NOT_ON_PAGE);
    assertBorne(FieldKind.PRICE, "7,50", 2, "Grand Total 7,50");
  }

  @Test
  void aQuoteOfTheRightPageDoesNotBearOutAnotherValue() {
    assertUnborne(FieldKind.PRICE, "1.191,00", 1, "Total due: 1.190,00", Why.VALUE_NOT_IN_EVIDENCE);
    assertUnborne(
        FieldKind.NAME, "ACME Hardware GmbH", 1, "ACME Soft-ware GmbH", Why.VALUE_NOT_IN_EVIDENCE);
    assertUnborne(FieldKind.DATE, "2026-04-03", 1, "of 4.3.2026", Why.VALUE_NOT_IN_EVIDENCE);
  }

  @Test
  void aPieceOfAFigureIsAnotherFigure() {
    assertUnborne(FieldKind.PRICE, "190,00", 1, "1.190,00", Why.VALUE_NOT_IN_EVIDENCE);
    assertUnborne(FieldKind.PRICE, "118.00", 1, "Credit 118.00", Why.VALUE_NOT_IN_EVIDENCE);
    assertUnborne(FieldKind.ID, "2024-17", 1, "INV-2024-17", Why.VALUE_NOT_IN_EVIDENCE);
    assertUnborne(FieldKind.ID, "INV", 1, "INV-2024-17", Why.VALUE_NOT_IN_EVIDENCE);
    assertBorne(FieldKind.ID, "INV-2024-17", 1, "No. INV-2024-17");
  }

  @Test
  void withoutQuoteOrPageThereIsNoEvidence() {
    assertUnborne(FieldKind.PRICE, "190,00", 1, null, Why.EVIDENCE_MISSING);
    assertUnborne(FieldKind.PRICE, "190,00", 1, " ", Why.EVIDENCE_MISSING);
    assertUnborne(FieldKind.PRICE, "190,00", null, "VAT 190,00", Why.EVIDENCE_MISSING);
    assertUnborne(FieldKind.PRICE, "190,00", 1, "…", Why.EVIDENCE_NOT_ON_PAGE);
  }

  @Test
  void perpetualIsAWordOnThePageOrNothing() {
    assertBorne(FieldKind.DURATION, "perpetual", 2, "and is perpetual.");
    assertUnborne(FieldKind.DURATION, "perpetual", 2, "Grand Total", Why.VALUE_NOT_IN_EVIDENCE);
  }

  @Test
  void aFormatWithoutPagesHasOneWhateverTheModelCallsIt() {
    ParsedContent mail = Documents.withoutPages("Please pay 19.00 today");
    for (Integer page : new Integer[] {null, 0, 1}) {
      assertThat(
              new Evidence(mail)
                  .check(field(FieldKind.PRICE), new Claim("19.00", page, "pay 19.00")))
          .isInstanceOf(Borne.class);
    }
  }

  @Test
  void whatOcrConfusesIsForgivenOnAScanAndNowhereElse() {
    String page = "T0TAL DUE l18.OO\nInvoice lNV8S";
    Claim total = new Claim("118.00", 1, "TOTAL DUE 118.00");
    Claim number = new Claim("INV85", 1, "Invoice INV85");
    Evidence scan = new Evidence(Documents.of(PageSource.OCR, page));
    assertThat(scan.check(field(FieldKind.PRICE), total))
        .isInstanceOfSatisfying(
            Borne.class, borne -> assertThat(borne.value()).isEqualTo("118.00"));
    assertThat(scan.check(field(FieldKind.ID), number)).isInstanceOf(Borne.class);
    Evidence print = new Evidence(Documents.of(page));
    assertThat(print.check(field(FieldKind.PRICE), total)).isInstanceOf(Unborne.class);
    assertThat(print.check(field(FieldKind.ID), number)).isInstanceOf(Unborne.class);
  }

  @Property(tries = 300)
  void anyRunOfAPagesWordsIsEvidenceForItself(@ForAll("texts") List<String> words) {
    ParsedContent page = Documents.of(String.join(" ", words));
    String quote = String.join(" ", words);
    assertThat(new Evidence(page).check(field(FieldKind.TEXT), new Claim(quote, 1, quote)))
        .isInstanceOf(Borne.class);
  }

  @Property(tries = 300)
  void aValueWithALetterThatThePageLacksIsNeverBorneOut(@ForAll("texts") List<String> words) {
    ParsedContent page = Documents.of(String.join(" ", words));
    String quote = String.join(" ", words);
    // Figures and days may be spelled otherwise: of them, what they mean must stand there.
    for (FieldKind kind : List.of(FieldKind.ID, FieldKind.CODE, FieldKind.TEXT, FieldKind.NAME)) {
      assertThat(new Evidence(page).check(field(kind), new Claim(quote + "q", 1, quote)))
          .isInstanceOf(Unborne.class);
    }
  }

  @Property(tries = 300)
  void anAmountIsBorneOutByThatAmountAlone(
      @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 99_999) int onPage,
      @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 99_999) int claimed) {
    String page = java.math.BigDecimal.valueOf(onPage, 2).toPlainString();
    String value = java.math.BigDecimal.valueOf(claimed, 2).toPlainString();
    Evidence evidence = new Evidence(Documents.of("Total " + page + " EUR"));
    assertThat(
            evidence.check(field(FieldKind.PRICE), new Claim(value, 1, "Total " + page))
                instanceof Borne)
        .isEqualTo(onPage == claimed);
    assertThat(
            evidence.check(field(FieldKind.PRICE), new Claim(value, 1, "Total " + value))
                instanceof Borne)
        .isEqualTo(onPage == claimed);
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withChars("abcXYZ019.,-/€é")
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(word -> word.chars().anyMatch(Character::isLetterOrDigit))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static org.assertj.core.api.ObjectAssert<Borne> assertBorne(
      FieldKind kind, String value, @Nullable Integer page, @Nullable String quote) {
    return assertThat(borne(kind, value, page, quote));
  }

  private static Borne borne(
      FieldKind kind, String value, @Nullable Integer page, @Nullable String quote) {
    Evidence.Finding finding =
        new Evidence(INVOICE).check(field(kind), new Claim(value, page, quote));
    assertThat(finding).as(value).isInstanceOf(Borne.class);
    return (Borne) finding;
  }

  private static void assertUnborne(
      FieldKind kind, String value, @Nullable Integer page, @Nullable String quote, Why why) {
    assertThat(new Evidence(INVOICE).check(field(kind), new Claim(value, page, quote)))
        .as(value)
        .isEqualTo(new Unborne(why));
  }

  private static FieldSpec field(FieldKind kind) {
    return new FieldSpec("it", kind, false, true);
  }
}
