package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ClassProbability;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.models.table.Sheet;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentTypes;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class InvoiceByPageTest {
  private static final DocumentTypes TYPES = DocumentTypes.shipped();

  static {
    AvroTrust.grant();
  }

  private static final ParsedContent INVOICE =
      new Sheet()
          .left(40, 40, "Rechnung Nr. 17 vom 01.02.2020")
          .left(300, 300, "Rechnungsbetrag")
          .right(540, 300, "119,00")
          .left(545, 300, "EUR")
          .content();

  private static List<ClassProbability> after(
      String first, double probability, ParsedContent document) {
    return InvoiceByPage.apply(
        List.of(
            new ClassProbability(first, probability),
            new ClassProbability("invoice", (1 - probability) / 2),
            new ClassProbability("nda", (1 - probability) / 2)),
        TYPES,
        document);
  }

  @Test
  void aPageThatSaysItIsAnInvoiceIsOneWhereTheModelDoubts() {
    List<ClassProbability> classes = after("other", 0.4, INVOICE);

    assertThat(classes.getFirst().getName()).isEqualTo("invoice");
    assertThat(classes.stream().mapToDouble(ClassProbability::getProbability).sum())
        .isCloseTo(1, Offset.offset(1e-9));
  }

  @Test
  void againstASureModelThePageIsBelievedButPeopleAreAsked() {
    ClassProbability first = after("order", 0.99, INVOICE).getFirst();

    assertThat(first.getName()).isEqualTo("invoice");
    assertThat(first.getProbability()).isLessThan(0.9);
  }

  @Test
  void whatHasATextLayerAndNamesItsBuyerIsNoReceipt() {
    ParsedContent addressed =
        new Sheet()
            .left(40, 40, "Rechnung Nr. 17 vom 01.02.2020")
            .left(40, 80, "Rechnungsempfänger: Kanzlei Sommer GmbH")
            .left(300, 300, "Rechnungsbetrag")
            .right(540, 300, "119,00")
            .left(545, 300, "EUR")
            .content();

    assertThat(after("receipt", 0.99, from(PageSource.OCR, addressed)).getFirst().getName())
        .isEqualTo("receipt");
    assertThat(after("receipt", 0.99, from(PageSource.TEXT_LAYER, addressed)).getFirst().getName())
        .isEqualTo("invoice");
  }

  private static ParsedContent from(PageSource source, ParsedContent document) {
    return ParsedContent.newBuilder(document)
        .setPages(List.of(new Page(1, 595f, 842f, source, null, null, 0f)))
        .build();
  }

  @Test
  void aReceiptThatCallsItselfAnInvoiceStaysAReceipt() {
    assertThat(after("receipt", 0.6, INVOICE).getFirst().getName()).isEqualTo("receipt");
  }

  @Test
  void aPageThatDoesNotSaySoStaysWhatTheModelSays() {
    ParsedContent letter = new Sheet().left(40, 40, "About your invoice 17 of May").content();

    assertThat(after("other", 0.4, letter).getFirst().getName()).isEqualTo("other");
  }
}
