package io.sluice.extractors.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every engine does. */
abstract class EngineContract {
  static final Duration AMPLE = Duration.ofSeconds(90);
  private static final double POINTS = 72 / Pages.DPI;

  abstract OcrEngine engine();

  @Test
  void cleanPrintIsReadWordByWord() throws Exception {
    OcrPage read = engine().read(Pages.text(0), Pages.DPI, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.9);
    assertThat(read.meanConfidence()).isBetween(0.7, 1.0);
    assertThat(read.skewDegrees()).isEqualTo(0, within(0.3));
  }

  @Test
  void wordsComeInReadingOrderWithTheirLines() throws Exception {
    OcrPage read = engine().read(Pages.text(0), Pages.DPI, AMPLE);

    assertThat(read.words()).extracting(OcrWord::line).isSorted();
    assertThat(read.text().lines().toList())
        .hasSameSizeAs(Pages.LINES)
        .contains("Amount due 467.50 EUR");
  }

  @Test
  void boxesAreInPointsFromTheTopLeft() throws Exception {
    OcrPage read = engine().read(Pages.text(0), Pages.DPI, AMPLE);

    Box first = Pages.word(read, "Amount").box();
    assertThat(first.left()).isEqualTo(110 * POINTS, within(4.0));
    assertThat(first.bottom()).isEqualTo(Pages.baseline(4) * POINTS, within(4.0));
    assertThat(first.height()).isBetween(8.0, 20.0);
    assertThat(Pages.word(read, "due").box().left()).isGreaterThan(first.right());
  }

  @Test
  void tiltedPrintIsReadAndItsBoxesLieOnThePageAsGiven() throws Exception {
    BufferedImage page = Pages.text(1.2);

    OcrPage read = engine().read(page, Pages.DPI, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.85);
    assertThat(read.skewDegrees()).isEqualTo(1.2, within(0.2));
    // The middle of the page stays where it is; the left edge has moved up by the tilt.
    double lift = Math.sin(Math.toRadians(1.2)) * (page.getWidth() / 2.0 - 110);
    double bottom = Pages.word(read, "Travel").box().bottom();
    assertThat(bottom).isEqualTo((Pages.baseline(3) - lift) * POINTS, within(5.0));
  }

  @Test
  void noisyPrintIsRead() throws Exception {
    OcrPage read = engine().read(Pages.noisy(Pages.text(0), 0.08), Pages.DPI, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.75);
  }

  @Test
  void printThatRunsDownThePageIsRead() throws Exception {
    OcrPage read = engine().read(Pages.turned(Pages.text(0), 1), Pages.DPI, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.85);
    assertThat(read.skewDegrees()).isEqualTo(90, within(0.5));
    // Turned clockwise, what was 110 from the left is 110 from the top.
    Box box = Pages.word(read, "Travel").box();
    assertThat(box.top()).isEqualTo(110 * POINTS, within(4.0));
    assertThat(box.height()).isGreaterThan(box.width());
  }

  @Test
  void printThatRunsUpThePageIsRead() throws Exception {
    OcrPage read = engine().read(Pages.turned(Pages.text(0), 3), Pages.DPI, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.85);
    assertThat(read.skewDegrees()).isEqualTo(-90, within(0.5));
  }

  @Test
  void printUpsideDownIsRead() throws Exception {
    OcrPage read = engine().read(Pages.turned(Pages.text(0), 2), Pages.DPI, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.85);
    assertThat(read.skewDegrees()).isEqualTo(180, within(0.5));
  }

  @Test
  void anEmptyPageHasNoWords() throws Exception {
    OcrPage read = engine().read(Pages.blank(600, 800), Pages.DPI, AMPLE);

    assertThat(read.words()).isEmpty();
    assertThat(read.meanConfidence()).isZero();
  }

  @Test
  void aTinyImageHasNoWords() throws Exception {
    assertThat(engine().read(Pages.blank(1, 1), Pages.DPI, AMPLE).words()).isEmpty();
  }

  @Test
  void anImageOfFiftyMegapixelsIsReadScaledDown() throws Exception {
    BufferedImage huge = Pages.blank(6000, 8500);
    huge.createGraphics().drawImage(Pages.text(0), 0, 0, 6000, 8500, null);

    OcrPage read = engine().read(huge, Pages.DPI * 6000 / 875, AMPLE);

    assertThat(Pages.recall(read)).as(read.text()).isGreaterThanOrEqualTo(0.85);
    assertThat(Pages.word(read, "Travel").box().left()).isEqualTo(110 * POINTS, within(4.0));
  }

  @Test
  void aPageBeyondItsLimitTimesOut() {
    assertThatThrownBy(() -> engine().read(Pages.text(0), Pages.DPI, Duration.ofMillis(1)))
        .isInstanceOf(OcrException.TimedOut.class);
  }
}
