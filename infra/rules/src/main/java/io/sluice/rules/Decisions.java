package io.sluice.rules;

import io.sluice.events.Box;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ReviewDecided;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import io.sluice.types.LineItemsPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What in a person's decision cannot be, whatever the document says: the life cycle asks anew, and
 * the desk says so beforehand. Pure.
 */
public final class Decisions {
  private static final int MOST_NAMED = 5;
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d{1,20}(\\.\\d{0,10})?|\\.\\d{1,10})");

  private final List<String> found = new ArrayList<>();

  private Decisions() {}

  /** Whether a row may have it as a figure, such as 1234.50. */
  public static boolean isDecimal(String number) {
    return DECIMAL.matcher(number).matches();
  }

  /**
   * Why fields, places and rows cannot stand.
   *
   * @param audit whether the person was told nothing that was read, so that every field is named
   * @param pages how many the document has
   */
  public static List<String> objections(
      DocumentType type, ReviewDecided decision, boolean audit, int pages) {
    Decisions to = new Decisions();
    Set<String> named = new HashSet<>(decision.getFields().keySet());
    named.addAll(decision.getPlaces().keySet());
    List<String> strange =
        named.stream().filter(name -> type.field(name).isEmpty()).sorted().toList();
    to.when(!strange.isEmpty(), "a " + type.name() + " has no field " + names(strange));
    List<String> silent =
        type.fields().stream()
            .map(FieldSpec::name)
            .filter(name -> !decision.getFields().containsKey(name))
            .toList();
    to.when(
        audit && !silent.isEmpty(),
        "an audit names every field, with null for what is absent; it lacks " + names(silent));
    decision
        .getPlaces()
        .forEach((name, place) ->
            to.when(!stands(place.getPage(), place.getBox(), pages), offPages(name, pages)));
    LineItems items = decision.getLineItems();
    if (items != null) {
      to.when(
          type.lineItems() == LineItemsPolicy.NONE && !items.getRows().isEmpty(),
          "a " + type.name() + " has no line items");
      to.rows(items, pages);
    }
    return to.found;
  }

  private void rows(LineItems items, int pages) {
    Map<String, @Nullable String> sums = new LinkedHashMap<>();
    sums.put("charges", items.getCharges());
    sums.put("allowances", items.getAllowances());
    figures("the line items", sums);
    int number = 0;
    for (LineItem row : items.getRows()) {
      String name = "row " + ++number;
      Map<String, @Nullable String> figures = new LinkedHashMap<>();
      figures.put("quantity", row.getQuantity());
      figures.put("unitPrice", row.getUnitPrice());
      figures.put("priceBase", row.getPriceBase());
      figures.put("lineTotal", row.getLineTotal());
      figures.put("adjustment", row.getAdjustment());
      figures.put("taxRate", row.getTaxRate());
      figures(name, figures);
      Integer page = row.getPage();
      boolean somewhere = page != null || row.getBox() != null;
      when(
          somewhere && !stands(Objects.requireNonNullElse(page, 0), row.getBox(), pages),
          offPages(name, pages));
    }
  }

  private static String offPages(String name, int pages) {
    return "the place of %s is on none of the %d pages".formatted(name, pages);
  }

  private void figures(String of, Map<String, @Nullable String> figures) {
    figures.forEach((name, figure) ->
        when(
            figure != null && !isDecimal(figure),
            "%s: %s '%s' is no decimal number such as 1234.50".formatted(of, name, figure)));
  }

  /** A box of null stands for the whole page. */
  private static boolean stands(int page, @Nullable Box box, int pages) {
    boolean onPage = page >= 1 && page <= pages;
    return onPage
        && (box == null
            || (Stream.of(box.getX0(), box.getY0(), box.getX1(), box.getY1())
                    .allMatch(Float::isFinite)
                && box.getX0() <= box.getX1()
                && box.getY0() <= box.getY1()));
  }

  private static String names(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() <= MOST_NAMED
        ? first
        : first + " and " + (names.size() - MOST_NAMED) + " more";
  }

  private void when(boolean wrong, String what) {
    if (wrong) {
      found.add(what);
    }
  }
}
