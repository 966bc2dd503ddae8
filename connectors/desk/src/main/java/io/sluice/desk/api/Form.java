package io.sluice.desk.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.events.Box;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Place;
import io.sluice.events.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people fill in, from JSON. What is not of the form is a {@link BadRequest}: the page never
 * sends it. Pure.
 */
final class Form {
  private static final int MOST_ROWS = 5_000;

  private final JsonNode json;

  Form(JsonNode json) {
    this.json = json;
  }

  /** A text; null if it is missing, null or blank. */
  @Nullable String text(String name) {
    return text(json, name);
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadRequest(name + " is a text");
    }
    return value.textValue().isBlank() ? null : value.textValue().strip();
  }

  /** Names to values; a blank value is an absent one. */
  Map<String, @Nullable String> fields() {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    JsonNode given = object("fields");
    given.fieldNames().forEachRemaining(name -> fields.put(name, text(given, name)));
    return fields;
  }

  /** Names to places; those of null are left out. */
  Map<String, Place> places() {
    Map<String, Place> places = new LinkedHashMap<>();
    JsonNode given = object("places");
    given
        .properties()
        .forEach(entry -> {
          Box box = box(entry.getValue());
          if (box != null) {
            places.put(entry.getKey(), new Place(entry.getValue().path("page").asInt(0), box));
          }
        });
    return places;
  }

  private JsonNode object(String name) {
    JsonNode given = json.path(name);
    if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
      throw new BadRequest(name + " is an object");
    }
    return given;
  }

  /** Whether line items are spoken of. */
  boolean hasLineItems() {
    return !json.path("lineItems").isMissingNode();
  }

  /** The line items as a person has them; null for none. */
  @Nullable LineItems lineItems() {
    JsonNode given = object("lineItems");
    if (!given.isObject()) {
      return null;
    }
    if (!given.path("rows").isArray() || given.path("rows").size() > MOST_ROWS) {
      throw new BadRequest("lineItems.rows is a list of " + MOST_ROWS + " rows at most");
    }
    List<LineItem> rows = new ArrayList<>();
    given.path("rows").forEach(row -> rows.add(row(row)));
    return LineItems.newBuilder()
        .setReader(Reader.PERSON)
        .setRows(rows)
        .setRowsRead((int) rows.stream().filter(row -> row.getLineTotal() != null).count())
        .setCharges(text(given, "charges"))
        .setAllowances(text(given, "allowances"))
        .build();
  }

  private static LineItem row(JsonNode row) {
    Box box = box(row);
    return LineItem.newBuilder()
        .setNumber(text(row, "number"))
        .setDescription(text(row, "description"))
        .setQuantity(text(row, "quantity"))
        .setUnit(text(row, "unit"))
        .setUnitPrice(text(row, "unitPrice"))
        .setPriceBase(text(row, "priceBase"))
        .setLineTotal(text(row, "lineTotal"))
        .setAdjustment(text(row, "adjustment"))
        .setTaxRate(text(row, "taxRate"))
        .setGtin(text(row, "gtin"))
        .setPage(row.path("page").isInt() ? (Integer) row.path("page").intValue() : null)
        .setBox(box)
        .build();
  }

  private static @Nullable Box box(JsonNode node) {
    JsonNode box = node.path("box");
    if (box.isMissingNode() || box.isNull()) {
      return null;
    }
    if (!box.isArray() || box.size() != 4 || !box.valueStream().allMatch(JsonNode::isNumber)) {
      throw new BadRequest("a box is [x0, y0, x1, y1]");
    }
    return new Box(
        box.get(0).floatValue(),
        box.get(1).floatValue(),
        box.get(2).floatValue(),
        box.get(3).floatValue());
  }

  /**
   * A part that is to be made.
   *
   * @param fileName the name it gets
   * @param ranges its pages, in order
   */
  record Part(@Nullable String fileName, List<Range> ranges) {}

  /** Pages of a document, from 1, both ends included. */
  record Range(String documentId, int from, int to) {}

  /** The parts; of the document in question where none is named. */
  List<Part> parts(String documentId) {
    JsonNode given = json.path("parts");
    if (given.isMissingNode() || given.isNull()) {
      return List.of();
    }
    if (!given.isArray()) {
      throw new BadRequest("parts is a list");
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : given) {
      List<Range> ranges = new ArrayList<>();
      if (part.path("pages").isArray()) {
        part.path("pages").forEach(range -> ranges.add(range(range, documentId)));
      } else {
        ranges.add(range(part, documentId));
      }
      parts.add(new Part(text(part, "fileName"), ranges));
    }
    return parts;
  }

  private static Range range(JsonNode range, String documentId) {
    if (!range.path("from").isInt() || !range.path("to").isInt()) {
      throw new BadRequest("a part is {from, to}, or {pages: [{from, to}]}");
    }
    String other = text(range, "documentId");
    return new Range(
        other == null ? documentId : other,
        range.path("from").intValue(),
        range.path("to").intValue());
  }

  /** How long somebody worked, in milliseconds; 0 where that makes no sense. */
  long workMillis() {
    long millis = json.path("workMillis").asLong(0);
    return millis < 0 || millis > 86_400_000 ? 0 : millis;
  }
}
