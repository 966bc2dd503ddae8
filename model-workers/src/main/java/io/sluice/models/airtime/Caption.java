package io.sluice.models.airtime;

import io.sluice.events.Box;
import io.sluice.events.Word;
import io.sluice.models.form.Alike;
import io.sluice.models.table.Band;
import io.sluice.models.table.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * A label as it stands on a page.
 *
 * @param page from 1
 * @param box around its words, in points
 */
record Caption(int page, Box box) {
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
      if (says(run, wanted) && isOne(run) && begins(words, i) && !inSentence(run, wanted)) {
        found.add(new Caption(band.page(), Band.around(run)));
      }
    }
    return found;
  }

  private static boolean says(List<Word> run, String[] wanted) {
    boolean exact = wanted.length == 1; // a word alone may happen to be like another
    for (int i = 0; i < wanted.length; i++) {
      String text = Texts.fold(run.get(i).getText());
      if (!text.equals(wanted[i]) && (exact || !misread(text, wanted[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a longer word differs in a letter, or has lost one. */
  private static boolean misread(String text, String wanted) {
    return wanted.length() >= LONG && Alike.ratio(text, wanted) >= 0.85;
  }

  /** Whether no other word of its cell stands before it; a value of the cell to the left may. */
  private static boolean begins(List<Word> words, int index) {
    return index == 0
        || !adjacent(words.get(index - 1), words.get(index))
        || !words.get(index - 1).getText().matches("\\p{L}+");
  }

  private static boolean isOne(List<Word> run) {
    for (int i = 1; i < run.size(); i++) {
      if (!adjacent(run.get(i - 1), run.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean adjacent(Word left, Word right) {
    Box box = Band.box(left);
    return Band.box(right).getX0() - box.getX1() <= APART * (box.getY1() - box.getY0());
  }

  /** The words of a sentence are no label. */
  private static boolean inSentence(List<Word> run, String[] wanted) {
    return run.getFirst().getText().startsWith(wanted[0]);
  }

  /**
   * How far from the label a value is that belongs to it, the lower the nearer; infinite where it
   * does not: a value stands to the right on the same line, or below.
   *
   * @param reach how far to the right it may begin, in points
   * @param drifts whether it may stand a little lower than its label
   */
  float distance(int valuePage, Box value, float reach, boolean drifts) {
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
    boolean lower = drifts && drop > 0 && drop < 1.5f * height && right > -40 && right < reach / 2;
    return lower ? reach / 2 + drop : Float.POSITIVE_INFINITY;
  }
}
