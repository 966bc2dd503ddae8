package io.sluice.models.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.models.table.Sheet;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.InvoicePart;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of invoices that nobody sent. */
class InvoiceReaderTest {
  static {
    AvroTrust.grant();
  }

  private static Optional<Read> read(InvoicePart part, Sheet sheet) {
    return new InvoiceReader(sheet.content()).find(part);
  }

  private static Optional<String> value(InvoicePart part, Sheet sheet) {
    return read(part, sheet).map(Read::value);
  }

  private static Sheet head(String... lines) {
    Sheet sheet = new Sheet().left(40, 20, "Somebody Trading");
    for (int i = 0; i < lines.length; i++) {
      sheet.left(40, 60 + 14 * i, lines[i]);
    }
    return sheet.left(40, 700, "Thank you for your business");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rechnung Nr. AB-17/4 vom 01.02.2020",
        "RECHNUNG AB-17/4 vom 1. Februar 2020",
        "Handelsrechnung (380) Nr. AB-17/4 vom 01.02.2020",
        "Rechnungsnummer: AB-17/4 Rechnungsdatum: 01.02.2020",
        "Rechnungs-Nr./Datum: AB-17/4 / 01.02.2020",
        "Invoice # AB-17/4 issued at 2020-02-01",
        "Invoice No. AB-17/4 Date: 1 February 2020",
        "Facture n° AB-17/4 du 01/02/2020",
        "N° de facture : AB-17/4 Date de facture : 01/02/2020",
        "FATTURA N. AB-17/4 del 01/02/2020",
        "Nº Factura: AB-17/4 Fecha: 01/02/2020",
        "Factuurnummer: AB-17/4 Factuurdatum: 01-02-2020",
      })
  void numberAndDayStandBehindTheirLabelsInManyLanguages(String line) {
    assertThat(value(InvoicePart.NUMBER, head(line))).hasValue("AB-17/4");
    assertThat(value(InvoicePart.DATE, head(line)).flatMap(Values::read))
        .hasValueSatisfying(day -> assertThat(day).isEqualTo("2020-02-01"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Auftrags-Nr.: 4711", "Kundennummer: 4711", "Order No. 4711", "Customer number 4711",
        "N° client : 4711", "N° de commande 4711", "USt-IdNr.: DE4711", "Lieferschein Nr. 4711 vom 03.04.2020",
        "Codice cliente 4711", "Klantnummer: 4711", "zu Rechnung Nr. 4711 vom 03.04.2020", "P.O. # 4711",
        "Fällig am: 03.04.2020", "Lieferdatum: 03.04.2020", "Due date 03/04/2020", "Date de livraison : 03/04/2020",
        "Scadenza: 03/04/2020", "Vervaldatum 03-04-2020", "Fecha de vencimiento: 03/04/2020",
      })
  void whatStandsBehindAnotherLabelIsNeverTaken(String line) {
    assertThat(value(InvoicePart.NUMBER, head(line))).isEmpty();
    assertThat(value(InvoicePart.DATE, head(line))).isEmpty();
  }

  @Test
  void labelsMayHeadColumnsWithTheirValuesBelow() {
    Sheet sheet =
        head()
            .left(40, 100, "Rechnungsnummer")
            .left(160, 100, "Kundennummer")
            .left(280, 100, "Rechnungsdatum")
            .left(40, 114, "700124")
            .left(160, 114, "2200")
            .left(280, 114, "09.01.2024");

    assertThat(value(InvoicePart.NUMBER, sheet)).hasValue("700124");
    assertThat(value(InvoicePart.DATE, sheet)).hasValue("09.01.2024");
  }

  @Test
  void aPlaceAndADayAreTheDateOfALetter() {
    Sheet sheet = head("Hamburg, den 1. Juli 2024", "Rechnung 17", "zahlbar bis 15.07.2024");

    assertThat(value(InvoicePart.DATE, sheet)).hasValue("1. Juli 2024");
  }

  @Test
  void whereMonthsComeFirstElsewhereOnThePageTheyDoInTheDateToo() {
    Sheet sheet = head("Invoice date: 05/04/2023", "Due date: 05/31/2023");

    assertThat(value(InvoicePart.DATE, sheet)).hasValue("2023-05-04");
  }

  private static Sheet sums(String... rows) {
    Sheet sheet = head("Rechnung 17 vom 01.02.2020");
    for (int i = 0; i < rows.length; i++) {
      int at = rows[i].lastIndexOf('|');
      sheet.left(300, 300 + 14 * i, rows[i].substring(0, at).strip());
      sheet.right(540, 300 + 14 * i, rows[i].substring(at + 1).strip());
    }
    return sheet;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Summe netto|1.000,00; zzgl. 19 % MwSt.|190,00; Rechnungsbetrag|1.190,00",
        "Subtotal|1,000.00; VAT 19%|190.00; Total|1,190.00",
        "Total HT|1 000,00 €; TVA 19,00 %|190,00 €; Total TTC|1 190,00 €",
        "Imponibile|1.000,00; IVA 19%|190,00; Totale fattura|1.190,00",
        "Base imponible|1.000,00; IVA 19%|190,00; TOTAL|1.190,00",
        "Totaal excl. btw|1.000,00; Btw 19%|190,00; Totaal incl. btw|1.190,00",
        "Netto|1'000.00; MWST 19%|190.00; Total CHF|1'190.00",
      })
  void netAndTaxProveTheTotalInManyLanguages(String net, String tax, String total) {
    assertThat(read(InvoicePart.TOTAL, sums(net, tax, total)))
        .hasValueSatisfying(found -> {
          assertThat(found.value()).isEqualTo("1190.00");
          assertThat(found.sure()).isTrue();
        });
    assertThat(value(InvoicePart.TAX, sums(net, tax, total))).hasValue("190.00");
  }

  @Test
  void whatWasPaidAlreadyAndWhatIsLeftAreNotTheTotal() {
    Sheet sheet =
        sums(
            "Rechnungssumme ohne USt.|193,77", "Steuerbetrag|21,30", "Bruttosumme|215,07",
            "Erhaltene Anzahlungen|50,00", "Zahlbetrag|165,07");

    assertThat(value(InvoicePart.TOTAL, sheet)).hasValue("215.07");
    assertThat(value(InvoicePart.TAX, sheet)).hasValue("21.30");
  }

  @Test
  void taxesAtSeveralRatesAreAddedUp() {
    Sheet sheet =
        sums(
            "Nettobetrag|237,00", "zzgl. 20 % USt. auf 110,00|22,00",
            "zzgl. 5,5 % USt. auf 127,00|6,00", "Gesamtbetrag|265,00");

    assertThat(value(InvoicePart.TAX, sheet)).hasValue("28.00");
    assertThat(value(InvoicePart.TOTAL, sheet)).hasValue("265.00");
  }

  @Test
  void aTaxWithoutDecimalsIsReadWhereItAddsUp() {
    Sheet sheet = sums("Rechnungssumme ohne USt.|3.600,00", "Steuerbetrag|684", "Bruttosumme|4.284,00");

    assertThat(value(InvoicePart.TAX, sheet)).hasValue("684.00");
  }

  @Test
  void aTotalThatDoesNotAddUpIsReadAndNotSure() {
    Sheet sheet = sums("Summe netto|1.000,00", "Umsatzsteuer 19%|190,00", "Rechnungsbetrag|1.200,00");

    assertThat(read(InvoicePart.TOTAL, sheet))
        .hasValueSatisfying(found -> {
          assertThat(found.value()).isEqualTo("1200.00");
          assertThat(found.sure()).isFalse();
        });
  }

  @Test
  void aCreditNoteIsNegative() {
    Sheet sheet = sums("Total HT|-100,00", "TVA 5,5 %|-5,50", "Total TTC|-105,50 €");

    assertThat(value(InvoicePart.TOTAL, sheet)).hasValue("-105.50");
    assertThat(value(InvoicePart.TAX, sheet)).hasValue("-5.50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Währung: GBP; GBP", "Currency: USD; USD", "Alle Beträge in EUR; EUR", "Total 12,30 €; EUR",
        "Total £12.30; GBP", "Total CHF 12.30; CHF", "Total 12.30 USD; USD",
      })
  void theCurrencyIsNamedOrStandsBesideAmounts(String line, String code) {
    assertThat(value(InvoicePart.CURRENCY, head(line))).hasValue(code);
  }

  @Test
  void theLineOverTheWindowIsTheSellersAndTheWindowTheBuyers() {
    Sheet sheet =
        new Sheet()
            .left(60, 120, "Holzmann GmbH · Werkstr. 3 · 04109 Leipzig")
            .left(60, 140, "Frau")
            .left(60, 154, "Petra Klein")
            .left(60, 168, "Hauptstraße 1")
            .left(60, 182, "01067 Dresden")
            .left(60, 250, "Rechnung 17 vom 01.02.2020")
            .left(60, 780, "Holzmann GmbH")
            .left(300, 780, "USt-IdNr. DE123456788");

    assertThat(value(InvoicePart.SELLER, sheet)).hasValue("Holzmann GmbH");
    assertThat(value(InvoicePart.BUYER, sheet)).hasValue("Petra Klein");
  }

  @ParameterizedTest
  @CsvSource({
    "Verkäufer, Käufer", "Seller:, Bill to:", "Vendeur, Facturé à", "Fornitore, Destinatario",
    "Proveedor, Datos del cliente", "Leverancier, Factuuradres", "Rechnungssteller, Rechnungsempfänger",
  })
  void headingsNameSellerAndBuyer(String seller, String buyer) {
    Sheet sheet =
        new Sheet()
            .left(40, 60, seller)
            .left(300, 60, buyer)
            .left(40, 74, "Alpha Ltd")
            .left(300, 74, "Beta Stores")
            .left(40, 88, "1 Mill Lane")
            .left(300, 88, "2 Mill Lane")
            .left(40, 400, "the end of it");

    assertThat(value(InvoicePart.SELLER, sheet)).hasValue("Alpha Ltd");
    assertThat(value(InvoicePart.BUYER, sheet)).hasValue("Beta Stores");
  }

  @Test
  void anAddressWithATelephoneOfItsOwnIsTheSellers() {
    Sheet sheet =
        new Sheet()
            .left(40, 40, "Librairie des Quais")
            .left(40, 52, "3 quai de la Fosse")
            .left(40, 64, "44000 Nantes")
            .left(40, 76, "Tél. 02 40 00 00 00")
            .left(330, 130, "Collège Jean Moulin")
            .left(330, 142, "10 rue de la Paix")
            .left(330, 154, "44100 Nantes")
            .left(40, 700, "Merci de votre confiance");

    assertThat(value(InvoicePart.SELLER, sheet)).hasValue("Librairie des Quais");
    assertThat(value(InvoicePart.BUYER, sheet)).hasValue("Collège Jean Moulin");
  }

  @Test
  void whoeverIsTheBuyerByTheOnlyAddressIsNotTheSeller() {
    Sheet sheet =
        new Sheet()
            .left(60, 140, "Petra Klein")
            .left(60, 154, "Hauptstraße 1")
            .left(60, 168, "01067 Dresden")
            .left(60, 700, "Rechnung 17 vom 01.02.2020");

    assertThat(value(InvoicePart.SELLER, sheet)).isEmpty();
    assertThat(value(InvoicePart.BUYER, sheet)).hasValue("Petra Klein");
  }

  @Test
  void aBroadcastersPageIsLeftToOthers() {
    Sheet sheet =
        sums("Net|1,000.00", "Tax 10%|100.00", "Total|1,100.00")
            .left(40, 600, "Advertiser Acme Flight Dates Station WXYZ Agency");

    for (InvoicePart part : InvoicePart.values()) {
      assertThat(read(part, sheet)).isEmpty();
    }
  }

  @Test
  void aPageThatNamesItselfAnInvoiceWithNumberDayAndTotalIsOne() {
    assertThat(new InvoiceReader(sums("Netto|100,00", "19% MwSt|19,00", "Brutto EUR|119,00").content()).isInvoice())
        .isTrue();
    assertThat(new InvoiceReader(head("The invoice number shall be stated.", "Total EUR 119,00").content()).isInvoice())
        .isFalse();
  }
}
