package io.sluice.models.structure;

import static io.sluice.models.structure.Xml.child;
import static io.sluice.models.structure.Xml.descend;
import static io.sluice.models.structure.Xml.text;

import io.sluice.events.LineItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The lines of a UBL invoice, credit note or order. */
final class UblLines {
  private static final String GS1 = "0160";

  private UblLines() {}

  static @Nullable StructuredLines of(Element root, @Nullable Element sums) {
    List<LineItem> rows = new ArrayList<>();
    Xml.children(root, Set.of("InvoiceLine", "CreditNoteLine")).forEach(line -> add(rows, line));
    for (Element line : Xml.children(root, Set.of("OrderLine"))) {
      Xml.children(line, Set.of("LineItem")).forEach(item -> add(rows, item));
    }
    return StructuredLines.of(
        rows, child(sums, "ChargeTotalAmount"), child(sums, "AllowanceTotalAmount"));
  }

  private static void add(List<LineItem> rows, Element line) {
    Element quantity = child(line, "InvoicedQuantity", "CreditedQuantity", "Quantity");
    Element item = child(line, "Item");
    Element price = child(line, "Price");
    Element gtin = descend(item, "StandardItemIdentification", "ID");
    String unit = quantity == null ? "" : quantity.getAttribute("unitCode");
    String base = Numbers.plain(child(price, "BaseQuantity"));
    rows.add(
        LineItem.newBuilder()
            .setNumber(text(child(line, "ID")))
            .setDescription(text(child(item, "Name")))
            .setQuantity(Numbers.plain(quantity))
            .setUnit(unit.isEmpty() ? null : unit)
            .setUnitPrice(Numbers.plain(child(price, "PriceAmount")))
            .setPriceBase(Numbers.isOne(base) ? null : base)
            .setLineTotal(Numbers.plain(child(line, "LineExtensionAmount")))
            .setAdjustment(
                StructuredLines.adjustment(
                    line,
                    "AllowanceCharge",
                    entry -> text(child(entry, "ChargeIndicator")),
                    "Amount"))
            .setTaxRate(Numbers.plain(descend(item, "ClassifiedTaxCategory", "Percent")))
            .setGtin(gtin != null && gtin.getAttribute("schemeID").equals(GS1) ? text(gtin) : null)
            .build());
  }
}
