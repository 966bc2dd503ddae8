package io.sluice.rules;

import io.sluice.events.ExtractedField;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Reader;
import io.sluice.schemas.AvroTrust;
import java.util.Arrays;
import java.util.List;

/** Readings to hold rules against. */
final class Samples {
  static {
    // Builders copy default values, and Avro makes objects of trusted classes only.
    AvroTrust.grant();
  }

  private Samples() {}

  static ExtractedField field(String name, String value, double confidence) {
    return field(name, value, confidence, Reader.MODEL);
  }

  static ExtractedField field(String name, String value, double confidence, Reader reader) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(confidence)
        .setConfidence(confidence)
        .setReader(reader)
        .build();
  }

  static LineItem.Builder lineItem(String number, String total) {
    return LineItem.newBuilder().setNumber(number).setLineTotal(total);
  }

  static LineItems.Builder lineItems(Reader reader, LineItem.Builder... rows) {
    List<LineItem> items = Arrays.stream(rows).map(LineItem.Builder::build).toList();
    return LineItems.newBuilder().setReader(reader).setRows(items).setRowsRead(items.size());
  }
}
