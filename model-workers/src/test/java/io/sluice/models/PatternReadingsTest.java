package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.table.Sheet;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatternReadingsTest {
  private static final DocumentType CONTRACT =
      DocumentTypes.shipped().find("contract").orElseThrow();

  static {
    AvroTrust.grant();
  }

  private static ExtractedField after(ExtractedField field, String text) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    for (String word : text.split(" ")) {
      words.add(new Word(word, 1, null, start, null));
      start += word.length() + 1;
    }
    return PatternReadings.apply(
            CONTRACT,
            List.of(field),
            new ParsedContent(text, List.of(), words, List.of(), Map.of()))
        .getFirst();
  }

  private static ExtractedField law(String value, double confidence) {
    return Fields.unplaced("governing_law", value, Reader.MODEL, 0.5, confidence);
  }

  @Test
  void theClauseTakesThePlaceOfALessSureModel() {
    ExtractedField field = after(law("Ohio", 0.4), "governed by the laws of Texas as such");

    assertThat(field.getValue()).isEqualTo("Texas");
    assertThat(field.getReader()).isEqualTo(Reader.PATTERN);
    assertThat(field.getStart()).isEqualTo("governed by the laws of ".length());
  }

  @Test
  void theClauseIsBelievedBeforeASurerModelThatSaysAnotherValue() {
    ExtractedField field = after(law("Ohio", 0.99), "governed by the laws of Texas as such");

    assertThat(field.getValue()).isEqualTo("Texas");
    assertThat(field.getConfidence()).isLessThan(0.99);
  }

  @Test
  void aModelThatIsSurerOfAbsenceIsLeftItWhereTheTypeDoesNotWantTheField() {
    String text = "This Agreement between us is dated July 13, 2021 for good";
    ExtractedField day = Fields.unplaced("effective_date", null, Reader.MODEL, 0.5, 0.99);

    assertThat(after(day, text)).isEqualTo(day);
  }

  @Test
  void aWantedFieldIsNotLeftAbsent() {
    String text = "SUPPLY AGREEMENT between us";
    ExtractedField name = Fields.unplaced("document_name", null, Reader.MODEL, 0.5, 0.99);

    assertThat(after(name, text).getValue()).isEqualTo("SUPPLY AGREEMENT");
  }

  @Test
  void whatBothSayIsWorthNoLessThanTheClauseAlone() {
    double alone = after(law("Ohio", 0.1), "governed by the laws of Texas as such").getConfidence();
    double both = after(law("TEXAS", 0.1), "governed by the laws of Texas as such").getConfidence();

    assertThat(both).isGreaterThan(alone);
  }

  @Test
  void daysAreTheSameHoweverTheyAreWritten() {
    ExtractedField model = Fields.unplaced("agreement_date", "7/13/2021", Reader.MODEL, 0.5, 0.1);
    String text = "This Agreement is made as of July 13, 2021 by us";
    ExtractedField other = Fields.unplaced("agreement_date", "7/14/2021", Reader.MODEL, 0.5, 0.1);

    assertThat(after(model, text).getConfidence())
        .isGreaterThan(after(other, text).getConfidence());
  }

  @Test
  void aDocumentWithoutThePhraseKeepsWhatTheModelRead() {
    ExtractedField field = law("Ohio", 0.4);

    assertThat(after(field, "a text about nothing in particular")).isEqualTo(field);
  }

  private static ExtractedField ofInvoice(ExtractedField field) {
    DocumentType invoice = DocumentTypes.shipped().find("invoice").orElseThrow();
    ParsedContent page = new Sheet().left(40, 40, "Rechnung Nr. 4711 vom 01.02.2020").content();
    return PatternReadings.apply(invoice, List.of(field), page).getFirst();
  }

  @Test
  void aPartOfAnInvoiceThatStandsThereIsNotAbsentHoweverSureTheModelIs() {
    ExtractedField field = ofInvoice(Fields.absent("invoice_number", Reader.MODEL, 0, 0.97));

    assertThat(field.getValue()).isEqualTo("4711");
    assertThat(field.getReader()).isEqualTo(Reader.PATTERN);
  }

  @Test
  void whatTheXmlOfAnInvoiceSaidStays() {
    ExtractedField read = Fields.unplaced("invoice_number", "4712", Reader.STRUCTURE, 1, 0.99);

    assertThat(ofInvoice(read)).isEqualTo(read);
  }

  /** What becomes of a number that the model read, where a form says another. */
  private static ExtractedField number(String model, double confidence, String printed) {
    List<Word> words =
        List.of(
            new Word("2.", 1, new Box(40f, 100f, 48f, 108f), 0, null),
            new Word("Registration", 1, new Box(51f, 100f, 99f, 108f), 3, null),
            new Word("No.", 1, new Box(102f, 100f, 114f, 108f), 16, null),
            new Word(printed, 1, new Box(52f, 112f, 70f, 120f), 20, null));
    return PatternReadings.apply(
            DocumentTypes.shipped().find("registration_form").orElseThrow(),
            List.of(Fields.unplaced("registration_num", model, Reader.MODEL, 0.5, confidence)),
            new ParsedContent("", List.of(), words, List.of(), Map.of()))
        .getFirst();
  }

  @Test
  void whatStandsInItsCellOnAFormIsBelievedBeforeAnUnsureModel() {
    ExtractedField field = number("1125", 0.6, "4711");

    assertThat(field.getValue()).isEqualTo("4711");
    assertThat(field.getReader()).isEqualTo(Reader.PATTERN);
    assertThat(field.getConfidence()).isBetween(0.9, 0.97);
  }

  @Test
  void aModelThatIsSureKeepsItsValueUnlessItHasNotTheShape() {
    assertThat(number("4117", 0.99, "4711").getValue()).isEqualTo("4117");
    assertThat(number("A4117", 0.99, "4711").getValue()).isEqualTo("4711");
  }

  private static ExtractedField onInvoiceOfAirtime(ExtractedField field) {
    ParsedContent page =
        new Sheet()
            .left(50, 80, "Order Flight")
            .left(150, 80, "06/02/20 - 06/08/20")
            .left(50, 100, "Advertiser Elm")
            .left(50, 120, "Total Spots 12")
            .content();
    DocumentType invoice = DocumentTypes.shipped().find("invoice").orElseThrow();
    return PatternReadings.apply(invoice, List.of(field), page).getFirst();
  }

  @Test
  void aFlightWithALabelOfItsOwnIsBelievedBeforeASurerModel() {
    ExtractedField billed = Fields.unplaced("flight_from", "05/25/20", Reader.MODEL, 0.99, 0.999);

    assertThat(onInvoiceOfAirtime(billed).getValue()).isEqualTo("06/02/20");
  }

  @Test
  void anInvoiceForAirtimeHasNoPartsOfCommercialOnes() {
    ExtractedField seller = Fields.unplaced("seller", "Elm", Reader.MODEL, 0.9, 0.9);

    assertThat(onInvoiceOfAirtime(seller).getValue()).isNull();
    assertThat(onInvoiceOfAirtime(seller).getConfidence()).isLessThan(0.9);
  }

  @Test
  void aNumberFromElsewhereIsNotThatWhichAFormLeavesBlank() {
    ExtractedField field = number("1125", 0.8, "~~");

    assertThat(field.getValue()).isNull();
    assertThat(field.getConfidence()).isLessThan(0.1);
  }
}
