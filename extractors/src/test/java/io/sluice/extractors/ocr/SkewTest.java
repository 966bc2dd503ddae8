package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkewTest {

  @ParameterizedTest
  @CsvSource({"-4.5, 0", "-1.2, 0", "0, 0", "0.8, 0", "4.5, 0", "1.2, 1", "-2, 3"})
  void theTiltIsFoundWithinATenthOfADegree(double tilt, int quarters) {
    GrayImage page = GrayImage.of(Pages.turned(Pages.text(tilt), quarters));

    Skew skew = PrintTraits.of(page).skew();

    assertThat(skew.degrees()).isEqualTo(tilt, within(0.11));
    assertThat(skew.sideways()).isEqualTo(quarters % 2 == 1);
  }
}
