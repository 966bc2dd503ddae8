package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.util.List;

/** Finds pages that are set in two columns of running text. */
final class Columns {
  private static final int BINS = 100;
  private static final int MIN_WORDS = 150;

  /** Share of the words that may reach across a gutter (headings do). */
  private static final double CROSSING = 0.02;

  private static final double SIDE = 0.35;
  private static final double LEFT_MOST = 0.40;
  private static final double RIGHT_MOST = 0.60;
  private static final int GUTTER_BINS = 2;

  /** Running text has this many words a line and side; a table of labels and values has fewer. */
  private static final double WORDS_A_LINE = 4.5;

  private Columns() {}

  static boolean inColumns(List<PlacedWord> words) {
    if (words.size() < MIN_WORDS) {
      return false;
    }
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    for (PlacedWord word : words) {
      left = Math.min(left, word.x0());
      right = Math.max(right, word.x1());
    }
    float width = right - left;
    if (!(width > 0)) {
      return false;
    }
    int[] covered = new int[BINS + 1];
    for (PlacedWord word : words) {
      int to = bin(word.x1() - left, width);
      for (int bin = bin(word.x0() - left, width); bin <= to; bin++) {
        covered[bin]++;
      }
    }
    int run = 0;
    for (int bin = (int) (LEFT_MOST * BINS); bin <= RIGHT_MOST * BINS; bin++) {
      run = covered[bin] <= CROSSING * words.size() ? run + 1 : 0;
      if (run >= GUTTER_BINS && runningTextBesides(words, left + width * bin / BINS)) {
        return true;
      }
    }
    return false;
  }

  private static int bin(float x, float width) {
    return Math.clamp((long) (x / width * BINS), 0, BINS);
  }

  private static boolean runningTextBesides(List<PlacedWord> words, float gutter) {
    long before = words.stream().filter(word -> word.x1() <= gutter).count();
    long after = words.stream().filter(word -> word.x0() >= gutter).count();
    if (Math.min(before, after) < SIDE * words.size()) {
      return false;
    }
    long lines = words.stream().filter(PlacedWord::startsLine).count();
    return words.size() / (double) Math.max(1, lines) >= 2 * WORDS_A_LINE;
  }
}
