package io.sluice.models.structure;

import static io.sluice.models.structure.Xml.child;
import static io.sluice.models.structure.Xml.descend;
import static io.sluice.models.structure.Xml.text;

import io.sluice.events.StructureKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * UN/CEFACT cross-industry messages: ZUGFeRD 1.0 (CrossIndustryDocument), Factur-X, ZUGFeRD 2 and
 * XRechnung (CrossIndustryInvoice, EN 16931 syntax binding) and Order-X
 * (SCRDMCCBDACIOMessageStructure). Business terms of EN 16931: invoice_number BT-1, issue_date
 * BT-2, currency BT-5, seller BT-27, buyer BT-44, tax_total BT-110, grand_total BT-112.
 */
final class CrossIndustryInvoice {
  private static final String ORDER_X = "SCRDMCCBDACIOMessageStructure";
  private static final Set<String> ROOTS =
      Set.of("CrossIndustryInvoice", "CrossIndustryDocument", ORDER_X);

  private CrossIndustryInvoice() {}

  static Optional<StructuredReading> read(Element root) {
    String message = root.getLocalName();
    if (!ROOTS.contains(message)) {
      return Optional.empty();
    }
    Element document = child(root, "ExchangedDocument", "HeaderExchangedDocument");
    Element transaction =
        child(root, "SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction");
    Element agreement =
        child(transaction, "ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement");
    Element settlement =
        child(
            transaction, "ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement");
    Element sums =
        child(
            settlement,
            "SpecifiedTradeSettlementHeaderMonetarySummation",
            "SpecifiedTradeSettlementMonetarySummation");
    String currency = text(child(settlement, "InvoiceCurrencyCode", "OrderCurrencyCode"));
    String type = TypeCode.documentType(text(child(document, "TypeCode")), ORDER_X.equals(message));
    Values values =
        new Values()
            .with("invoice_number", text(child(document, "ID")))
            .with("issue_date", date(descend(document, "IssueDateTime", "DateTimeString")))
            .with("seller", text(descend(agreement, "SellerTradeParty", "Name")))
            .with("buyer", text(descend(agreement, "BuyerTradeParty", "Name")))
            .with("currency", currency)
            .with("tax_total", taxTotal(sums, currency))
            .with("grand_total", text(child(sums, "GrandTotalAmount")));
    return Optional.of(
        new StructuredReading(
            StructureKind.CII, type, values.asMap(), CiiLines.of(transaction, sums)));
  }

  /** The total in the invoice's own currency: BT-111 repeats it in the accounting currency. */
  private static @Nullable String taxTotal(@Nullable Element sums, @Nullable String currency) {
    List<Element> totals = Xml.children(sums, Set.of("TaxTotalAmount"));
    for (Element total : totals) {
      if (total.getAttribute("currencyID").equals(currency)) {
        return text(total);
      }
    }
    return totals.isEmpty() ? null : text(totals.getFirst());
  }

  /**
   * UNTDID 2379: 102 is CCYYMMDD, 203 CCYYMMDDHHMM, 204 CCYYMMDDHHMMSS; the time of day is dropped.
   */
  private static @Nullable String date(@Nullable Element element) {
    String text = text(element);
    if (element == null || text == null) {
      return null;
    }
    boolean known = Set.of("102", "203", "204", "").contains(element.getAttribute("format"));
    return known && text.matches("\\d{8}(\\d{4}|\\d{6})?")
        ? text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6, 8)
        : text;
  }
}
