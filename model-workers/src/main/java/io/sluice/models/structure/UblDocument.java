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
 * OASIS UBL 2: invoices and credit notes (EN 16931 syntax binding, Peppol BIS, XRechnung) and
 * orders.
 */
final class UblDocument {
  private static final Set<String> INVOICES = Set.of("Invoice", "CreditNote");
  private static final Set<String> ORDERS = Set.of("Order", "OrderChange", "OrderResponse");

  private UblDocument() {}

  static Optional<StructuredReading> read(Element root) {
    String name = root.getLocalName();
    boolean order = ORDERS.contains(name);
    if (!order && !INVOICES.contains(name)) {
      return Optional.empty();
    }
    String code = text(child(root, "InvoiceTypeCode", "CreditNoteTypeCode", "OrderTypeCode"));
    String currency = text(child(root, "DocumentCurrencyCode"));
    Element sums = child(root, "LegalMonetaryTotal", "AnticipatedMonetaryTotal");
    Element seller = child(root, "AccountingSupplierParty", "SellerSupplierParty");
    Element buyer = child(root, "AccountingCustomerParty", "BuyerCustomerParty");
    String total = text(child(sums, "TaxInclusiveAmount"));
    Values values =
        new Values()
            .with("invoice_number", text(child(root, "ID")))
            .with("issue_date", text(child(root, "IssueDate")))
            .with("seller", party(seller))
            .with("buyer", party(buyer))
            .with("currency", currency)
            .with("tax_total", taxTotal(root, currency))
            .with("grand_total", total != null ? total : text(child(sums, "PayableAmount")));
    return Optional.of(
        new StructuredReading(
            StructureKind.UBL,
            TypeCode.documentType(code, order),
            values.asMap(),
            UblLines.of(root, sums)));
  }

  /** The legal name (BT-27, BT-44) before the trading name (BT-28, BT-45). */
  private static @Nullable String party(@Nullable Element role) {
    Element party = child(role, "Party");
    String legal = text(descend(party, "PartyLegalEntity", "RegistrationName"));
    return legal != null ? legal : text(descend(party, "PartyName", "Name"));
  }

  /** The total in the document's currency: a second TaxTotal may repeat it in the tax currency. */
  private static @Nullable String taxTotal(Element root, @Nullable String currency) {
    List<Element> totals = Xml.children(root, Set.of("TaxTotal"));
    Element first = totals.isEmpty() ? null : child(totals.getFirst(), "TaxAmount");
    for (Element total : totals) {
      Element amount = child(total, "TaxAmount");
      if (amount != null && amount.getAttribute("currencyID").equals(currency)) {
        return text(amount);
      }
    }
    return text(first);
  }
}
