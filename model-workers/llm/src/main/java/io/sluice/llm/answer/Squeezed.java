package io.sluice.llm.answer;

import io.sluice.events.Word;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words as they are compared with a quote: letters, digits and currency signs alone, in lower case,
 * accents off, one behind the other. So white space, case, punctuation and a hyphen at the end of a
 * line make no difference.
 */
final class Squeezed {
  private final String text;
  private final int[] word;
  private final boolean[] begins;
  private final boolean[] ends;

  /** Words {@code [first, end)} of those that were given. */
  record Range(int first, int end) {}

  private Squeezed(String text, int[] word, boolean[] begins, boolean[] ends) {
    this.text = text;
    this.word = word;
    this.begins = begins;
    this.ends = ends;
  }

  static Squeezed of(List<Word> words) {
    StringBuilder text = new StringBuilder();
    List<Integer> of = new ArrayList<>();
    List<Boolean> begins = new ArrayList<>();
    List<Boolean> ends = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String plain = plain(words.get(i).getText());
      for (int c = 0; c < plain.length(); c++) {
        if (counts(plain.charAt(c))) {
          text.append(plain.charAt(c));
          of.add(i);
          begins.add(c == 0 || kind(plain.charAt(c - 1)) != kind(plain.charAt(c)));
          ends.add(c == plain.length() - 1 || kind(plain.charAt(c + 1)) != kind(plain.charAt(c)));
        }
      }
    }
    int[] word = of.stream().mapToInt(Integer::intValue).toArray();
    return new Squeezed(text.toString(), word, array(begins), array(ends));
  }

  private static boolean[] array(List<Boolean> list) {
    boolean[] array = new boolean[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }

  /** A text in the same form. */
  static String squeeze(String text) {
    String plain = plain(text);
    StringBuilder squeezed = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      if (counts(plain.charAt(i))) {
        squeezed.append(plain.charAt(i));
      }
    }
    return squeezed.toString();
  }

  /**
   * Where a squeezed text stands, from the first letter or digit of a run of such to the last of
   * one, in order.
   *
   * @param lookalikes whether characters that OCR takes for each other are the same
   */
  List<Range> find(String squeezed, boolean lookalikes) {
    List<Range> found = new ArrayList<>();
    if (squeezed.isEmpty()) {
      return found;
    }
    String within = lookalikes ? Lookalikes.of(text) : text;
    String sought = lookalikes ? Lookalikes.of(squeezed) : squeezed;
    int at = within.indexOf(sought);
    while (at >= 0) {
      int last = at + sought.length() - 1;
      if (begins[at] && ends[last]) {
        found.add(new Range(word[at], word[last] + 1));
      }
      at = within.indexOf(sought, at + 1);
    }
    return found;
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{Mn}+", "")
        .toLowerCase(Locale.ROOT);
  }

  private static boolean counts(char c) {
    return kind(c) > 0;
  }

  /** 1 for letters, halves of rare ones included, 2 for digits, 3 for currency signs, else 0. */
  private static int kind(char c) {
    if (Character.isDigit(c)) {
      return 2;
    }
    if (Character.isLetter(c) || Character.isSurrogate(c)) {
      return 1;
    }
    return Character.getType(c) == Character.CURRENCY_SYMBOL ? 3 : 0;
  }
}
