package io.sluice.models.form;

import io.sluice.events.Box;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The words of a page in rows, straightened: a scan that was fed askew has its rows level again.
 *
 * @param rows from top to bottom, each from left to right
 * @param height of the middle one of its words, in points
 */
record FormPage(List<List<Placed>> rows, float height) {

  /** Words of which a slope is taken stand so many apart, and at least so far. */
  private static final int APART = 4;

  private static final float FAR = 60;

  /** Paper is fed askew by a few degrees; more is another page's layout. */
  private static final double STEEPEST = 0.08;

  /** A word belongs to the row whose last word it overlaps by so much. */
  private static final float SAME_ROW = 0.45f;

  /** The page of these words, all with a box. */
  static FormPage of(List<Word> words) {
    double slope = slope(words);
    List<Placed> placed = words.stream().map(word -> Placed.of(word, slope)).toList();
    float[] heights = new float[placed.size()];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = placed.get(i).height();
    }
    Arrays.sort(heights);
    float height = heights.length == 0 ? 0 : heights[heights.length / 2];
    return new FormPage(rows(placed, height), height);
  }

  /** Words in rows, from top to bottom, each from left to right. */
  static List<List<Placed>> rows(List<Placed> placed, float height) {
    List<List<Placed>> rows = new ArrayList<>();
    List<Placed> ends = new ArrayList<>(); // the word of each row that the next one is held against
    for (Placed word : placed.stream().sorted(Comparator.comparing(Placed::x0)).toList()) {
      int best = -1;
      float most = SAME_ROW;
      for (int i = 0; i < ends.size(); i++) {
        float overlap = ends.get(i).overlap(word);
        if (overlap > most) {
          most = overlap;
          best = i;
        }
      }
      if (best < 0) {
        rows.add(new ArrayList<>(List.of(word)));
        ends.add(word);
      } else {
        rows.get(best).add(word);
        if (word.height() > height * 0.6f && word.height() < height * 1.6f) {
          ends.set(best, word);
        }
      }
    }
    rows.sort(Comparator.comparing(row -> row.getFirst().middle()));
    return rows;
  }

  private static double slope(List<Word> words) {
    List<Double> slopes = new ArrayList<>();
    for (int i = APART; i < words.size(); i++) {
      Box from = words.get(i - APART).getBox();
      Box to = words.get(i).getBox();
      float right = to.getX0() - from.getX0();
      float down = (to.getY0() + to.getY1() - from.getY0() - from.getY1()) / 2;
      if (right > FAR && Math.abs(down) < STEEPEST * right) {
        slopes.add((double) down / right);
      }
    }
    slopes.sort(Comparator.naturalOrder());
    return slopes.isEmpty() ? 0 : slopes.get(slopes.size() / 2);
  }
}
