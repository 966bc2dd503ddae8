package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.ParsedContent;
import io.sluice.events.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The words of one page that stand on one line, from left to right; each has a box.
 *
 * @param page from 1
 */
public record Band(int page, List<Word> words) {
  private static final float SAME_LINE = 0.4f;
  private static final float LEAST_DRIFT = 2;
  private static final float MOST_DRIFT = 4;

  public Band {
    words = List.copyOf(words);
  }

  /** All lines of a document, by page and from top to bottom. */
  public static List<Band> of(ParsedContent document) {
    List<Word> placed =
        document.getWords().stream()
            .filter(word -> word.getBox() != null && word.getPage() > 0)
            .sorted(
                Comparator.comparingInt(Word::getPage)
                    .thenComparingDouble(word -> middle(box(word))))
            .toList();
    List<Band> bands = new ArrayList<>();
    List<Word> line = new ArrayList<>();
    for (Word word : placed) {
      if (!line.isEmpty() && !sameLine(line.getFirst(), word)) {
        bands.add(leftToRight(line));
        line.clear();
      }
      line.add(word);
    }
    if (!line.isEmpty()) {
      bands.add(leftToRight(line));
    }
    return bands;
  }

  private static Band leftToRight(List<Word> line) {
    return new Band(
        line.getFirst().getPage(),
        line.stream().sorted(Comparator.comparingDouble(word -> box(word).getX0())).toList());
  }

  private static boolean sameLine(Word first, Word next) {
    float height = Math.min(height(box(first)), height(box(next)));
    float drift = Math.clamp(SAME_LINE * height, LEAST_DRIFT, MOST_DRIFT);
    return first.getPage() == next.getPage() && middle(box(next)) - middle(box(first)) < drift;
  }

  public static Box box(Word word) {
    return Objects.requireNonNull(word.getBox());
  }

  private static float middle(Box box) {
    return (box.getY0() + box.getY1()) / 2;
  }

  private static float height(Box box) {
    return box.getY1() - box.getY0();
  }

  /** Around all its words. */
  public Box box() {
    return around(words);
  }

  /** Around words of one page; at least one. */
  public static Box around(List<Word> words) {
    float x0 = Float.MAX_VALUE;
    float y0 = Float.MAX_VALUE;
    float x1 = 0;
    float y1 = 0;
    for (Word word : words) {
      Box box = box(word);
      x0 = Math.min(x0, box.getX0());
      y0 = Math.min(y0, box.getY0());
      x1 = Math.max(x1, box.getX1());
      y1 = Math.max(y1, box.getY1());
    }
    return new Box(x0, y0, x1, y1);
  }

  /** Words joined by single spaces. */
  public static String text(List<Word> words) {
    return words.stream().map(Word::getText).collect(Collectors.joining(" "));
  }

  /** The words left of a point. */
  List<Word> leftOf(float x) {
    return words.stream().filter(word -> box(word).getX1() <= x).toList();
  }
}
