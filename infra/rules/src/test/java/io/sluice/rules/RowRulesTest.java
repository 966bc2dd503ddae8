package io.sluice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.Doubt;
import io.sluice.events.LineItem;
import io.sluice.events.LineItems;
import io.sluice.events.Reader;
import io.sluice.types.ValidatorSpec;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowRulesTest {
  private static final ValidatorSpec.RowsSum NET =
      new ValidatorSpec.RowsSum("total", "tax", new BigDecimal("0.005"));

  private static LineItem.Builder row(String quantity, String price, String total) {
    return Samples.lineItem("1", total).setQuantity(quantity).setUnitPrice(price);
  }

  private static LineItems.Builder items(Reader reader, LineItem.Builder... rows) {
    return Samples.lineItems(reader, rows);
  }

  private static List<String> words(List<Doubt> doubts) {
    assertThat(doubts).allMatch(doubt -> doubt.getCode().equals("VALIDATOR_FAILED"));
    return doubts.stream().map(Doubt::getMessage).toList();
  }

  private static List<String> sum(LineItems.Builder items, String total, String tax) {
    return words(
        RowRules.of(items.build())
            .sum(NET, new BigDecimal(total), tax == null ? null : new BigDecimal(tax)));
  }

  private static List<String> complete(LineItems.Builder items) {
    return words(RowRules.of(items.build()).complete());
  }

  private static List<String> arithmetic(LineItems.Builder items) {
    return words(RowRules.of(items.build()).arithmetic());
  }

  @Test
  void rowsAddUpToTheTotalWithTheTaxOrWithout() {
    LineItems.Builder rows =
        items(Reader.PATTERN, row("1", "60.00", "60.00"), row("1", "40.00", "40.00"));
    assertThat(sum(rows, "119.00", "19.00")).as("net rows").isEmpty();
    assertThat(sum(rows, "100.00", "15.97")).as("rows with tax").isEmpty();
    assertThat(sum(rows, "100.00", null)).isEmpty();
    assertThat(sum(rows, "118.00", "19.00"))
        .containsExactly("sum of 2 rows 100.00, with tax 119.00 ≠ 118.00");
  }

  @Test
  void chargesAndAllowancesOfTheDocumentTakePart() {
    LineItems.Builder rows =
        items(Reader.STRUCTURE, row("1", "202.70", "202.70"))
            .setCharges("5.80")
            .setAllowances("14.73");
    assertThat(sum(rows, "215.07", "21.30")).isEmpty();
    assertThat(sum(rows, "224.00", "21.30"))
        .containsExactly(
            "sum of 1 rows 202.70, with charges and allowances 193.77, with tax 215.07 ≠ 224.00");
  }

  @Test
  void roundingIsHalfACentARow() {
    LineItems.Builder rows =
        items(Reader.STRUCTURE, row("1", "1", "1.004"), row("1", "1", "1.004"));
    assertThat(sum(rows, "2.01", null)).isEmpty();
    assertThat(sum(rows, "2.02", null)).hasSize(1);
  }

  @Test
  void aRowWithoutAnAmountCannotBeAddedUp() {
    assertThat(sum(items(Reader.STRUCTURE, row("1", "1", null)), "1.00", null))
        .containsExactly("a row without an amount: the rows cannot be added up to total");
  }

  @Test
  void whatIsAbsentBreaksNoRule() {
    RowRules none = RowRules.of(null);
    assertThat(none.sum(NET, BigDecimal.ONE, null)).isEmpty();
    assertThat(none.complete()).isEmpty();
    assertThat(none.arithmetic()).isEmpty();
    assertThat(none.gtins()).isEmpty();
    assertThat(none.notOnPage()).isEmpty();
  }

  @Test
  void aRowThatThePageShowsAndNobodyReadIsNamedWithBothNumbers() {
    assertThat(complete(items(Reader.PATTERN, row("1", "1", "1.00")).setRowsSeen(2)))
        .containsExactly("1 rows read, but the page shows 2");
    assertThat(complete(items(Reader.PATTERN, row("1", "1", "1.00")).setRowsSeen(1))).isEmpty();
    assertThat(complete(items(Reader.PATTERN, row("1", "1", "1.00")))).as("no page").isEmpty();
  }

  @Test
  void rowsOfAMachineReadablePartAreHeldOnlyAgainstAPageThatProvesItself() {
    LineItems.Builder rows = items(Reader.STRUCTURE, row("1", "1", "1.00")).setRowsSeen(2);
    assertThat(complete(rows)).isEmpty();
    assertThat(complete(rows.setPageProven(true)))
        .containsExactly("1 rows in the machine-readable part, but the page shows 2");
  }

  @Test
  void aRowThatStandsOnNoProvenPageIsNamed() {
    LineItems.Builder rows =
        items(
                Reader.STRUCTURE,
                Samples.lineItem("1", "1.00").setPage(1),
                Samples.lineItem("2", "9.00").setDescription("Ghost"))
            .setPageProven(true);
    assertThat(words(RowRules.of(rows.build()).notOnPage()))
        .containsExactly("row 2 'Ghost' with 9.00 stands on no page");
  }

  @Test
  void quantityTimesPriceIsTheAmountBeforeTheRowsOwnAdjustment() {
    assertThat(arithmetic(items(Reader.STRUCTURE, row("20", "2.77", "55.40")))).isEmpty();
    assertThat(arithmetic(items(Reader.STRUCTURE, row("20", "2.77", "55.46"))))
        .containsExactly("row 1 '': 20 × 2.77 ≠ 55.46");
    assertThat(
            arithmetic(items(Reader.STRUCTURE, row("3", "4.00", "10.00").setAdjustment("-2.00"))))
        .isEmpty();
    assertThat(arithmetic(items(Reader.STRUCTURE, row("3", null, "10.00")))).isEmpty();
  }

  @Test
  void aPriceOfManyDecimalsIsTakenForRounded() {
    assertThat(arithmetic(items(Reader.STRUCTURE, row("3000", "3.3333", "10000.00")))).isEmpty();
    assertThat(arithmetic(items(Reader.STRUCTURE, row("3000", "3.3333", "10010.00")))).hasSize(1);
  }

  @Test
  void aPriceIsForTheNumberThatThePartSaysAndOnAPageForAPowerOfTen() {
    LineItem.Builder hundred = row("150", "49.29", "73.94");
    assertThat(arithmetic(items(Reader.PATTERN, hundred))).isEmpty();
    assertThat(arithmetic(items(Reader.STRUCTURE, hundred))).hasSize(1);
    assertThat(arithmetic(items(Reader.STRUCTURE, hundred.setPriceBase("100")))).isEmpty();
  }

  @Test
  void onlyTheFirstBrokenRowsAreNamed() {
    LineItem.Builder wrong = row("2", "1.00", "3.00");
    assertThat(arithmetic(items(Reader.PATTERN, wrong, wrong, wrong, wrong, wrong)))
        .hasSize(4)
        .last()
        .isEqualTo("2 more rows like this");
  }

  @Test
  void theCheckDigitsOfGoodsAreChecked() {
    LineItems.Builder rows =
        items(
            Reader.STRUCTURE,
            Samples.lineItem("1", "1").setGtin("4006381333931"),
            Samples.lineItem("2", "1").setGtin("4006381333932"));
    assertThat(words(RowRules.of(rows.build()).gtins()))
        .containsExactly("row 2 '': '4006381333932' has wrong check digits for GTIN");
  }

  @Test
  void whatIsNoNumberIsNoAmount() {
    assertThat(sum(items(Reader.PATTERN, row("1", "1", "a lot")), "1.00", null)).hasSize(1);
  }
}
