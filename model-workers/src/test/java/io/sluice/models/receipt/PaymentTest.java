package io.sluice.models.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PaymentTest {

  @Test
  void whatWasGivenLessTheChangeIsPaidWhateverElseIsATotal() {
    Payment.Found paid =
        read(
            "SUB TOTAL 64.00",
            "GST 6% 3.84",
            "ROUNDING ADJ 0.01",
            "NET TOTAL 67.85",
            "CASH 100.00",
            "CHANGE 32.15",
            "TOTAL TAX 3.84");

    assertThat(paid.amount()).isEqualByComparingTo("67.85");
    assertThat(paid.sure()).isTrue();
    assertThat(paid.words().getFirst().getText()).isEqualTo("67.85");
  }

  @Test
  void cashThatIsExactNeedsNoChange() {
    assertThat(read("TOTAL : 6. 00", "CASH : 6. 00").amount()).isEqualByComparingTo("6.00");
    assertThat(read("TOTAL : 6. 00", "CASH : 6. 00").sure()).isTrue();
  }

  @Test
  void aLineOfAmountsOfTaxIsNoTotal() {
    assertThat(read("Total 5.30", "Total: 5.00 0.30").amount()).isEqualByComparingTo("5.30");
  }

  @Test
  void countsOfThingsAndTaxesAreNoTotals() {
    Payment.Found paid =
        read("TOTAL QTY 3.00", "TOTAL (EXCLUDING GST) 5.66", "TOTAL GST 0.34", "TOTAL 6.00");

    assertThat(paid.amount()).isEqualByComparingTo("6.00");
    assertThat(paid.sure()).isFalse();
  }

  @Test
  void anAmountOnTheLineBelowItsLabelIsThatOfTheLabel() {
    assertThat(read("GRAND TOTAL", "RM 29.30").amount()).isEqualByComparingTo("29.30");
  }

  @Test
  void lettersThatAreMisreadDoNotHideALabel() {
    assertThat(read("T0TAI RMO.90", "1 x 0.90").amount()).isEqualByComparingTo("0.90");
  }

  @Test
  void withoutALabelNothingIsPaid() {
    assertThat(Payment.find(Slips.scanned("Bread 5.00", "Milk 2.00"))).isEmpty();
  }

  @Property(tries = 200)
  void theProofHoldsForAnyAmounts(
      @ForAll @IntRange(min = 1, max = 99_999) int cents,
      @ForAll @IntRange(min = 1, max = 99_999) int change) {
    BigDecimal total = BigDecimal.valueOf(cents, 2);
    BigDecimal back = BigDecimal.valueOf(change, 2);
    Payment.Found paid =
        read("Total " + total, "Cash " + total.add(back), "Change " + back, "Points 12");

    assertThat(paid.amount()).isEqualByComparingTo(total);
    assertThat(paid.sure()).isTrue();
  }

  @Property(tries = 200)
  void anyTextIsReadWithoutHarm(@ForAll @StringLength(max = 300) String text) {
    Optional<Payment.Found> paid = Payment.find(Slips.scanned(text.split("\\R", -1)));

    paid.ifPresent(found -> assertThat(found.words()).isNotEmpty());
  }

  private static Payment.Found read(String... lines) {
    return Payment.find(Slips.scanned(lines)).orElseThrow();
  }
}
