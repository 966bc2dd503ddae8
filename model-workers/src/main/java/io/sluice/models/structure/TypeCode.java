package io.sluice.models.structure;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** UNTDID 1001 document type codes, as far as they part orders from invoices. */
final class TypeCode {
  /**
   * Order, order change, order response (Order-X 1.0); purchase and sales order of UBL; quotations
   * are none.
   */
  private static final Set<String> ORDERS =
      Set.of("105", "220", "221", "222", "224", "225", "226", "227", "228", "230", "231");

  private TypeCode() {}

  /**
   * The class; a message that is not an order and carries an invoice's structure is one, whatever
   * its kind.
   */
  static String documentType(@Nullable String code, boolean orderMessage) {
    return orderMessage || code != null && ORDERS.contains(code) ? "order" : "invoice";
  }
}
