package io.sluice.models.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A printed phrase, found whatever a few of its letters were read as. Immutable. */
final class Phrase {
  /** The mark of an electronic signature. */
  static final String SIGNED = "/s/";

  /** So many letters of a long phrase may be wanting: it goes on in the next row. */
  private static final double LEAST_SHARE = 0.5;

  /** Shorter phrases are not broken over two rows, and stand at the beginning of a cell. */
  private static final int LONG = 40;

  private final String text;
  private final String letters;
  private final List<Integer> ends = new ArrayList<>();
  private final Bigrams bigrams;

  /**
   * A phrase in a row.
   *
   * @param first index of its first word in the row
   * @param end index behind its last
   * @param letters how many letters of the phrase stand there
   * @param distance how many of them were misread
   */
  record Hit(int first, int end, int letters, int distance) {
    /** More of a phrase, and less misread, is better. */
    int worth() {
      return letters - 3 * distance;
    }
  }

  Phrase(String text) {
    this.text = text;
    StringBuilder all = new StringBuilder();
    List<Integer> wordEnds = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      all.append(Placed.letters(word));
      wordEnds.add(all.length());
    }
    this.letters = all.toString();
    for (int end : wordEnds) {
      if (end == letters.length()
          || letters.length() >= LONG && end >= LEAST_SHARE * letters.length()) {
        ends.add(end);
      }
    }
    this.bigrams = Bigrams.of(letters);
  }

  String text() {
    return text;
  }

  /** What of the phrase is wanting where a hit found it: its letters, or none. */
  String rest(Hit hit) {
    return letters.substring(hit.letters());
  }

  /** Where the phrase stands in a row, best first match; nothing where it does not. */
  Optional<Hit> in(List<Placed> row, Bigrams ofRow) {
    if (text.equals(SIGNED)) {
      return Signature.mark(row);
    }
    if (ofRow.shared(bigrams) < 0.35) {
      return Optional.empty();
    }
    Hit best = null;
    for (int first = 0; first < row.size(); first++) {
      Hit hit = letters.length() >= LONG || beginsRun(row, first) ? from(row, first) : null;
      if (hit != null && (best == null || hit.worth() > best.worth())) {
        best = hit;
      }
    }
    return Optional.ofNullable(best);
  }

  private @Nullable Hit from(List<Placed> row, int first) {
    int[] distances = new int[letters.length() + 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = i;
    }
    int read = 0;
    Hit best = null;
    for (int i = first; i < row.size() && read < letters.length() * 1.3 + 3; i++) {
      Placed word = row.get(i);
      if (i > first && word.x0() - row.get(i - 1).x1() > Math.max(30, 3 * word.height())) {
        break;
      }
      for (int c = 0; c < word.letters().length() && read < 400; c++) {
        distances = next(distances, word.letters().charAt(c));
        read++;
      }
      if (Arrays.stream(distances).min().orElse(0) > 2 + 0.3 * read) {
        break; // another text
      }
      for (int end : ends) {
        Hit hit = new Hit(first, i + 1, end, distances[end]);
        if (forgiven(end, read, distances[end])
            && (end == letters.length() || endsRun(row, i))
            && (best == null || hit.worth() > best.worth())
            && !row.get(first).letters().isEmpty()) {
          best = hit;
        }
      }
    }
    return best;
  }

  /** Whether a word stands by itself, behind a gap or the number of an item. */
  private static boolean beginsRun(List<Placed> row, int i) {
    if (i == 0) {
      return true;
    }
    Placed before = row.get(i - 1);
    return before.letters().isEmpty()
        || row.get(i).x0() - before.x1() > 0.8f * row.get(i).height()
        || Label.NUMBER.matcher(before.text()).matches();
  }

  /** Whether nothing follows a word of a row closely. */
  private static boolean endsRun(List<Placed> row, int i) {
    return i + 1 == row.size() || row.get(i + 1).x0() - row.get(i).x1() > 2 * row.get(i).height();
  }

  /** A row of the table of Levenshtein distances to all beginnings of the phrase. */
  private int[] next(int[] above, char read) {
    int[] row = new int[above.length];
    row[0] = above[0] + 1;
    for (int i = 1; i < row.length; i++) {
      int change = above[i - 1] + (letters.charAt(i - 1) == read ? 0 : 1);
      row[i] = Math.min(change, Math.min(above[i], row[i - 1]) + 1);
    }
    return row;
  }

  private static boolean forgiven(int length, int read, int distance) {
    double alike = 1 - distance / (double) Math.max(length, read);
    if (length < 6) {
      return distance == 0;
    }
    if (length < 18) {
      return alike >= (length < 10 ? 0.85 : 0.8) && read >= length - 1 && read <= length + 3;
    }
    return alike >= (length < 30 ? 0.78 : 0.72);
  }
}
