package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a read line into words. PP-OCR's Chinese networks drop many spaces and put others within
 * fixed-pitch words, so the print decides: in fixed pitch, a space is a cell left out; else it is
 * read, or white clearly wider than in words.
 */
final class WordSplitter {
  /** Least width of a space over the height of the strip, in proportional print. */
  private static final double LEAST_SPACE = 0.2;

  /** How much wider than the usual gap between letters a space is. */
  private static final double WIDER = 2.2;

  /** In fixed pitch: cells from one letter to the next, where a space lies between. */
  private static final double SKIPS = 1.35;

  /**
   * A line is in fixed pitch if this share of the steps is off a whole number of cells by less than
   * this.
   */
  private static final double OFF_PITCH = 0.2;

  private static final double ON_PITCH_SHARE = 0.8;
  private static final int LEAST_LETTERS = 5;

  private WordSplitter() {}

  /** A word on a strip: pixels of the strip from {@code left} to {@code right}. */
  record Span(String text, double left, double right, double confidence) {}

  /** A letter with the columns of its ink; {@code spaceRead} after it. */
  private record Glyph(ReadLine.Letter letter, double left, double right, boolean spaceRead) {
    double middle() {
      return (left + right) / 2;
    }
  }

  static List<Span> split(ReadLine line) {
    List<Glyph> glyphs = glyphs(line);
    double[] gaps = new double[Math.max(0, glyphs.size() - 1)];
    double[] steps = new double[gaps.length];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = glyphs.get(i + 1).left - glyphs.get(i).right;
      steps[i] = glyphs.get(i + 1).middle() - glyphs.get(i).middle();
    }
    double pitch = pitch(steps);
    double usual = median(gaps);
    double least = LEAST_SPACE * line.strip().height();
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < glyphs.size(); i++) {
      boolean ends;
      if (i + 1 == glyphs.size()) {
        ends = true;
      } else if (pitch > 0) {
        ends = steps[i] > SKIPS * pitch;
      } else {
        ends = glyphs.get(i).spaceRead || gaps[i] >= Math.max(least, WIDER * usual);
      }
      if (ends) {
        spans.add(span(glyphs.subList(start, i + 1)));
        start = i + 1;
      }
    }
    return spans;
  }

  /** The width of a cell in pixels, or 0 where the letters do not stand in cells. */
  private static double pitch(double[] steps) {
    double pitch = median(steps);
    if (steps.length + 1 < LEAST_LETTERS || pitch <= 0) {
      return 0;
    }
    long on = Arrays.stream(steps).filter(step -> onPitch(step / pitch)).count();
    return on >= ON_PITCH_SHARE * steps.length ? pitch : 0;
  }

  private static boolean onPitch(double cells) {
    long whole = Math.round(cells);
    return whole >= 1 && Math.abs(cells - whole) < OFF_PITCH;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /**
   * The letters without the spaces, each with the ink between the middles of the gaps on both
   * sides.
   */
  private static List<Glyph> glyphs(ReadLine line) {
    boolean[] white = whiteColumns(line.strip());
    List<ReadLine.Letter> letters =
        line.letters().stream().filter(letter -> !letter.isSpace()).toList();
    List<Glyph> glyphs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < letters.size(); i++) {
      ReadLine.Letter letter = letters.get(i);
      boolean last = i + 1 == letters.size();
      int to = last ? white.length : divide(white, (int) letter.x(), (int) letters.get(i + 1).x());
      int left = from;
      while (left < letter.x() && white[left]) {
        left++;
      }
      int right = to;
      while (right > letter.x() + 1 && white[right - 1]) {
        right--;
      }
      glyphs.add(
          new Glyph(letter, left, Math.max(left + 1, right), spaceAfter(line.letters(), letter)));
      from = to;
    }
    return glyphs;
  }

  private static boolean spaceAfter(List<ReadLine.Letter> letters, ReadLine.Letter letter) {
    for (int i = 0; i + 1 < letters.size(); i++) {
      if (letters.get(i) == letter) {
        return letters.get(i + 1).isSpace();
      }
    }
    return false;
  }

  /**
   * The middle of the longest run of white columns between two letters, or the middle between them.
   */
  private static int divide(boolean[] white, int from, int to) {
    int longest = 0;
    int middle = (from + to + 1) / 2;
    int run = 0;
    for (int x = from; x < to; x++) {
      run = white[x] ? run + 1 : 0;
      if (run > longest) {
        longest = run;
        middle = x - run / 2;
      }
    }
    return middle;
  }

  /**
   * Columns without ink, where ink is the rarer side of Otsu's threshold: print may be white on
   * black.
   */
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

  private static Span span(List<Glyph> glyphs) {
    StringBuilder text = new StringBuilder();
    double confidence = 0;
    for (Glyph glyph : glyphs) {
      text.append(glyph.letter.text());
      confidence += glyph.letter.confidence();
    }
    return new Span(
        text.toString(),
        glyphs.getFirst().left,
        glyphs.getLast().right,
        confidence / glyphs.size());
  }
}
