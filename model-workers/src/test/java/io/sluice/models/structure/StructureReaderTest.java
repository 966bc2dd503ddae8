package io.sluice.models.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.schemas.AvroTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructureReaderTest {
  static {
    AvroTrust.grant();
  }

  private static final String FACTUR_X =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
          xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
          xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
        <rsm:ExchangedDocument>
          <ram:ID>R-2026/17</ram:ID><ram:TypeCode>%s</ram:TypeCode>
          <ram:IssueDateTime><udt:DateTimeString format="102">20260314</udt:DateTimeString></ram:IssueDateTime>
        </rsm:ExchangedDocument>
        <rsm:SupplyChainTradeTransaction>
          <ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct><ram:Name>Nails</ram:Name></ram:SpecifiedTradeProduct></ram:IncludedSupplyChainTradeLineItem>
          <ram:ApplicableHeaderTradeAgreement>
            <ram:SellerTradeParty><ram:ID>7</ram:ID><ram:Name>Nagel &amp;
               Söhne GmbH</ram:Name></ram:SellerTradeParty>
            <ram:BuyerTradeParty><ram:Name>Holzbau Nord</ram:Name></ram:BuyerTradeParty>
          </ram:ApplicableHeaderTradeAgreement>
          <ram:ApplicableHeaderTradeSettlement>
            <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
            <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
              <ram:TaxTotalAmount currencyID="DKK">141.70</ram:TaxTotalAmount>
              <ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
              <ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>
            </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
          </ram:ApplicableHeaderTradeSettlement>
        </rsm:SupplyChainTradeTransaction>
      </rsm:CrossIndustryInvoice>
      """;

  private static Optional<StructuredReading> read(StructureKind kind, String content) {
    return read(kind, content, "");
  }

  private static Optional<StructuredReading> read(StructureKind kind, String content, String text) {
    return StructureReader.read(List.of(new StructuredPart(kind, "part", content)), text);
  }

  private static StructuredReading mail(String block) {
    return read(StructureKind.MAIL, block).orElseThrow();
  }

  @Test
  void anInvoiceInCiiIsReadByItsBusinessTermsAndInItsOwnCurrency() {
    assertThat(read(StructureKind.CII, "\uFEFF" + FACTUR_X.formatted("380")))
        .contains(
            new StructuredReading(
                StructureKind.CII,
                "invoice",
                Map.of(
                    "invoice_number", "R-2026/17",
                    "issue_date", "2026-03-14",
                    "seller", "Nagel & Söhne GmbH",
                    "buyer", "Holzbau Nord",
                    "currency", "EUR",
                    "tax_total", "19.00",
                    "grand_total", "119.00")));
  }

  @Test
  void theTypeCodeTellsOrdersFromInvoices() {
    for (String code : List.of("220", "230", "231")) {
      assertThat(read(StructureKind.CII, FACTUR_X.formatted(code)).orElseThrow().documentType())
          .isEqualTo("order");
    }
    for (String code : List.of("380", "381", "384", "389", "326", "875", "")) {
      assertThat(read(StructureKind.CII, FACTUR_X.formatted(code)).orElseThrow().documentType())
          .isEqualTo("invoice");
    }
  }

  @Test
  void zugferd1NamesTheSameThingsDifferently() {
    String xml =
        """
        <rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0" xmlns:ram="urn:r" xmlns:udt="urn:u">
          <rsm:HeaderExchangedDocument><ram:ID>471102</ram:ID><ram:TypeCode>380</ram:TypeCode>
            <ram:IssueDateTime><udt:DateTimeString format="102">20130605</udt:DateTimeString></ram:IssueDateTime>
          </rsm:HeaderExchangedDocument>
          <rsm:SpecifiedSupplyChainTradeTransaction>
            <ram:ApplicableSupplyChainTradeAgreement>
              <ram:SellerTradeParty><ram:Name>Seller</ram:Name></ram:SellerTradeParty>
            </ram:ApplicableSupplyChainTradeAgreement>
            <ram:ApplicableSupplyChainTradeSettlement>
              <ram:InvoiceCurrencyCode>CHF</ram:InvoiceCurrencyCode>
              <ram:SpecifiedTradeSettlementMonetarySummation>
                <ram:TaxTotalAmount>1.00</ram:TaxTotalAmount><ram:GrandTotalAmount>21.00</ram:GrandTotalAmount>
              </ram:SpecifiedTradeSettlementMonetarySummation>
            </ram:ApplicableSupplyChainTradeSettlement>
          </rsm:SpecifiedSupplyChainTradeTransaction>
        </rsm:CrossIndustryDocument>
        """;

    assertThat(read(StructureKind.CII, xml).orElseThrow().values())
        .containsOnly(
            Map.entry("invoice_number", "471102"),
            Map.entry("issue_date", "2013-06-05"),
            Map.entry("seller", "Seller"),
            Map.entry("currency", "CHF"),
            Map.entry("tax_total", "1.00"),
            Map.entry("grand_total", "21.00"));
  }

  @Test
  void aUblCreditNoteIsReadByLegalNames() {
    String xml =
        """
        <CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" xmlns:c="urn:c" xmlns:b="urn:b">
          <b:ID>CN-9</b:ID><b:IssueDate>2026-02-01</b:IssueDate><b:CreditNoteTypeCode>381</b:CreditNoteTypeCode>
          <b:DocumentCurrencyCode>SEK</b:DocumentCurrencyCode>
          <c:AccountingSupplierParty><c:Party><c:PartyName><b:Name>Shop</b:Name></c:PartyName>
            <c:PartyLegalEntity><b:RegistrationName>Shop AB</b:RegistrationName></c:PartyLegalEntity></c:Party></c:AccountingSupplierParty>
          <c:AccountingCustomerParty><c:Party><c:PartyName><b:Name>Kund</b:Name></c:PartyName></c:Party></c:AccountingCustomerParty>
          <c:TaxTotal><b:TaxAmount currencyID="EUR">2.00</b:TaxAmount></c:TaxTotal>
          <c:TaxTotal><b:TaxAmount currencyID="SEK">20.00</b:TaxAmount></c:TaxTotal>
          <c:LegalMonetaryTotal><b:TaxInclusiveAmount currencyID="SEK">100.00</b:TaxInclusiveAmount>
            <b:PayableAmount currencyID="SEK">90.00</b:PayableAmount></c:LegalMonetaryTotal>
        </CreditNote>
        """;

    StructuredReading reading = read(StructureKind.UBL, xml).orElseThrow();

    assertThat(reading.documentType()).isEqualTo("invoice");
    assertThat(reading.values())
        .containsOnly(
            Map.entry("invoice_number", "CN-9"),
            Map.entry("issue_date", "2026-02-01"),
            Map.entry("seller", "Shop AB"),
            Map.entry("buyer", "Kund"),
            Map.entry("currency", "SEK"),
            Map.entry("tax_total", "20.00"),
            Map.entry("grand_total", "100.00"));
  }

  @Test
  void aUblOrderIsAnOrder() {
    assertThat(read(StructureKind.UBL, "<Order><ID>4</ID></Order>").orElseThrow().documentType())
        .isEqualTo("order");
  }

  @Test
  void externalEntitiesAreNotResolvedAndTheNextPartSpeaks(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    String hostile =
        "<!DOCTYPE x [<!ENTITY e SYSTEM '%s'>]><Invoice><ID>&e;</ID></Invoice>"
            .formatted(secret.toUri());

    assertThat(
            StructureReader.read(
                List.of(
                    new StructuredPart(StructureKind.UBL, "hostile.xml", hostile),
                    new StructuredPart(StructureKind.CII, "broken.xml", "<a>"),
                    new StructuredPart(StructureKind.CII, "x.xml", FACTUR_X.formatted("380"))),
                ""))
        .map(StructuredReading::documentType)
        .contains("invoice");
    assertThat(read(StructureKind.UBL, hostile)).isEmpty();
  }

  @Test
  void xmlOfAnotherKindDeclaresNoClass() {
    assertThat(read(StructureKind.CII, "<html/>")).isEmpty();
    assertThat(read(StructureKind.UBL, "<ApplicationResponse/>")).isEmpty();
  }

  @Test
  void theCoverPageOfAnAnnualReportIsRead() {
    String facts =
        """
        {"dei:DocumentType": "10-K/A", "dei:EntityRegistrantName": "Acme, Inc.", "dei:EntityCentralIndexKey": "0000012345",
         "dei:DocumentPeriodEndDate": "June 30, 2026", "dei:TradingSymbol": "ACM", "us-gaap:Assets": "5"}
        """;

    StructuredReading reading = read(StructureKind.IXBRL, facts).orElseThrow();

    assertThat(reading.documentType()).isEqualTo("financial_report");
    assertThat(reading.values())
        .containsOnly(
            Map.entry("document_type", "10-K/A"),
            Map.entry("registrant_name", "Acme, Inc."),
            Map.entry("cik", "0000012345"),
            Map.entry("period_end_date", "June 30, 2026"),
            Map.entry("trading_symbol", "ACM"));
  }

  @Test
  void whatTheFactsAbridgeIsTakenFromThePage() {
    String facts =
        """
        {"DocumentType": "10-K", "DocumentPeriodEndDate": "--02-03", "EntityIncorporationStateCountryCode": "NC"}
        """;

    assertThat(
            read(
                    StructureKind.IXBRL,
                    facts,
                    "For the year ended FEBRUARY\u00a03 , 2024 of a North  Carolina company, filed March 28, 2024")
                .orElseThrow()
                .values())
        .containsOnly(
            Map.entry("document_type", "10-K"),
            Map.entry("period_end_date", "February 3, 2024"),
            Map.entry("state_of_incorporation", "North Carolina"));
    assertThat(read(StructureKind.IXBRL, facts).orElseThrow().values())
        .containsEntry("period_end_date", "--02-03")
        .containsEntry("state_of_incorporation", "NC");
  }

  @Test
  void otherTaggedFilingsAreNoFinancialReports() {
    assertThat(read(StructureKind.IXBRL, "{\"DocumentType\": \"8-K\"}")).isEmpty();
    assertThat(read(StructureKind.IXBRL, "not json")).isEmpty();
  }

  @Test
  void foldedMailHeadersAreJoinedAndTheFirstOfANameCounts() {
    StructuredReading reading =
        mail(
            "Received: from a\r\nFROM: \"Doe, J.\" <j@example.org>\r\nTo: <a@example.org>,\r\n\t<b@example.org>\r\n"
                + "Subject: one\r\n  two\r\nSubject: three\r\nDate: Mon, 1 Jun 2026 08:00:00 +0200\r\n\r\nFrom: body\r\n");

    assertThat(reading.documentType()).isEqualTo("email");
    assertThat(reading.values())
        .containsOnly(
            Map.entry("sender", "\"Doe, J.\" <j@example.org>"),
            Map.entry("to", "<a@example.org>, <b@example.org>"),
            Map.entry("subject", "one two"),
            Map.entry("date", "Mon, 1 Jun 2026 08:00:00 +0200"));
  }

  @Test
  void encodedWordsAreDecodedAlsoWhereACharacterIsSplitAcrossThem() {
    assertThat(
            mail("Subject: =?utf-8?B?R3LDvMM=?= =?UTF-8?Q?=9Fe_aus?=\n =?iso-8859-1*de?q?_K=F6ln?= heute")
                .values())
        .containsEntry("subject", "Grüße aus Köln heute");
  }

  @Test
  void whatCannotBeDecodedStaysAsItIs() {
    assertThat(mail("Subject: a =?no-such?Q?x?= =?utf-8?Q?=zz?= b").values())
        .containsEntry("subject", "a =?no-such?Q?x?= =?utf-8?Q?=zz?= b");
  }

  @Test
  void aBlockWithoutTheHeadersOfAMailIsNone() {
    assertThat(read(StructureKind.MAIL, "X-Nothing: here")).isEmpty();
    assertThat(read(StructureKind.MAIL, "")).isEmpty();
  }
}
