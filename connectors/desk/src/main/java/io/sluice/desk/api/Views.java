package io.sluice.desk.api;

import io.sluice.desk.contents.Mask;
import io.sluice.events.Box;
import io.sluice.events.ClassProbability;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineCell;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Warning;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Records as the API's JSON, with what is hidden left out. Pure. */
final class Views {
  private final @Nullable DocumentType type;
  private final Mask mask;

  /** For documents of this type; null if none is in force. */
  Views(@Nullable DocumentType type, Mask mask) {
    this.type = type;
    this.mask = mask;
  }

  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static @Nullable List<Float> box(@Nullable Box box) {
    return box == null ? null : List.of(box.getX0(), box.getY0(), box.getX1(), box.getY1());
  }

  Map<String, @Nullable Object> field(ExtractedField read) {
    boolean hidden = mask.hides(read.getName()) && read.getValue() != null;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", read.getName());
    json.put("value", hidden ? null : read.getValue());
    json.put("confidence", read.getConfidence());
    json.put("reader", label(read.getReader()));
    json.put("page", hidden ? null : read.getPage());
    json.put("box", hidden ? null : box(read.getBox()));
    json.put("start", hidden ? null : read.getStart());
    json.put("end", hidden ? null : read.getEnd());
    json.put("personal", isPersonal(read.getName()));
    json.put("hidden", hidden);
    return json;
  }

  private boolean isPersonal(String name) {
    return type != null && type.field(name).map(FieldSpec::personal).orElse(false);
  }

  List<Map<String, @Nullable Object>> fields(List<ExtractedField> fields) {
    return fields.stream().map(this::field).toList();
  }

  List<Map<String, @Nullable Object>> doubts(List<Doubt> doubts) {
    return doubts.stream().map(this::doubt).toList();
  }

  private Map<String, @Nullable Object> doubt(Doubt doubt) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("field", doubt.getField());
    json.put("code", doubt.getCode());
    json.put("message", mask.sentence(doubt.getField(), doubt.getMessage()));
    return json;
  }

  static List<Map<String, Object>> classes(List<ClassProbability> classes) {
    return classes.stream()
        .map(one ->
            Map.<String, Object>of("name", one.getName(), "probability", one.getProbability()))
        .toList();
  }

  static List<Map<String, Object>> warnings(List<Warning> warnings) {
    return warnings.stream()
        .map(one -> Map.<String, Object>of("code", one.getCode(), "message", one.getMessage()))
        .toList();
  }

  @Nullable Map<String, @Nullable Object> lineItems(@Nullable LineItems items) {
    if (items == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("reader", label(items.getReader()));
    json.put("rows", items.getRows().stream().map(this::row).toList());
    json.put("rowsRead", items.getRowsRead());
    json.put("rowsSeen", items.getRowsSeen());
    json.put("pageProven", items.getPageProven());
    json.put("charges", items.getCharges());
    json.put("allowances", items.getAllowances());
    return json;
  }

  private Map<String, @Nullable Object> row(LineItem row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("number", shown(row.getNumber()));
    json.put("description", shown(row.getDescription()));
    json.put("quantity", row.getQuantity());
    json.put("unit", row.getUnit());
    json.put("unitPrice", row.getUnitPrice());
    json.put("priceBase", row.getPriceBase());
    json.put("lineTotal", row.getLineTotal());
    json.put("adjustment", row.getAdjustment());
    json.put("taxRate", row.getTaxRate());
    json.put("gtin", row.getGtin());
    json.put("page", row.getPage());
    json.put("box", box(row.getBox()));
    json.put("cells", row.getCells().stream().map(this::cell).toList());
    return json;
  }

  private Map<String, @Nullable Object> cell(LineCell cell) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", cell.getName());
    json.put("text", shown(cell.getText()));
    json.put("box", box(cell.getBox()));
    return json;
  }

  private @Nullable String shown(@Nullable String text) {
    return text == null ? null : mask.sentence(null, text);
  }

  /** Everybody who read it: one entry a rung and reader, the last rung is what holds. */
  List<Map<String, @Nullable Object>> readers(ReviewRequested request) {
    List<Prediction> rungs = new ArrayList<>(request.getEarlier());
    if (request.getPrediction() != null) {
      rungs.add(request.getPrediction());
    }
    List<Map<String, @Nullable Object>> readers = new ArrayList<>();
    for (int rung = 0; rung < rungs.size(); rung++) {
      Prediction prediction = rungs.get(rung);
      for (Reader reader : Reader.values()) {
        Predicate<ExtractedField> own = read -> read.getReader() == reader;
        LineItems items = prediction.getLineItems();
        boolean ownItems = items != null && items.getReader() == reader;
        boolean model = reader == Reader.MODEL;
        if (model || ownItems || prediction.getFields().stream().anyMatch(own)) {
          Map<String, @Nullable Object> json =
              reader(
                  label(reader),
                  rung,
                  prediction,
                  prediction.getFields().stream().filter(own).toList());
          json.put("lineItems", ownItems ? lineItems(items) : null);
          json.put("classes", model ? classes(prediction.getClasses()) : null);
          readers.add(json);
        }
      }
      if (!prediction.getSecondReadings().isEmpty()) {
        readers.add(reader("second", rung, prediction, prediction.getSecondReadings()));
      }
    }
    return readers;
  }

  private Map<String, @Nullable Object> reader(
      String name, int rung, Prediction prediction, List<ExtractedField> fields) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put(
        "model",
        name.equals("model") || name.equals("frontier")
            ? prediction.getModel().getName() + " " + prediction.getModel().getVersion()
            : null);
    json.put("rung", rung);
    json.put("fields", fields(fields));
    json.put("lineItems", null);
    json.put("classes", null);
    return json;
  }
}
