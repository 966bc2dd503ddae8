package io.sluice.extractors.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pdfbox.text.TextPosition;

/**
 * Large letters printed over lines of smaller ones, such as DUPLICATE across an invoice. Both are
 * seen; sorted into one line by their places, neither would be read.
 */
final class Overprints {
  /** Larger than the page's usual letters by this factor. */
  private static final float LARGER = 1.5f;

  /** Stamps are short; more large letters than these are a text of their own. */
  private static final int MOST = 200;

  private Overprints() {}

  /** Makes an article of its own, the last, of the letters that overprint others. */
  static void setApart(List<List<TextPosition>> articles) {
    List<TextPosition> over = new ArrayList<>();
    for (List<TextPosition> article : articles) {
      List<TextPosition> found = among(article);
      article.removeAll(Set.copyOf(found));
      over.addAll(found);
    }
    if (!over.isEmpty()) {
      articles.add(over);
    }
  }

  /** The letters among these that stand in lines which overprint smaller letters. */
  private static List<TextPosition> among(List<TextPosition> letters) {
    float[] sizes = new float[letters.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = letters.get(i).getHeightDir();
    }
    Arrays.sort(sizes);
    if (sizes.length == 0) {
      return List.of();
    }
    float usual = sizes[sizes.length / 2];
    Map<Integer, List<TextPosition>> large =
        letters.stream()
            .filter(letter -> letter.getHeightDir() > LARGER * usual)
            .collect(
                Collectors.groupingBy(
                    letter -> Math.round(letter.getYDirAdj()), TreeMap::new, Collectors.toList()));
    if (large.isEmpty() || large.values().stream().mapToInt(List::size).sum() > MOST) {
      return List.of();
    }
    List<TextPosition> found = new ArrayList<>();
    for (List<TextPosition> line : large.values()) {
      Set<TextPosition> own = new HashSet<>(line);
      if (line.stream()
          .anyMatch(big ->
              letters.stream().anyMatch(small -> !own.contains(small) && isOver(big, small)))) {
        found.addAll(line);
      }
    }
    return found;
  }

  /** Whether the middle of a smaller letter lies within a larger one. */
  private static boolean isOver(TextPosition big, TextPosition small) {
    float x = small.getXDirAdj() + small.getWidthDirAdj() / 2;
    float y = small.getYDirAdj() - small.getHeightDir() / 2;
    return big.getDir() == small.getDir()
        && big.getHeightDir() > LARGER * small.getHeightDir()
        && !small.getUnicode().isBlank()
        && x > big.getXDirAdj()
        && x < big.getXDirAdj() + big.getWidthDirAdj()
        && y < big.getYDirAdj()
        && y > big.getYDirAdj() - big.getHeightDir();
  }
}
