package io.sluice.extractors.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.extractors.frames.PlacedWord;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InkTest {
  private static final int DPI = 72;

  @Test
  void aLayerWhoseWordsStandOnThePrintIsBelieved() {
    assertThat(Ink.isExplainedBy(lines(100, 10), printedAt(100, 10), DPI)).isTrue();
  }

  @Test
  void aLayerHiddenBehindAnotherPrintIsNot() {
    assertThat(Ink.isExplainedBy(lines(500, 10), printedAt(100, 10), DPI)).isFalse();
  }

  @Test
  void aLayerLaidOverADensePageIsNotEvenThoughEveryWordMeetsInk() {
    BufferedImage page = printedAt(0, 0);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.BLACK);
    for (int y = 20; y < 780; y += 7) {
      graphics.fillRect(20, y, 570, 2);
    }
    graphics.dispose();
    assertThat(Ink.isExplainedBy(lines(100, 10), page, DPI)).isFalse();
  }

  @Test
  void aPictureBesideBelievableWordsChangesNothing() {
    BufferedImage page = printedAt(100, 10);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.BLACK);
    graphics.fillRect(0, 400, 600, 350);
    graphics.dispose();
    assertThat(Ink.isExplainedBy(lines(100, 10), page, DPI)).isTrue();
  }

  /** Words of 60 by 10 points, one a line. */
  private static List<PlacedWord> lines(int top, int count) {
    List<PlacedWord> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float y = top + 20f * i;
      words.add(new PlacedWord("word", 50, y, 110, y + 10, true));
    }
    return words;
  }

  /** A page with a third of each word's box printed. */
  private static BufferedImage printedAt(int top, int count) {
    BufferedImage page = new BufferedImage(612, 792, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 612, 792);
    graphics.setColor(Color.BLACK);
    for (int i = 0; i < count; i++) {
      graphics.fillRect(55, top + 20 * i + 3, 50, 4);
    }
    graphics.dispose();
    return page;
  }
}
