package io.sluice.models.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.LineItem;
import io.sluice.schemas.AvroTrust;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableReaderTest {

  @BeforeAll
  static void trust() {
    AvroTrust.grant();
  }

  private static Sheet german() {
    return new Sheet()
        .left(50, 100, "Pos")
        .left(90, 100, "Beschreibung")
        .right(330, 100, "Menge")
        .left(345, 100, "Einheit")
        .right(450, 100, "Einzelpreis")
        .right(540, 100, "Gesamt");
  }

  private static Sheet row(
      Sheet sheet, float y, String number, String what, String quantity, String price, String sum) {
    return sheet
        .left(50, y, number)
        .left(90, y, what)
        .right(330, y, quantity)
        .left(345, y, "Stk")
        .right(450, y, price)
        .right(540, y, sum);
  }

  private static Sheet total(Sheet sheet, float y, String sum) {
    return sheet.left(350, y, "Summe netto").right(540, y, sum);
  }

  private static PageTable read(Sheet sheet) {
    return TableReader.read(sheet.content()).orElseThrow();
  }

  @Test
  void aRowHasItsCellsItsPlaceAndItsNumbersWithoutGrouping() {
    Sheet sheet = row(german(), 120, "1", "Bagger mieten", "2", "1.234,50", "2.469,00");
    sheet.left(90, 132, "GTIN: 4012345001235").left(90, 144, "mit Fahrer");

    PageTable table = read(total(sheet, 180, "2.469,00"));

    LineItem row = table.rows().get(0);
    assertThat(row.getNumber()).isEqualTo("1");
    assertThat(row.getDescription()).isEqualTo("Bagger mieten GTIN: 4012345001235 mit Fahrer");
    assertThat(row.getQuantity()).isEqualTo("2");
    assertThat(row.getUnit()).isEqualTo("Stk");
    assertThat(row.getUnitPrice()).isEqualTo("1234.50");
    assertThat(row.getLineTotal()).isEqualTo("2469.00");
    assertThat(row.getGtin()).isEqualTo("4012345001235");
    assertThat(row.getPage()).isEqualTo(1);
    assertThat(row.getBox().getX0()).isEqualTo(50);
    assertThat(row.getBox().getY1()).isEqualTo(153);
    assertThat(row.getCells())
        .extracting(cell -> cell.getName() + "=" + cell.getText())
        .contains("line_total=2.469,00", "quantity=2");
    assertThat(table.proven()).isTrue();
  }

  @Test
  void englishAndFrenchHeadingsAreKnownToo() {
    Sheet english =
        new Sheet()
            .left(50, 90, "Description")
            .left(250, 90, "Qty")
            .left(300, 90, "Unit price")
            .left(420, 90, "Amount");
    english
        .left(50, 110, "Nails")
        .left(250, 110, "3")
        .left(300, 110, "$1.50")
        .left(420, 110, "$4.50");
    assertThat(read(english).sum()).isEqualByComparingTo("4.50");

    Sheet french =
        new Sheet()
            .left(50, 90, "Désignation")
            .left(250, 90, "Qté")
            .left(300, 90, "Prix unitaire")
            .left(420, 90, "Montant HT");
    french.left(50, 110, "Clous").left(250, 110, "3").left(300, 110, "1,50").left(420, 110, "4,50");
    assertThat(read(french).sum()).isEqualByComparingTo("4.50");
  }

  @Test
  void aTableGoesOnUnderItsRepeatedHeaderAndWhatWasCarriedOverIsNoRow() {
    Sheet sheet = row(german(), 120, "1", "Nägel", "1", "1,00", "1,00");
    sheet.left(350, 140, "Übertrag").right(540, 140, "1,00").nextPage();
    sheet
        .left(50, 100, "Pos")
        .left(90, 100, "Beschreibung")
        .right(330, 100, "Menge")
        .left(345, 100, "Einheit")
        .right(450, 100, "Einzelpreis")
        .right(540, 100, "Gesamt")
        .left(350, 112, "Übertrag")
        .right(540, 112, "1,00");
    row(sheet, 130, "2", "Schrauben", "2", "3,00", "6,00");

    PageTable table = read(total(sheet, 180, "7,00"));

    assertThat(table.rows()).extracting(LineItem::getNumber).containsExactly("1", "2");
    assertThat(table.rows()).extracting(LineItem::getPage).containsExactly(1, 2);
    assertThat(table.proven()).isTrue();
  }

  @Test
  void aDiscountUnderARowBelongsToItAndTaxesBelowTheTotalAreNoRows() {
    Sheet sheet = row(german(), 120, "1", "Rasen", "3", "4,00", "12,00");
    sheet.left(350, 132, "abzgl. Rabatt").right(540, 132, "-2,00");
    row(sheet, 150, "2", "Pfand", "1", "5,00", "5,00");
    total(sheet, 180, "15,00").left(350, 192, "Umsatzsteuer 19 %").right(540, 192, "2,85");

    PageTable table = read(sheet);

    assertThat(table.rows()).extracting(LineItem::getLineTotal).containsExactly("10.00", "5.00");
    assertThat(table.rows().get(0).getAdjustment()).isEqualTo("-2.00");
    assertThat(table.proven()).isTrue();
  }

  @Test
  void freightBelowTheRowsIsAChargeWhereAStatedTotalProvesIt() {
    Sheet sheet = row(german(), 120, "1", "Rasen", "3", "4,00", "12,00");
    sheet.left(350, 160, "Positionen").right(540, 160, "12,00");
    sheet.left(350, 172, "Versandkosten").right(540, 172, "4,90");
    total(sheet, 190, "16,90");

    assertThat(read(sheet).charges()).isEqualByComparingTo("4.90");
  }

  @Test
  void aTitleThatSumsItsPartsIsNoRow() {
    Sheet sheet = row(german(), 120, "01", "Vorarbeiten", "1", "30,00", "30,00");
    row(sheet, 140, "01.01", "Räumen", "1", "10,00", "10,00");
    row(sheet, 160, "01.02", "Pflastern", "1", "20,00", "20,00");

    assertThat(read(total(sheet, 190, "30,00")).rows())
        .extracting(LineItem::getNumber)
        .containsExactly("01.01", "01.02");
  }

  @Test
  void aNumberThatTheNumberingPassesOverIsARowThatWasSeen() {
    Sheet sheet = row(german(), 120, "1", "Nägel", "1", "1,00", "1,00");
    row(sheet, 140, "2", "Schrauben", "1", "2,00", "2,00");
    row(sheet, 180, "4", "Dübel", "1", "4,00", "4,00");

    PageTable table = read(total(sheet, 220, "10,00"));

    assertThat(table.rows()).hasSize(3);
    assertThat(table.seen()).isEqualTo(4);
    assertThat(table.proven()).isFalse();
  }

  @Test
  void aSumThatNoTotalStatesProvesNothing() {
    Sheet sheet = row(german(), 120, "1", "Nägel", "1", "1,00", "1,00");
    assertThat(read(total(sheet, 220, "2,00")).proven()).isFalse();
  }

  @Test
  void aSpotThatWasNotBroadcastIsNotCharged() {
    Sheet sheet =
        new Sheet()
            .left(30, 90, "Line")
            .left(80, 90, "Description")
            .left(200, 90, "Date")
            .left(280, 90, "Length")
            .left(350, 90, "Rate");
    sheet
        .left(30, 110, "1")
        .left(80, 110, "News")
        .left(200, 110, "05/06/20")
        .left(280, 110, ":30")
        .left(350, 110, "$120.00");
    sheet
        .left(30, 130, "2")
        .left(80, 130, "News")
        .left(200, 130, "05/07/20")
        .left(280, 130, ":00")
        .left(350, 130, "$120.00");
    sheet.left(250, 170, "Gross Total").left(350, 170, "$120.00");

    PageTable table = read(sheet);

    assertThat(table.rows()).hasSize(2);
    assertThat(table.sum()).isEqualByComparingTo("120.00");
    assertThat(table.proven()).isTrue();
  }

  @Test
  void aPageWithoutSuchATableHasNone() {
    Sheet letter = new Sheet().left(50, 100, "Dear Sir, the total of 12.00 is due.");
    Sheet taxes =
        new Sheet()
            .left(50, 100, "Art")
            .left(120, 100, "Basisbetrag")
            .left(220, 100, "Steuersatz")
            .left(320, 100, "Steuerbetrag");
    taxes
        .left(50, 120, "Umsatzsteuer")
        .left(120, 120, "100,00")
        .left(220, 120, "19")
        .left(320, 120, "19,00");

    for (Sheet sheet : List.of(letter, taxes)) {
      assertThat(TableReader.read(sheet.content())).isEmpty();
    }
  }

  @Test
  void theDecimalMarkIsThatOfTheDocument() {
    Sheet sheet = row(german(), 120, "1", "Fleisch", "1.000", "5,50", "5.500,00");
    assertThat(read(sheet).rows().get(0).getQuantity()).isEqualTo("1000");
    assertThat(read(sheet).sum()).isEqualByComparingTo(new BigDecimal("5500"));
  }
}
