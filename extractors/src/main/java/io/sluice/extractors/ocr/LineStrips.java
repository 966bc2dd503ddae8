package io.sluice.extractors.ocr;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The strips of a page that PP-OCR's recognition network sees, {@value TextRecognizer#HEIGHT}
 * pixels high: what the network is trained on.
 */
public final class LineStrips {
  private static final double DPI = 72;

  private LineStrips() {}

  /**
   * A piece of a line.
   *
   * @param image gray
   * @param box where it is on the page, in pixels of the page
   * @param text what the network reads today, words parted by spaces
   */
  public record Strip(BufferedImage image, Box box, String text) {}

  /** The strips where the detection network sees text on an upright page. */
  public static List<Strip> detected(PpOcr engine, BufferedImage page)
      throws OcrException, InterruptedException {
    GrayImage gray = GrayImage.of(page);
    PrintTraits traits = PrintTraits.of(gray);
    PreparedPage prepared =
        PreparedPage.of(gray, DPI, PpOcr.scale(gray, traits), 0, traits.skew().degrees());
    List<Strip> strips = new ArrayList<>();
    engine
        .strips(gray, DPI, prepared, Deadline.in(Duration.ofMinutes(2)))
        .forEach(line -> line.forEach(strip -> strips.add(strip(engine, strip))));
    return strips;
  }

  private static Strip strip(PpOcr engine, PpOcr.PageStrip strip) {
    GrayImage image = strip.read().strip();
    String text =
        String.join(" ", engine.split(strip.read()).stream().map(WordSplitter.Span::text).toList());
    return new Strip(
        image.toBufferedImage(),
        Box.mapped(0, 0, image.width(), image.height(), strip.toPoints()),
        text);
  }

  /**
   * The strip of a box that a transcript names.
   *
   * @param along how much paper to add at each end, in heights of the box
   * @param across how much to add above and below, likewise
   */
  public static BufferedImage at(BufferedImage page, Box box, double along, double across) {
    TextRegion region =
        new TextRegion(
            (box.left() + box.right()) / 2,
            (box.top() + box.bottom()) / 2,
            box.width() + 2 * along * box.height(),
            box.height() * (1 + 2 * across),
            0);
    int width = TextRecognizer.width(region);
    AffineTransform toPage = region.fromStrip(width, TextRecognizer.HEIGHT);
    Pyramid.Level level = new Pyramid(GrayImage.of(page)).levelFor(toPage);
    return level
        .image()
        .sampled(level.toLevel(toPage), width, TextRecognizer.HEIGHT)
        .toBufferedImage();
  }
}
