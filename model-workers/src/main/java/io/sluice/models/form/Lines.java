package io.sluice.models.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines of a cell that say something: without specks, ink and what stands far off. */
final class Lines {
  /** A gap within a value is no wider, in points. */
  private static final float WIDEST = 40;

  /** Before or behind such a gap a letter or two are specks of the scan. */
  private static final float LOOSE = 12;

  /** Lines of one value are no farther apart than so many heights of a word. */
  private static final float LOOSE_LEADING = 1.2f;

  private static final Pattern ITEM = Pattern.compile("\\W{0,2}\\d{1,2}[.,]");

  private static final Pattern SPACED = Pattern.compile("(?<!\\S)\\p{L}(?: \\p{L}){3,}(?!\\S)");

  private Lines() {}

  /** The first lines that belong together. */
  static List<List<Placed>> together(Cell cell) {
    List<List<Placed>> lines = new ArrayList<>();
    for (List<Placed> line : all(cell)) {
      boolean apart =
          !lines.isEmpty() && top(line) - bottom(lines.getLast()) > LOOSE_LEADING * cell.height();
      if (apart || isItem(line, cell)) {
        break;
      }
      lines.add(line);
    }
    return lines;
  }

  /** Whether a line begins a new item of the form. */
  private static boolean isItem(List<Placed> line, Cell cell) {
    return Math.abs(line.getFirst().x0() - cell.left()) < 6
        && ITEM.matcher(line.getFirst().text()).matches();
  }

  /** All lines. */
  static List<List<Placed>> all(Cell cell) {
    return cell.rows().stream().map(Lines::clean).filter(line -> letters(line) > 2).toList();
  }

  /** The words of a line; letters that were set apart are joined. */
  static String text(List<Placed> line) {
    String text = line.stream().map(Placed::text).collect(Collectors.joining(" "));
    return SPACED
        .matcher(text)
        .replaceAll(
            letters -> letters.group().replace(" ", "").replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " "));
  }

  private static int letters(List<Placed> line) {
    return line.stream().mapToInt(word -> word.letters().length()).sum();
  }

  private static List<Placed> clean(List<Placed> row) {
    List<Placed> line = row;
    while (!line.isEmpty() && isSpeck(line.getFirst(), line.subList(1, line.size()))) {
      line = line.subList(1, line.size());
    }
    for (int i = 1; i < line.size(); i++) {
      if (line.get(i).x0() - line.get(i - 1).x1() > WIDEST) {
        line = line.subList(0, i);
      }
    }
    while (!line.isEmpty()
        && isSpeck(line.getLast(), line.subList(0, line.size() - 1).reversed())) {
      line = line.subList(0, line.size() - 1);
    }
    return line;
  }

  /** Whether a word at an end of a line says nothing; the others begin with the nearest. */
  private static boolean isSpeck(Placed word, List<Placed> others) {
    if (word.letters().isEmpty()) {
      return !word.text().equals("&");
    }
    return word.letters().length() <= 2
        && others.stream()
            .filter(other -> !other.letters().isEmpty())
            .findFirst()
            .filter(near -> Math.max(word.x0() - near.x1(), near.x0() - word.x1()) > LOOSE)
            .isPresent();
  }

  private static float top(List<Placed> line) {
    return (float) line.stream().mapToDouble(Placed::y0).min().orElse(0);
  }

  private static float bottom(List<Placed> line) {
    return (float) line.stream().mapToDouble(Placed::y1).max().orElse(0);
  }
}
