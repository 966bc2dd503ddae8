package io.sluice.models.structure;

import io.sluice.events.LineItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The line items of a machine-readable part.
 *
 * @param rows its lines with an amount or a quantity, in order; lines that group others are left
 *     out
 * @param charges charges of the whole document (BT-108), a decimal number; null for none
 * @param allowances allowances of the whole document (BT-107), a decimal number; null for none
 */
public record StructuredLines(
    List<LineItem> rows, @Nullable String charges, @Nullable String allowances) {
  public StructuredLines {
    rows = List.copyOf(rows);
  }

  /** Null where there are no rows: a profile without lines says nothing of them. */
  static @Nullable StructuredLines of(
      List<LineItem> rows, @Nullable Element charges, @Nullable Element allowances) {
    return rows.isEmpty()
        ? null
        : new StructuredLines(rows, Numbers.plain(charges), Numbers.plain(allowances));
  }

  /** Charges less allowances of a line, by elements of that name; null for none. */
  static @Nullable String adjustment(
      @Nullable Element line,
      String name,
      Function<Element, @Nullable String> isCharge,
      String amount) {
    List<Element> entries = Xml.children(line, Set.of(name));
    BigDecimal sum = BigDecimal.ZERO;
    for (Element entry : entries) {
      String value = Numbers.plain(Xml.child(entry, amount));
      boolean charge = "true".equals(isCharge.apply(entry));
      if (value != null) {
        BigDecimal of = new BigDecimal(value);
        sum = charge ? sum.add(of) : sum.subtract(of);
      }
    }
    return sum.signum() == 0 ? null : sum.toPlainString();
  }
}
