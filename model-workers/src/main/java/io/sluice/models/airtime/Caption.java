package io.sluice.models.airtime;

import io.sluice.events.Box;
import io.sluice.events.Word;
import io.sluice.models.table.Band;
import io.sluice.models.table.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * A label as it stands on a page.
 *
 * @param page from 1
 * @param box around its words, in points
 * @param colon whether it ends with one
 */
record Caption(int page, Box box, boolean colon) {
  /** Letters of one label stand no further apart than this many times their height. */
  private static final float APART = 1.6f;

  /** A word from this length on may have one letter misread. */
  private static final int LONG = 6;

  /** Where these words stand on a line, one after the other; folded, separated by spaces. */
  static List<Caption> of(Band band, String label) {
    String[] wanted = label.split(" ");
    List<Word> words =
        band.words().stream().filter(word -> !Texts.fold(word.getText()).isEmpty()).toList();
    List<Caption> found = new ArrayList<>();
    for (int i = 0; i + wanted.length <= words.size(); i++) {
      List<Word> run = words.subList(i, i + wanted.length);
      if (says(run, wanted) && isOne(run) && isCapital(run.getFirst())) {
        Box box = Band.around(run);
        found.add(new Caption(band.page(), box, colonBehind(band, box)));
      }
    }
    return found;
  }

  private static boolean says(List<Word> run, String[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (!alike(Texts.fold(run.get(i).getText()), wanted[i])) {
        return false;
      }
    }
    return true;
  }

  /** The same word, but for one letter that was misread. */
  static boolean alike(String one, String other) {
    if (one.equals(other) || one.length() != other.length() || other.length() < LONG) {
      return one.equals(other);
    }
    int differ = 0;
    for (int i = 0; i < one.length(); i++) {
      differ += one.charAt(i) == other.charAt(i) ? 0 : 1;
    }
    return differ == 1;
  }

  private static boolean isOne(List<Word> run) {
    for (int i = 1; i < run.size(); i++) {
      Box left = Band.box(run.get(i - 1));
      if (Band.box(run.get(i)).getX0() - left.getX1() > APART * (left.getY1() - left.getY0())) {
        return false;
      }
    }
    return true;
  }

  /** The words of a sentence are no label. */
  private static boolean isCapital(Word word) {
    return !Character.isLowerCase(word.getText().charAt(0));
  }

  private static boolean colonBehind(Band band, Box label) {
    return band.words().stream()
        .filter(word -> Band.box(word).getX1() >= label.getX1() - 1)
        .filter(word -> Band.box(word).getX0() < label.getX1() + 12)
        .anyMatch(word -> word.getText().endsWith(":"));
  }

  /**
   * How far from the label a value is that belongs to it, the lower the nearer; infinite where it
   * does not: a value stands to the right on the same line or a little lower, or below.
   *
   * @param reach how far to the right it may begin, in points
   */
  float distance(int valuePage, Box value, float reach) {
    float height = box.getY1() - box.getY0();
    float drop = (value.getY0() + value.getY1() - box.getY0() - box.getY1()) / 2;
    float right = value.getX0() - box.getX1();
    if (valuePage != page) {
      return Float.POSITIVE_INFINITY;
    }
    if (Math.abs(drop) < 0.6f * height && right > -2 && right < reach) {
      return right;
    }
    boolean below = drop > 0 && drop < 2.6f * height;
    if (below && Math.abs(value.getX0() - box.getX0()) < 24) {
      return drop + Math.abs(value.getX0() - box.getX0());
    }
    // A label of two lines, or a line set a little lower than its label.
    boolean lower = drop > 0 && drop < 1.5f * height && right > -40 && right < reach / 2;
    return lower ? reach / 2 + drop : Float.POSITIVE_INFINITY;
  }
}
