package io.sluice.models;

import io.sluice.events.ExtractedField;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.table.LabelledAmounts;

/** Makes field records. */
final class Fields {
  private Fields() {}

  /** A field that the reader says is absent. */
  static ExtractedField absent(String name, Reader reader, double raw, double confidence) {
    return new ExtractedField(name, null, raw, confidence, reader, null, null, null, null);
  }

  /** A value that the model has read from a place on the page. */
  static ExtractedField placed(
      String name, String value, Located place, double raw, double confidence) {
    return placed(name, value, place, Reader.MODEL, raw, confidence);
  }

  /** A value that stands at a place on the page. */
  static ExtractedField placed(
      String name, String value, Located place, Reader reader, double raw, double confidence) {
    int within = place.text().indexOf(value);
    boolean slice = within >= 0 && place.end() - place.start() == place.text().length();
    int start = slice ? place.start() + within : place.start();
    return new ExtractedField(
        name,
        value,
        raw,
        confidence,
        reader,
        start,
        slice ? start + value.length() : place.end(),
        place.page(),
        place.box());
  }

  /** The same reading, so sure. */
  static ExtractedField withConfidence(ExtractedField field, double confidence) {
    return new ExtractedField(
        field.getName(),
        field.getValue(),
        field.getRawConfidence(),
        confidence,
        field.getReader(),
        field.getStart(),
        field.getEnd(),
        field.getPage(),
        field.getBox());
  }

  /** An amount that stands behind a label on a page. */
  static ExtractedField labelled(String name, LabelledAmounts.Found found) {
    Word word = found.word();
    return new ExtractedField(
        name,
        found.amount().toPlainString(),
        1d,
        1d,
        Reader.PATTERN,
        word.getStart(),
        word.getStart() + word.getText().length(),
        word.getPage(),
        word.getBox());
  }

  /** A value whose place is not known. */
  static ExtractedField unplaced(
      String name, String value, Reader reader, double raw, double confidence) {
    return new ExtractedField(name, value, raw, confidence, reader, null, null, null, null);
  }
}
