package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.Box;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineCell;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The results, one JSON object a line: id, class, classConfidence, route and fields, as evaluation
 * reads them, then what people ask for (line items, doubts, file, why, reason, where a value
 * stands) and the signals that calibration makes confidences of.
 */
final class ResultsFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter writer;

  /** Opens the file anew: a run that goes on writes what it knows from before again. */
  ResultsFile(Path path) {
    try {
      if (path.toAbsolutePath().getParent() != null) {
        Files.createDirectories(path.toAbsolutePath().getParent());
      }
      writer = Files.newBufferedWriter(path);
    } catch (IOException e) {
      throw new UsageException("the results cannot be written to " + path + ": " + e);
    }
  }

  /**
   * Writes a line and flushes it, so that a stopped run leaves whole lines.
   *
   * @param signals field → signal → number, as the model workers wrote them
   */
  void write(Input input, Ending ending, JsonNode signals) {
    try {
      writer.write(line(input, ending, signals));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the results", e);
    }
  }

  static String line(Input input, Ending ending, JsonNode signals) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", input.id());
    line.put("class", ending.documentType());
    line.put("classConfidence", ending.classConfidence());
    if (ending.confidence() != null) {
      line.put("documentConfidence", ending.confidence());
    }
    line.put("route", ending.route().name().toLowerCase(Locale.ROOT));
    ObjectNode fields = line.putObject("fields");
    for (ExtractedField field : ending.fields()) {
      ObjectNode node = fields.putObject(field.getName());
      put(node, field);
      if (signals.has(field.getName())) {
        node.set("signals", signals.get(field.getName()));
      }
    }
    if (ending.lineItems() != null) {
      put(line.putObject("lineItems"), ending.lineItems());
    }
    ArrayNode doubts = line.putArray("doubts");
    for (Doubt doubt : ending.doubts()) {
      doubts.addObject().put("code", doubt.getCode()).put("field", doubt.getField());
    }
    line.put("file", input.name());
    line.put("why", ending.why());
    if (ending.reason() != null) {
      line.put("reason", ending.reason());
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode node, ExtractedField field) {
    node.put("value", field.getValue());
    node.put("confidence", field.getConfidence());
    node.put("reader", field.getReader().name().toLowerCase(Locale.ROOT));
    if (field.getPage() != null) {
      node.put("page", field.getPage());
    }
    put(node, field.getBox());
  }

  private static void put(ObjectNode node, LineItems items) {
    node.put("reader", items.getReader().name().toLowerCase(Locale.ROOT));
    node.put("rowsRead", items.getRowsRead());
    node.put("rowsSeen", items.getRowsSeen());
    node.put("pageProven", items.getPageProven());
    text(node, "charges", items.getCharges());
    text(node, "allowances", items.getAllowances());
    ArrayNode rows = node.putArray("rows");
    items.getRows().forEach(row -> put(rows.addObject(), row));
  }

  private static void put(ObjectNode node, LineItem row) {
    text(node, "number", row.getNumber());
    text(node, "description", row.getDescription());
    text(node, "quantity", row.getQuantity());
    text(node, "unit", row.getUnit());
    text(node, "unitPrice", row.getUnitPrice());
    text(node, "priceBase", row.getPriceBase());
    text(node, "lineTotal", row.getLineTotal());
    text(node, "adjustment", row.getAdjustment());
    text(node, "taxRate", row.getTaxRate());
    text(node, "gtin", row.getGtin());
    if (row.getPage() != null) {
      node.put("page", row.getPage());
    }
    put(node, row.getBox());
    if (!row.getCells().isEmpty()) {
      ArrayNode cells = node.putArray("cells");
      for (LineCell cell : row.getCells()) {
        ObjectNode to = cells.addObject();
        to.put("name", cell.getName());
        to.put("text", cell.getText());
        put(to, cell.getBox());
      }
    }
  }

  private static void text(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, @Nullable Box box) {
    if (box != null) {
      node.putArray("box").add(box.getX0()).add(box.getY0()).add(box.getX1()).add(box.getY1());
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the results", e);
    }
  }
}
