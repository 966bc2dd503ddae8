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
  /** Words of one label stand no further apart than this many times their height. */
  private static final float APART = 1.6f;

  /** A word from this length on may have one letter misread. */
  private static final int LONG = 6;

  private static final double ALIKE = 0.83;

  /** A line of a page without marks that fold to nothing; its words as labels are compared. */
  record Line(Band band, List<Word> words, List<String> folded) {
    static Line of(Band band) {
      List<Word> words = new ArrayList<>();
      List<String> folded = new ArrayList<>();
      for (Word word : band.words()) {
        String text = Texts.fold(word.getText());
        if (!text.isEmpty()) {
          words.add(word);
          folded.add(text);
        }
      }
      return new Line(band, words, folded);
    }
  }

  /** Where these words stand on a line, one after the other; folded, separated by spaces. */
  static List<Caption> of(Line line, String label) {
    String[] wanted = label.split(" ");
    List<Caption> found = new ArrayList<>();
    for (int i = 0; i + wanted.length <= line.words().size(); i++) {
      List<Word> run = line.words().subList(i, i + wanted.length);
      if (says(line.folded().subList(i, i + wanted.length), wanted)
          && isOne(run)
          && begins(line.words(), i)
          && !run.getFirst().getText().startsWith(wanted[0])) { // a word of a sentence
        found.add(new Caption(line.band().page(), Band.around(run)));
      }
    }
    return found;
  }

  private static boolean says(List<String> run, String[] wanted) {
    boolean exact = wanted.length == 1; // a word alone may happen to be like another
    for (int i = 0; i < wanted.length; i++) {
      if (!run.get(i).equals(wanted[i]) && (exact || !misread(run.get(i), wanted[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a longer word differs in a letter, or has lost one. */
  private static boolean misread(String text, String wanted) {
    return wanted.length() >= LONG
        && Math.abs(text.length() - wanted.length()) <= 1
        && Alike.ratio(text, wanted) >= ALIKE;
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
    float indent = Math.abs(value.getX0() - box.getX0());
    if (valuePage != page) {
      return Float.POSITIVE_INFINITY;
    }
    if (Math.abs(drop) < 0.6f * height && right > -2 && right < reach) {
      return right;
    }
    if (drop > 0 && drop < 2.6f * height && indent < 24) {
      return drop + indent;
    }
    // A label of two lines, or a line set a little lower than its label.
    boolean lower = drifts && drop > 0 && drop < 1.5f * height && right > -40 && right < reach / 2;
    return lower ? reach / 2 + drop : Float.POSITIVE_INFINITY;
  }
}
