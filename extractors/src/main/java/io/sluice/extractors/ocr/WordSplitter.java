package io.sluice.extractors.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a read line into words. A logistic function weighs how likely the network holds a space,
 * the white between the letters, and how far apart they stand compared with the others of the line,
 * which tells an empty cell of fixed pitch. A point between digits hardly has spaces around it.
 */
final class WordSplitter {
  private static final double MOST_STEPS = 3;
  private static final double LEAST_PROBABILITY = 1e-5;

  private WordSplitter() {}

  /**
   * The weights, which are a network's own: the less it knows of spaces, the more the print has to
   * say.
   *
   * @param network of the network's log-odds of a space
   * @param gap for a gap as wide as the strip is high
   * @param step for a step from letter to letter as wide as the line's median step
   * @param withinNumber for a point between digits
   */
  record Spaces(double bias, double network, double gap, double step, double withinNumber) {}

  /** A word on a strip: pixels of the strip from {@code left} to {@code right}. */
  record Span(String text, double left, double right, double confidence) {}

  /** A letter with the columns of its ink. */
  private record Glyph(ReadLine.Letter letter, double left, double right) {
    double middle() {
      return (left + right) / 2;
    }

    boolean isDigit() {
      return Character.isDigit(letter.text().codePointAt(0));
    }

    boolean isPoint() {
      return ".,".contains(letter.text());
    }
  }

  static List<Span> split(ReadLine line, Spaces spaces) {
    List<Glyph> glyphs = glyphs(line);
    double[] steps = new double[Math.max(0, glyphs.size() - 1)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = glyphs.get(i + 1).middle() - glyphs.get(i).middle();
    }
    double usual = median(steps);
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < glyphs.size(); i++) {
      if (i + 1 == glyphs.size() || spaceAfter(glyphs, i, usual, line.strip().height(), spaces)) {
        spans.add(span(glyphs.subList(start, i + 1)));
        start = i + 1;
      }
    }
    return spans;
  }

  private static boolean spaceAfter(
      List<Glyph> glyphs, int at, double usualStep, int height, Spaces spaces) {
    Glyph glyph = glyphs.get(at);
    Glyph next = glyphs.get(at + 1);
    double read = Math.clamp(next.letter.space(), LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
    double step = usualStep > 0 ? (next.middle() - glyph.middle()) / usualStep : 1;
    boolean inNumber =
        glyph.isPoint() && at > 0 && glyphs.get(at - 1).isDigit() && next.isDigit()
            || next.isPoint()
                && glyph.isDigit()
                && at + 2 < glyphs.size()
                && glyphs.get(at + 2).isDigit();
    return spaces.bias
            + spaces.network * Math.log(read / (1 - read))
            + spaces.gap * (next.left - glyph.right) / height
            + spaces.step * Math.min(step, MOST_STEPS)
            + (inNumber ? spaces.withinNumber : 0)
        > 0;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /** The letters, each with the ink between the middles of the gaps on both sides. */
  private static List<Glyph> glyphs(ReadLine line) {
    boolean[] white = whiteColumns(line.strip());
    List<ReadLine.Letter> letters = line.letters();
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
      glyphs.add(new Glyph(letter, left, Math.max(left + 1, right)));
      from = to;
    }
    return glyphs;
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
    double confidence = glyphs.stream().mapToDouble(g -> g.letter.confidence()).sum();
    return new Span(
        LookAlikes.word(glyphs.stream().map(Glyph::letter).toList()),
        glyphs.getFirst().left,
        glyphs.getLast().right,
        confidence / glyphs.size());
  }
}
