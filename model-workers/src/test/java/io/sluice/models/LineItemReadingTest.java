package io.sluice.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Box;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reader;
import io.sluice.events.Word;
import io.sluice.models.structure.StructuredLines;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineItemReadingTest {
  private static final DocumentType INVOICE = DocumentTypes.shipped().find("invoice").orElseThrow();

  static {
    AvroTrust.grant();
  }

  /** Lines of cells; a cell is 100 points wide, a line 12 points high. */
  private static ParsedContent page(String... lines) {
    List<Word> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      for (int j = 0; j < cells.length; j++) {
        if (!cells[j].isEmpty()) {
          float x = 20 + 100 * j;
          words.add(
              new Word(
                  cells[j],
                  1,
                  new Box(x, 20f + 12 * i, x + 40, 29f + 12 * i),
                  text.length(),
                  null));
          text.append(cells[j]).append(' ');
        }
      }
    }
    return new ParsedContent(text.toString(), List.of(), words, List.of(), Map.of());
  }

  private static final ParsedContent PAGE =
      page(
          "Pos,Description,Qty,Price,Amount",
          "1,Nails,2,1.00,2.00",
          "2,Glue,1,3.00,3.00",
          ",,,Total,5.00");

  private static StructuredLines lines(String... totals) {
    List<LineItem> rows = new ArrayList<>();
    for (String total : totals) {
      rows.add(LineItem.newBuilder().setNumber("x").setLineTotal(total).build());
    }
    return new StructuredLines(rows, null, "0.50");
  }

  @Test
  void withoutAMachineReadablePartTheRowsAreThePages() {
    LineItems items = LineItemReading.read(INVOICE, null, PAGE);
    assertThat(items.getReader()).isEqualTo(Reader.PATTERN);
    assertThat(items.getRowsRead()).isEqualTo(2);
    assertThat(items.getRowsSeen()).isEqualTo(2);
    assertThat(items.getPageProven()).isTrue();
  }

  @Test
  void rowsOfAMachineReadablePartGetThePlaceOfTheRowOfTheirAmount() {
    LineItems items = LineItemReading.read(INVOICE, lines("3.000", "2.00", "9.00"), PAGE);
    assertThat(items.getReader()).isEqualTo(Reader.STRUCTURE);
    assertThat(items.getRows()).extracting(LineItem::getNumber).containsOnly("x");
    assertThat(items.getRows().get(0).getBox().getY0()).isEqualTo(44f);
    assertThat(items.getRows().get(1).getBox().getY0()).isEqualTo(32f);
    assertThat(items.getRows().get(2).getPage()).isNull();
    assertThat(items.getRowsRead()).isEqualTo(3);
    assertThat(items.getRowsSeen()).isEqualTo(2);
    assertThat(items.getAllowances()).isEqualTo("0.50");
  }

  @Test
  void whereNoPageShowsATableNothingWasSeen() {
    LineItems items = LineItemReading.read(INVOICE, lines("3.00"), page("Dear,Sir"));
    assertThat(items.getRowsSeen()).isNull();
    assertThat(LineItemReading.read(INVOICE, null, page("Dear,Sir"))).isNull();
  }

  @Test
  void rowsThatNoRecordCanCarryAreCountedAndNotReadAsIfTheyWereAll() {
    String[] totals = new String[20_000];
    Arrays.fill(totals, "1.00");
    LineItems items = LineItemReading.read(INVOICE, lines(totals), PAGE);
    assertThat(items.getRowsRead()).isEqualTo(items.getRows().size()).isLessThan(20_000);
    assertThat(items.getRowsSeen()).isEqualTo(20_000);
    assertThat(items.getPageProven()).isFalse();
  }

  @Test
  void aTypeWithoutLineItemsHasNone() {
    DocumentType receipt = DocumentTypes.shipped().find("receipt").orElseThrow();
    assertThat(LineItemReading.read(receipt, null, PAGE)).isNull();
  }
}
