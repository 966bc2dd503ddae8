package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.List;
import java.util.Optional;

/**
 * Cells cut off names that are too long for them, in the middle of a word. Where the whole name
 * stands elsewhere, as in an address, it is taken from there. Pure.
 */
public final class CutNames {
  /** Shorter beginnings are shared by chance. */
  private static final int SHORTEST = 15;

  /** Of a name. */
  private static final int MOST_WORDS = 30;

  private CutNames() {}

  /**
   * The longest cell that begins with this name and goes on within its last word; nothing without
   * one.
   */
  public static Optional<List<Word>> whole(ParsedContent document, String name) {
    if (name.length() < SHORTEST) {
      return Optional.empty();
    }
    List<Word> longest = List.of();
    int most = name.length();
    for (Band band : Band.of(document)) {
      List<Word> words = band.words();
      for (int from = 0; from < words.size(); from++) {
        if (name.startsWith(words.get(from).getText())) {
          List<Word> cell = cell(words, from);
          String text = Band.text(cell);
          if (text.startsWith(name)
              && text.length() > most
              && Character.isLetterOrDigit(text.charAt(name.length()))) {
            longest = cell;
            most = text.length();
          }
        }
      }
    }
    return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
  }

  private static List<Word> cell(List<Word> words, int from) {
    int to = from + 1;
    while (to < words.size()
        && to - from < MOST_WORDS
        && !apart(words.get(to - 1), words.get(to))) {
      to++;
    }
    return words.subList(from, to);
  }

  private static boolean apart(Word left, Word right) {
    Box box = Band.box(left);
    return Band.box(right).getX0() - box.getX1() > Math.max(7, box.getY1() - box.getY0());
  }
}
