package io.sluice.models.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.LineItem;
import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.schemas.AvroTrust;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final String CII =
      """
      <CrossIndustryInvoice><ExchangedDocument><ID>1</ID><TypeCode>380</TypeCode></ExchangedDocument>
      <SupplyChainTradeTransaction>%s
        <ApplicableHeaderTradeSettlement><SpecifiedTradeSettlementHeaderMonetarySummation>
          <LineTotalAmount>1</LineTotalAmount><ChargeTotalAmount>5.80</ChargeTotalAmount>
          <AllowanceTotalAmount>14.73</AllowanceTotalAmount>
        </SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
      </SupplyChainTradeTransaction></CrossIndustryInvoice>
      """;
  private static final String CII_LINE =
      """
      <IncludedSupplyChainTradeLineItem>
        <AssociatedDocumentLineDocument><LineID>%s</LineID><LineStatusReasonCode>%s</LineStatusReasonCode></AssociatedDocumentLineDocument>
        <SpecifiedTradeProduct><GlobalID schemeID="0160">4012345001235</GlobalID><Name>Nails,
          long</Name></SpecifiedTradeProduct>
        <SpecifiedLineTradeAgreement><NetPriceProductTradePrice><ChargeAmount>49.29</ChargeAmount><BasisQuantity unitCode="C62">100</BasisQuantity></NetPriceProductTradePrice></SpecifiedLineTradeAgreement>
        <SpecifiedLineTradeDelivery><BilledQuantity unitCode="C62">150.00</BilledQuantity></SpecifiedLineTradeDelivery>
        <SpecifiedLineTradeSettlement>
          <ApplicableTradeTax><RateApplicablePercent>19</RateApplicablePercent></ApplicableTradeTax>
          <SpecifiedTradeAllowanceCharge><ChargeIndicator><Indicator>false</Indicator></ChargeIndicator><ActualAmount>2.00</ActualAmount></SpecifiedTradeAllowanceCharge>
          <SpecifiedTradeAllowanceCharge><ChargeIndicator><Indicator>true</Indicator></ChargeIndicator><ActualAmount>0.50</ActualAmount></SpecifiedTradeAllowanceCharge>
          <SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>%s</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation>
        </SpecifiedLineTradeSettlement>
      </IncludedSupplyChainTradeLineItem>
      """;
  private static final String UBL =
      """
      <Invoice><ID>1</ID><InvoiceTypeCode>380</InvoiceTypeCode>
        <LegalMonetaryTotal><TaxInclusiveAmount>119</TaxInclusiveAmount><AllowanceTotalAmount>3</AllowanceTotalAmount></LegalMonetaryTotal>
        <InvoiceLine><ID>7</ID><InvoicedQuantity unitCode="HUR">2</InvoicedQuantity><LineExtensionAmount>17.00</LineExtensionAmount>
          <AllowanceCharge><ChargeIndicator>false</ChargeIndicator><Amount>3.00</Amount></AllowanceCharge>
          <Item><Name>Work</Name><StandardItemIdentification><ID schemeID="0160">96385074</ID></StandardItemIdentification><ClassifiedTaxCategory><Percent>7</Percent></ClassifiedTaxCategory></Item>
          <Price><PriceAmount>10</PriceAmount><BaseQuantity>1.0</BaseQuantity></Price></InvoiceLine>
      </Invoice>
      """;

  @BeforeAll
  static void trust() {
    AvroTrust.grant();
  }

  private static StructuredLines lines(StructureKind kind, String content) {
    return StructureReader.read(List.of(new StructuredPart(kind, "part", content)), "")
        .orElseThrow()
        .lines();
  }

  private static String line(String id, String status, String total) {
    return CII_LINE.formatted(id, status, total);
  }

  @Test
  void aLineOfCiiIsReadByItsBusinessTermsAndTheDocumentsAdjustmentsWithIt() {
    StructuredLines lines = lines(StructureKind.CII, CII.formatted(line("1", "DETAIL", "72.44")));

    LineItem row = lines.rows().get(0);
    assertThat(row.getNumber()).isEqualTo("1");
    assertThat(row.getDescription()).isEqualTo("Nails, long");
    assertThat(row.getQuantity()).isEqualTo("150.00");
    assertThat(row.getUnit()).isEqualTo("C62");
    assertThat(row.getUnitPrice()).isEqualTo("49.29");
    assertThat(row.getPriceBase()).isEqualTo("100");
    assertThat(row.getLineTotal()).isEqualTo("72.44");
    assertThat(row.getAdjustment()).isEqualTo("-1.50");
    assertThat(row.getTaxRate()).isEqualTo("19");
    assertThat(row.getGtin()).isEqualTo("4012345001235");
    assertThat(lines.charges()).isEqualTo("5.80");
    assertThat(lines.allowances()).isEqualTo("14.73");
  }

  @Test
  void aLineThatGroupsOthersIsNoRowAndOneForInformationOnlyWhereItAddsNothing() {
    String content =
        CII.formatted(
            line("1", "GROUP", "10.00")
                + line("1.1", "DETAIL", "10.00")
                + line("1.2", "INFORMATION", "4.00")
                + line("1.3", "INFORMATION", "0.00"));
    assertThat(lines(StructureKind.CII, content).rows())
        .extracting(LineItem::getNumber)
        .containsExactly("1.1", "1.3");
  }

  @Test
  void whatIsNoNumberIsNotRead() {
    assertThat(
            lines(StructureKind.CII, CII.formatted(line("1", "DETAIL", "much")))
                .rows()
                .get(0)
                .getLineTotal())
        .isNull();
  }

  @Test
  void aProfileWithoutLinesSaysNothingOfThem() {
    assertThat(lines(StructureKind.CII, CII.formatted(""))).isNull();
  }

  @Test
  void aLineOfUblIsReadLikeOneOfCii() {
    StructuredLines lines = lines(StructureKind.UBL, UBL);

    LineItem row = lines.rows().get(0);
    assertThat(row.getNumber()).isEqualTo("7");
    assertThat(row.getUnit()).isEqualTo("HUR");
    assertThat(row.getPriceBase()).isNull();
    assertThat(row.getLineTotal()).isEqualTo("17.00");
    assertThat(row.getAdjustment()).isEqualTo("-3.00");
    assertThat(row.getTaxRate()).isEqualTo("7");
    assertThat(row.getGtin()).isEqualTo("96385074");
    assertThat(lines.allowances()).isEqualTo("3");
  }
}
