package io.sluice.extractors.ocr;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;

/** Draws pages of known words. */
final class Pages {
  static final double DPI = 150;
  static final List<String> LINES =
      List.of(
          "INVOICE number 48213",
          "Issued on 14 March 2026",
          "Consulting hours 120.00",
          "Travel expenses 347.50",
          "Amount due 467.50 EUR",
          "Payment within thirty days",
          "Please quote the reference",
          "Harbour Street 7 Bremen");

  private Pages() {}

  /** Black text on white, A5 at {@link #DPI}, tilted clockwise about the middle. */
  static BufferedImage text(double tiltDegrees) {
    BufferedImage page = blank(875, 1240);
    Graphics2D g = page.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.rotate(Math.toRadians(tiltDegrees), page.getWidth() / 2.0, page.getHeight() / 2.0);
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 36));
    for (int i = 0; i < LINES.size(); i++) {
      g.drawString(LINES.get(i), 110, baseline(i));
    }
    g.dispose();
    return page;
  }

  static int baseline(int line) {
    return 200 + 100 * line;
  }

  static BufferedImage blank(int width, int height) {
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = page.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return page;
  }

  /** A share of the pixels turned black or white. */
  static BufferedImage noisy(BufferedImage clean, double share) {
    Random random = new Random(7);
    BufferedImage page = blank(clean.getWidth(), clean.getHeight());
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        int gray = clean.getRaster().getSample(x, y, 0);
        int sample = random.nextDouble() < share ? random.nextInt(2) * 255 : gray;
        page.getRaster().setSample(x, y, 0, sample);
      }
    }
    return page;
  }

  /** Turned clockwise by quarters. */
  static BufferedImage turned(BufferedImage page, int quarters) {
    boolean sideways = quarters % 2 == 1;
    BufferedImage turned =
        blank(
            sideways ? page.getHeight() : page.getWidth(),
            sideways ? page.getWidth() : page.getHeight());
    Graphics2D g = turned.createGraphics();
    g.translate(turned.getWidth() / 2.0, turned.getHeight() / 2.0);
    g.rotate(quarters * Math.PI / 2);
    g.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
    g.drawImage(page, 0, 0, null);
    g.dispose();
    return turned;
  }

  /** Share of the drawn words that were read, letter by letter. */
  static double recall(OcrPage read) {
    List<String> words = read.words().stream().map(OcrWord::text).toList();
    List<String> drawn = LINES.stream().flatMap(line -> List.of(line.split(" ")).stream()).toList();
    return (double) drawn.stream().filter(words::contains).count() / drawn.size();
  }

  static OcrWord word(OcrPage read, String text) {
    return read.words().stream()
        .filter(word -> word.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no word " + text + " in: " + read.text()));
  }
}
