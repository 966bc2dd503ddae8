package io.sluice.rules;

import io.sluice.events.Doubt;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Reader;
import io.sluice.types.ValidatorSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules about line items. A document without any breaks none of them. Pure. */
final class RowRules {
  private static final int MOST_NAMED = 3;
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** On a page, a price may be for so many; XML says for how many. */
  private static final List<BigDecimal> PRICE_BASES =
      Stream.of("1", "10", "100", "1000").map(BigDecimal::new).toList();

  private final @Nullable LineItems items;

  private RowRules(@Nullable LineItems items) {
    this.items = items;
  }

  static RowRules of(@Nullable LineItems items) {
    return new RowRules(items);
  }

  /**
   * Rows read against rows seen. Rows of a machine-readable part are held against the page only
   * where its table proves itself: a page that was misread says nothing against the part.
   */
  List<Doubt> complete() {
    Integer seen = items == null ? null : items.getRowsSeen();
    if (items == null || seen == null || seen == items.getRowsRead()) {
      return List.of();
    }
    if (items.getReader() != Reader.STRUCTURE) {
      return doubt("%d rows read, but the page shows %d".formatted(items.getRowsRead(), seen));
    }
    return items.getPageProven()
        ? doubt(
            "%d rows in the machine-readable part, but the page shows %d"
                .formatted(items.getRowsRead(), seen))
        : List.of();
  }

  /** Rows of a machine-readable part that a page with proof does not show. */
  List<Doubt> notOnPage() {
    if (items == null || items.getReader() != Reader.STRUCTURE || !items.getPageProven()) {
      return List.of();
    }
    List<LineItem> missing =
        items.getRows().stream()
            .filter(row -> row.getLineTotal() != null && row.getPage() == null)
            .toList();
    return named(
        missing, row -> "row " + name(row) + " with " + row.getLineTotal() + " stands on no page");
  }

  /** Sum of rows, charges and allowances against a total. */
  List<Doubt> sum(
      ValidatorSpec.RowsSum rule, @Nullable BigDecimal total, @Nullable BigDecimal tax) {
    if (items == null || items.getRows().isEmpty() || total == null) {
      return List.of();
    }
    List<BigDecimal> amounts =
        items.getRows().stream().map(row -> decimal(row.getLineTotal())).toList();
    if (amounts.stream().anyMatch(Objects::isNull)) {
      return doubt("a row without an amount: the rows cannot be added up to " + rule.total());
    }
    BigDecimal rows = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal sum = rows.add(orZero(items.getCharges())).subtract(orZero(items.getAllowances()));
    BigDecimal tolerance = rule.tolerance().multiply(BigDecimal.valueOf(amounts.size()));
    boolean gross = near(sum, total, tolerance);
    boolean net = tax != null && near(sum.add(tax), total, tolerance);
    return gross || net
        ? List.of()
        : about(rule.total(), spelled(rows, sum, tax) + " ≠ " + plain(total));
  }

  private String spelled(BigDecimal rows, BigDecimal sum, @Nullable BigDecimal tax) {
    String adjusted = sum.compareTo(rows) == 0 ? "" : ", with charges and allowances " + plain(sum);
    String taxed = tax == null ? "" : ", with tax " + plain(sum.add(tax));
    int count = items == null ? 0 : items.getRows().size();
    return "sum of " + count + " rows " + plain(rows) + adjusted + taxed;
  }

  /** Quantity times price against the amount, row by row. */
  List<Doubt> arithmetic() {
    if (items == null) {
      return List.of();
    }
    return named(
        items.getRows().stream().filter(row -> !multiplies(row)).toList(),
        row ->
            "row %s: %s × %s ≠ %s"
                .formatted(name(row), row.getQuantity(), row.getUnitPrice(), row.getLineTotal()));
  }

  /** A price with more than two decimals is taken for rounded in its last one; another is exact. */
  private boolean multiplies(LineItem row) {
    BigDecimal quantity = decimal(row.getQuantity());
    BigDecimal price = decimal(row.getUnitPrice());
    BigDecimal total = decimal(row.getLineTotal());
    if (quantity == null || price == null || total == null) {
      return true;
    }
    BigDecimal product = quantity.multiply(price);
    BigDecimal without = total.subtract(orZero(row.getAdjustment()));
    BigDecimal rounding =
        price.scale() > 2 ? quantity.abs().multiply(price.ulp()).multiply(HALF) : BigDecimal.ZERO;
    return bases(row).stream()
        .anyMatch(base ->
            near(
                product.divide(base, 10, RoundingMode.HALF_UP),
                without,
                CENT.add(rounding.divide(base, 10, RoundingMode.HALF_UP))));
  }

  private List<BigDecimal> bases(LineItem row) {
    BigDecimal base = decimal(row.getPriceBase());
    if (base != null && base.signum() > 0) {
      return List.of(base);
    }
    boolean structure = items != null && items.getReader() == Reader.STRUCTURE;
    return structure ? List.of(BigDecimal.ONE) : PRICE_BASES;
  }

  List<Doubt> gtins() {
    if (items == null) {
      return List.of();
    }
    return named(
        items.getRows().stream()
            .filter(row -> row.getGtin() != null)
            .filter(row -> !Checksums.holds(ValidatorSpec.Algorithm.GTIN, row.getGtin()))
            .toList(),
        row -> "row " + name(row) + ": '" + row.getGtin() + "' has wrong check digits for GTIN");
  }

  private static List<Doubt> named(List<LineItem> rows, Function<LineItem, String> complaint) {
    List<Doubt> doubts = new ArrayList<>();
    rows.stream().limit(MOST_NAMED).forEach(row -> doubts.addAll(doubt(complaint.apply(row))));
    if (rows.size() > MOST_NAMED) {
      doubts.addAll(doubt((rows.size() - MOST_NAMED) + " more rows like this"));
    }
    return doubts;
  }

  private static String name(LineItem row) {
    String number = row.getNumber() == null ? "" : row.getNumber();
    String description = row.getDescription() == null ? "" : row.getDescription();
    String shown = description.length() > 40 ? description.substring(0, 39) + "…" : description;
    return (number + " '" + shown + "'").strip();
  }

  private static boolean near(BigDecimal a, BigDecimal b, BigDecimal tolerance) {
    return a.subtract(b).abs().compareTo(tolerance) <= 0;
  }

  private static BigDecimal orZero(@Nullable String number) {
    BigDecimal value = decimal(number);
    return value == null ? BigDecimal.ZERO : value;
  }

  /** Rows come from outside: what is no number is none. */
  private static @Nullable BigDecimal decimal(@Nullable String number) {
    try {
      return number == null || number.length() > 40 ? null : new BigDecimal(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String plain(BigDecimal amount) {
    return amount.toPlainString();
  }

  private static List<Doubt> about(String field, String message) {
    return List.of(DoubtCode.VALIDATOR_FAILED.about(field, message));
  }

  private static List<Doubt> doubt(String message) {
    return List.of(DoubtCode.VALIDATOR_FAILED.because(message));
  }
}
