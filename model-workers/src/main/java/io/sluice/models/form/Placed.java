package io.sluice.models.form;

import io.sluice.events.Word;
import java.util.Locale;

/**
 * A word on a straightened page.
 *
 * @param word as it was read
 * @param letters its letters and digits, in lower case
 * @param y0 its upper edge, in points, as if the page had been scanned straight
 * @param y1 its lower edge
 */
record Placed(Word word, String letters, float x0, float y0, float x1, float y1) {

  static Placed of(Word word, double slope) {
    float x = (word.getBox().getX0() + word.getBox().getX1()) / 2;
    float shift = (float) (slope * x);
    return new Placed(
        word,
        letters(word.getText()),
        word.getBox().getX0(),
        word.getBox().getY0() - shift,
        word.getBox().getX1(),
        word.getBox().getY1() - shift);
  }

  static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  String text() {
    return word.getText();
  }

  float height() {
    return y1 - y0;
  }

  float middle() {
    return (y0 + y1) / 2;
  }

  float center() {
    return (x0 + x1) / 2;
  }

  /**
   * The share of the lower one's height that both have in common; negative where they are apart.
   */
  float overlap(Placed other) {
    float common = Math.min(y1, other.y1) - Math.max(y0, other.y0);
    return common / Math.max(0.1f, Math.min(height(), other.height()));
  }
}
