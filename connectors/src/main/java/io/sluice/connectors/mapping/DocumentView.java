package io.sluice.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.connectors.CompletedRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping may read of a completed record: the envelope, the fields by name, the line items.
 *
 * @param envelope what stands around the fields, such as documentId and fileName
 * @param fields the fields that have a value
 * @param rows the line items; for each, the columns that have a value
 */
public record DocumentView(
    Map<String, String> envelope, Map<String, String> fields, List<Map<String, String>> rows) {
  /** What stands around the fields. */
  public static final Set<String> ENVELOPE =
      Set.of(
          "documentId",
          "revision",
          "documentType",
          "tenant",
          "source",
          "fileName",
          "parentId",
          "receivedAt",
          "completedAt",
          "reviewer");

  /**
   * How many are charged for: as written where the price times it makes the line's total, else 1.
   */
  static final String BILLED_QUANTITY = "billedQuantity";

  /** The price that times {@link #BILLED_QUANTITY} makes the line's total. */
  static final String BILLED_UNIT_PRICE = "billedUnitPrice";

  /** The columns that a row may have. */
  public static final Set<String> COLUMNS =
      Set.of(
          "number",
          "description",
          "quantity",
          "unit",
          "unitPrice",
          "priceBase",
          "lineTotal",
          "adjustment",
          "taxRate",
          "gtin",
          BILLED_QUANTITY,
          BILLED_UNIT_PRICE);

  private static final int CENTS = 2;

  /** Reads a record; what is missing or null is left out. */
  public static DocumentView of(CompletedRecord record) {
    JsonNode json = record.json();
    Map<String, String> envelope = texts(json, ENVELOPE);
    Map<String, String> fields = new LinkedHashMap<>();
    for (JsonNode field : json.path("fields")) {
      String value = field.path("value").textValue();
      if (value != null && !value.isBlank()) {
        fields.put(field.path("name").asText(), value);
      }
    }
    return new DocumentView(envelope, fields, rows(json.path("lineItems")));
  }

  /**
   * The rows, and one more for the charges and one for the allowances of the whole document, so
   * that they add up to the net total.
   */
  private static List<Map<String, String>> rows(JsonNode lineItems) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode item : lineItems.path("rows")) {
      rows.add(billed(texts(item, COLUMNS)));
    }
    addTotal(rows, "Charges", lineItems.path("charges").textValue());
    addTotal(rows, "Allowances", negated(lineItems.path("allowances").textValue()));
    return rows;
  }

  private static void addTotal(
      List<Map<String, String>> rows, String name, @Nullable String amount) {
    if (amount != null) {
      rows.add(billed(new LinkedHashMap<>(Map.of("description", name, "lineTotal", amount))));
    }
  }

  /** An allowance reduces; in a credit note it is negative itself. */
  private static @Nullable String negated(@Nullable String amount) {
    if (amount == null) {
      return null;
    }
    return amount.startsWith("-") ? amount.substring(1) : "-" + amount;
  }

  private static Map<String, String> billed(Map<String, String> row) {
    String total = row.get("lineTotal");
    String quantity = row.get("quantity");
    String price = row.get("unitPrice");
    if (total == null && (quantity == null || price == null)) {
      return row;
    }
    boolean asWritten =
        quantity != null && price != null && (total == null || makes(row, quantity, price, total));
    row.put(BILLED_QUANTITY, asWritten ? quantity : "1");
    row.put(BILLED_UNIT_PRICE, asWritten ? price : total);
    return row;
  }

  /** Not so where the price is for several units, or the line has a discount of its own. */
  private static boolean makes(
      Map<String, String> row, String quantity, String price, String total) {
    if (row.containsKey("priceBase") || row.containsKey("adjustment")) {
      return false;
    }
    try {
      return new BigDecimal(quantity)
              .multiply(new BigDecimal(price))
              .setScale(CENTS, RoundingMode.HALF_UP)
              .compareTo(new BigDecimal(total))
          == 0;
    } catch (NumberFormatException e) {
      // A person typed it, perhaps: the total alone is charged, and its format is checked later.
      return false;
    }
  }

  private static Map<String, String> texts(JsonNode json, Set<String> names) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names) {
      JsonNode value = json.path(name);
      if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
        texts.put(name, value.asText());
      }
    }
    return texts;
  }
}
