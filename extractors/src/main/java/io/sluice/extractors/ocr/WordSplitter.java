package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a read line into words. PP-OCR's Chinese networks drop most spaces, so white columns between two letters count
 * as a space where they are clearly wider than the gaps within words.
 */
final class WordSplitter {
  /** Least width of a space over the height of the strip. */
  private static final double LEAST_SPACE = 0.16;

  /** How much wider than the usual gap between letters a space is. */
  private static final double WIDER = 2.2;

  private WordSplitter() {}

  /** A word on a strip: pixels of the strip from {@code left} to {@code right}. */
  record Span(String text, double left, double right, double confidence) {}

  static List<Span> split(ReadLine line) {
    List<ReadLine.Letter> letters = line.letters();
    boolean[] white = whiteColumns(line.strip());
    double[] gaps = gaps(letters, white);
    double threshold = threshold(gaps, line.strip().height());
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < letters.size(); i++) {
      boolean ends = i + 1 == letters.size() || letters.get(i + 1).isSpace() || gaps[i] >= threshold;
      if (letters.get(i).isSpace()) {
        start = i + 1;
      } else if (ends) {
        spans.add(span(letters, start, i, white));
        start = i + 1;
      }
    }
    return spans;
  }

  /** Columns without ink, where ink is the rarer side of Otsu's threshold: print may be white on black. */
  private static boolean[] whiteColumns(GrayImage strip) {
    int threshold = Otsu.threshold(strip.pixels());
    int dark = 0;
    for (byte pixel : strip.pixels()) {
      dark += (pixel & 0xff) <= threshold ? 1 : 0;
    }
    boolean inkIsDark = 2 * dark <= strip.pixels().length;
    // The outermost rows may touch the neighbouring lines.
    int margin = strip.height() / 8;
    boolean[] white = new boolean[strip.width()];
    for (int x = 0; x < white.length; x++) {
      int ink = 0;
      for (int y = margin; y < strip.height() - margin; y++) {
        ink += strip.at(x, y) <= threshold == inkIsDark ? 1 : 0;
      }
      white[x] = ink <= 1;
    }
    return white;
  }

  /** The longest run of white columns between each letter and the next. */
  private static double[] gaps(List<ReadLine.Letter> letters, boolean[] white) {
    double[] gaps = new double[letters.size()];
    for (int i = 0; i + 1 < letters.size(); i++) {
      int run = 0;
      for (int x = (int) letters.get(i).x(); x < letters.get(i + 1).x(); x++) {
        run = white[x] ? run + 1 : 0;
        gaps[i] = Math.max(gaps[i], run);
      }
    }
    return gaps;
  }

  private static double threshold(double[] gaps, int height) {
    if (gaps.length < 2) {
      return Double.MAX_VALUE;
    }
    double[] sorted = Arrays.copyOf(gaps, gaps.length - 1);
    Arrays.sort(sorted);
    // Most gaps are within words, so their median is the usual one.
    return Math.max(LEAST_SPACE * height, WIDER * sorted[(sorted.length - 1) / 2]);
  }

  private static Span span(List<ReadLine.Letter> letters, int first, int last, boolean[] white) {
    StringBuilder text = new StringBuilder();
    double confidence = 0;
    for (int i = first; i <= last; i++) {
      text.append(letters.get(i).text());
      confidence += letters.get(i).confidence();
    }
    int left = (int) letters.get(first).x();
    int from = first == 0 ? 0 : (int) letters.get(first - 1).x();
    int right = (int) letters.get(last).x();
    int to = last + 1 == letters.size() ? white.length - 1 : (int) letters.get(last + 1).x();
    return new Span(
        text.toString(), edge(white, left, from, -1), edge(white, right, to, 1) + 1, confidence / (last - first + 1));
  }

  /** The last column of ink from {@code at} before a gap, not beyond {@code limit}. */
  private static int edge(boolean[] white, int at, int limit, int step) {
    int edge = at;
    int blank = 0;
    for (int x = at; x != limit && blank < 7; x += step) {
      blank = white[x] ? blank + 1 : 0;
      edge = white[x] ? edge : x;
    }
    return edge;
  }
}
