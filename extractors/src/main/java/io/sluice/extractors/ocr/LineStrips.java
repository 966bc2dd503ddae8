package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;

/**
 * The strips of a page that PP-OCR's recognition network sees, {@value TextRecognizer#HEIGHT}
 * pixels high: what the network is trained on.
 */
public final class LineStrips {
  private static final double DPI = 72;

  private final GrayImage page;
  private final Pyramid pyramid;

  /** Of an upright page. */
  public LineStrips(BufferedImage page) {
    this.page = GrayImage.of(page);
    this.pyramid = new Pyramid(this.page);
  }

  /**
   * A piece of a line.
   *
   * @param image gray
   * @param box where it is on the page, in pixels of the page
   */
  public record Strip(BufferedImage image, Box box) {}

  /** The strips where the detection network sees text. */
  public List<Strip> detected(PpOcr engine) throws OcrException, InterruptedException {
    PrintTraits traits = PrintTraits.of(page);
    PreparedPage prepared =
        PreparedPage.of(page, DPI, PpOcr.scale(page, traits), 0, traits.skew().degrees());
    return engine.strips(page, DPI, prepared, Deadline.in(Duration.ofMinutes(2))).stream()
        .flatMap(List::stream)
        .map(LineStrips::strip)
        .toList();
  }

  private static Strip strip(PpOcr.PageStrip strip) {
    GrayImage image = strip.read().strip();
    return new Strip(
        image.toBufferedImage(), Box.mapped(0, 0, image.width(), image.height(), strip.toPoints()));
  }

  /**
   * The strip of a box that a transcript names.
   *
   * @param along how much paper to add at each end, in heights of the box
   * @param across how much to add above and below, likewise
   */
  public BufferedImage at(Box box, double along, double across) {
    TextRegion region =
        new TextRegion(
            (box.left() + box.right()) / 2,
            (box.top() + box.bottom()) / 2,
            box.width() + 2 * along * box.height(),
            box.height() * (1 + 2 * across),
            0);
    int width = TextRecognizer.width(region);
    AffineTransform toPage = region.fromStrip(width, TextRecognizer.HEIGHT);
    Pyramid.Level level = pyramid.levelFor(toPage);
    return level
        .image()
        .sampled(level.toLevel(toPage), width, TextRecognizer.HEIGHT)
        .toBufferedImage();
  }
}
