package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProvenTotalsTest {
  private static final DocumentType ORDER = DocumentTypes.shipped().find("order").orElseThrow();
  private static final Word TOTAL = new Word("29,800.00", 3, new Box(1f, 2f, 3f, 4f), 7, null);

  static {
    AvroTrust.grant();
  }

  private static final ParsedContent PAGE =
      new ParsedContent("Total: 29,800.00", List.of(), List.of(TOTAL), List.of(), Map.of());

  private static LineItems rows(boolean proven, Reader reader) {
    List<LineItem> rows =
        List.of(
            LineItem.newBuilder().setNumber("1").setLineTotal("19800.00").build(),
            LineItem.newBuilder().setNumber("2").setLineTotal("10000.00").build());
    return LineItems.newBuilder()
        .setReader(reader)
        .setRows(rows)
        .setRowsRead(2)
        .setRowsSeen(2)
        .setPageProven(proven)
        .build();
  }

  private static ExtractedField gross(@Nullable String value) {
    return value == null
        ? Fields.absent("gross_amount", Reader.MODEL, 0.4, 0.4)
        : Fields.unplaced("gross_amount", value, Reader.MODEL, 0.6, 0.6);
  }

  private static ExtractedField after(@Nullable LineItems items, ExtractedField field) {
    return after(items, field, List.of());
  }

  private static ExtractedField after(
      @Nullable LineItems items, ExtractedField field, List<ExtractedField> second) {
    return ProvenTotals.apply(ORDER, items, List.of(field), second, PAGE).getFirst();
  }

  @Test
  void aTotalThatTheRowsProveTakesThePlaceOfAnotherThatTheModelRead() {
    ExtractedField found = after(rows(true, Reader.PATTERN), gross("25,330.00"));

    assertThat(found.getValue()).isEqualTo("29800.00");
    assertThat(found.getReader()).isEqualTo(Reader.PATTERN);
    assertThat(found.getPage()).isEqualTo(3);
    assertThat(found.getBox()).isEqualTo(TOTAL.getBox());
  }

  @Test
  void rowsThatNoStatedTotalConfirmsProveNothing() {
    assertThat(after(rows(false, Reader.PATTERN), gross("25,330.00")).getValue())
        .isEqualTo("25,330.00");
    assertThat(after(null, gross("25,330.00")).getValue()).isEqualTo("25,330.00");
  }

  @Test
  void aFieldThatTheModelHoldsForAbsentStaysAbsent() {
    assertThat(after(rows(true, Reader.PATTERN), gross(null)).getValue()).isNull();
  }

  @Test
  void aTotalThatRowsAndItsLabelSayIsThereWhateverTheModelHoldsOfIt() {
    ExtractedField same = Fields.unplaced("gross_amount", "29800.00", Reader.PATTERN, 1, 1);
    ExtractedField other = Fields.unplaced("gross_amount", "25330.00", Reader.PATTERN, 1, 1);
    LineItems rows = rows(true, Reader.PATTERN);

    assertThat(after(rows, gross(null), List.of(same)).getValue()).isEqualTo("29800.00");
    assertThat(after(rows, gross(null), List.of(other)).getValue()).isNull();
  }

  @Test
  void aFieldThatNoRuleTiesToTheRowsStays() {
    ExtractedField number = Fields.unplaced("contract_num", "123", Reader.MODEL, 0.6, 0.6);
    assertThat(after(rows(true, Reader.PATTERN), number)).isEqualTo(number);
  }
}
