package io.sluice.models;

import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.Word;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a word's tokens do not say of it: its shape, which an uncased vocabulary loses, how it
 * stands in its line, and how often the document says it. Numbers of 0 or 1, in the order of the
 * trainer's {@code windows.marks}. Pure.
 */
final class Marks {
  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile("[0-9]"),
          Pattern.compile("^[^0-9A-Za-z]*[0-9]+[^0-9A-Za-z]*$"),
          Pattern.compile("[.,][0-9]{2}[^0-9A-Za-z]*$"),
          Pattern.compile("[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}"),
          Pattern.compile("(^|[^0-9])(19|20)[0-9]{2}([^0-9]|$)"),
          // Two capitals, no small letter; and the next but one: a small letter, no capital.
          // No choice is ever tried twice: a hostile word is long.
          Pattern.compile("^[^A-Za-z]*+[A-Z][^A-Za-z]*+[A-Z][^a-z]*+$"),
          Pattern.compile("^[^A-Za-z]*[A-Z][a-z]"),
          Pattern.compile("^[^A-Za-z]*+[a-z][^A-Z]*+$"),
          // A letter and a digit, as linear.
          Pattern.compile("^[^0-9A-Za-z]*+(?:[0-9][^A-Za-z]*+[A-Za-z]|[A-Za-z][^0-9]*+[0-9])"),
          Pattern.compile(":$"),
          Pattern.compile(",$"),
          Pattern.compile("[.]$"),
          Pattern.compile("[$€£¥]"),
          Pattern.compile("^[(]|[)]$"));
  private static final int GAPS = 3;

  /** How many marks a word has. */
  static final int COUNT = SHAPES.size() + 2 * GAPS + 6;

  /** Gaps between two words of a line, in thousandths of the page's width. */
  private static final int NARROW = 15;

  private static final int WIDE = 50;

  /** Shorter words come often and say nothing by it. */
  private static final int SHORTEST_COUNTED = 3;

  private Marks() {}

  /**
   * The marks of every word, {@code [words][COUNT]}.
   *
   * @param boxes left, upper, right, lower edge of each word, 0 to 1000 of its page, zeros where it
   *     has no place
   */
  static List<long[]> of(List<Word> words, List<long[]> boxes, Map<Integer, Page> pages) {
    int last = words.stream().mapToInt(Marks::page).max().orElse(0);
    List<String> plain = words.stream().map(Marks::plain).toList();
    Map<String, Integer> counts = new HashMap<>();
    plain.forEach(word -> counts.merge(word, 1, Integer::sum));
    long[][] marks = new long[words.size()][];
    long[] before = new long[GAPS];
    for (int i = 0; i < marks.length; i++) {
      long[] after = i + 1 < marks.length ? gap(words, boxes, i) : new long[GAPS];
      Word word = words.get(i);
      int often =
          plain.get(i).length() < SHORTEST_COUNTED ? 0 : counts.getOrDefault(plain.get(i), 0);
      long[] mark = Arrays.copyOf(shapes(word.getText()), COUNT);
      int at = SHAPES.size();
      System.arraycopy(before, 0, mark, at, GAPS);
      System.arraycopy(after, 0, mark, at + GAPS, GAPS);
      at += 2 * GAPS;
      mark[at++] = bit(page(word) == 1);
      mark[at++] = bit(page(word) == 2);
      mark[at++] = bit(last > 0 && page(word) == last);
      Page page = pages.get(page(word));
      mark[at++] = bit(page != null && page.getSource() == PageSource.OCR);
      mark[at++] = bit(often == 2);
      mark[at] = bit(often > 2);
      marks[i] = mark;
      before = after;
    }
    return List.of(marks);
  }

  private static long[] shapes(String word) {
    return SHAPES.stream().mapToLong(shape -> bit(shape.matcher(word).find())).toArray();
  }

  /** Whether the next word follows on the line, by a narrow, and by a wide gap. */
  private static long[] gap(List<Word> words, List<long[]> boxes, int i) {
    long[] box = boxes.get(i);
    long[] next = boxes.get(i + 1);
    if (page(words.get(i)) != page(words.get(i + 1))
        || nowhere(box)
        || nowhere(next)
        || !follows(box, next)) {
      return new long[GAPS];
    }
    long gap = next[0] - box[2];
    return new long[] {1, bit(gap > NARROW), bit(gap > WIDE)};
  }

  private static boolean follows(long[] before, long[] box) {
    return box[0] >= before[0] && (inside(before, box) || inside(box, before));
  }

  /** Whether the middle of one box lies within the height of the other. */
  private static boolean inside(long[] one, long[] other) {
    long middle = one[1] + one[3];
    return 2 * other[1] <= middle && middle <= 2 * other[3];
  }

  private static boolean nowhere(long[] box) {
    return box[0] == 0 && box[1] == 0 && box[2] == 0 && box[3] == 0;
  }

  private static int page(Word word) {
    return word.getPage();
  }

  private static String plain(Word word) {
    String lower = word.getText().toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static long bit(boolean is) {
    return is ? 1 : 0;
  }
}
