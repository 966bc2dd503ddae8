package io.sluice.models.structure;

import static io.sluice.models.structure.Xml.child;
import static io.sluice.models.structure.Xml.descend;
import static io.sluice.models.structure.Xml.text;

import io.sluice.events.LineItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The lines of a UN/CEFACT cross-industry message. Business terms of EN 16931: number BT-126,
 * quantity BT-129, lineTotal BT-131, unitPrice BT-146, priceBase BT-149, taxRate BT-152,
 * description BT-153, gtin BT-157.
 */
final class CiiLines {
  /** Line status reasons of the EXTENDED profile (BT-X-8): a sum of other lines, a remark. */
  private static final String GROUP = "GROUP";

  private static final String INFORMATION = "INFORMATION";

  /** ISO/IEC 6523 code of GS1's global trade item number. */
  private static final String GS1 = "0160";

  private CiiLines() {}

  static @Nullable StructuredLines of(@Nullable Element transaction, @Nullable Element sums) {
    List<LineItem> rows = new ArrayList<>();
    for (Element line : Xml.children(transaction, Set.of("IncludedSupplyChainTradeLineItem"))) {
      Element document = child(line, "AssociatedDocumentLineDocument");
      String status = text(child(document, "LineStatusReasonCode"));
      LineItem row = row(line, document);
      if (isItem(row, status)) {
        rows.add(row);
      }
    }
    return StructuredLines.of(
        rows, child(sums, "ChargeTotalAmount"), child(sums, "AllowanceTotalAmount"));
  }

  /** What is only for information is an item where it adds nothing, such as a part of a set. */
  private static boolean isItem(LineItem row, @Nullable String status) {
    String total = row.getLineTotal();
    boolean telling = total != null || row.getQuantity() != null;
    boolean adds = total != null && new BigDecimal(total).signum() != 0;
    return telling && !GROUP.equals(status) && !(INFORMATION.equals(status) && adds);
  }

  private static LineItem row(Element line, @Nullable Element document) {
    Element product = child(line, "SpecifiedTradeProduct");
    Element agreement =
        child(line, "SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement");
    Element delivery =
        child(line, "SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery");
    Element settlement =
        child(line, "SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement");
    Element quantity = child(delivery, "BilledQuantity", "RequestedQuantity", "AgreedQuantity");
    Element price = child(agreement, "NetPriceProductTradePrice");
    Element sums =
        child(
            settlement,
            "SpecifiedTradeSettlementLineMonetarySummation",
            "SpecifiedTradeSettlementMonetarySummation");
    Element tax = child(settlement, "ApplicableTradeTax");
    String base = Numbers.plain(child(price, "BasisQuantity"));
    Element gtin = child(product, "GlobalID");
    return LineItem.newBuilder()
        .setNumber(text(child(document, "LineID")))
        .setDescription(text(child(product, "Name")))
        .setQuantity(Numbers.plain(quantity))
        .setUnit(unit(quantity))
        .setUnitPrice(Numbers.plain(child(price, "ChargeAmount")))
        .setPriceBase(Numbers.isOne(base) ? null : base)
        .setLineTotal(Numbers.plain(child(sums, "LineTotalAmount")))
        .setAdjustment(adjustment(settlement))
        .setTaxRate(Numbers.plain(child(tax, "RateApplicablePercent", "ApplicablePercent")))
        .setGtin(gtin != null && gtin.getAttribute("schemeID").equals(GS1) ? text(gtin) : null)
        .build();
  }

  private static @Nullable String unit(@Nullable Element quantity) {
    String code = quantity == null ? "" : quantity.getAttribute("unitCode");
    return code.isEmpty() ? null : code;
  }

  /** The indicator is one element deeper than in UBL. */
  private static @Nullable String adjustment(@Nullable Element settlement) {
    return StructuredLines.adjustment(
        settlement,
        "SpecifiedTradeAllowanceCharge",
        entry -> text(descend(entry, "ChargeIndicator", "Indicator")),
        "ActualAmount");
  }
}
