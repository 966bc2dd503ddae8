package io.sluice.models.table;

import io.sluice.events.Box;
import io.sluice.events.Word;
import io.sluice.models.form.Alike;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name behind a label: on its row to the right, going on below where it is broken; or below it,
 * where the label is a heading among headings. Labels that come first are preferred, and those with
 * a colon. Pure.
 */
public final class LabelledNames {
  /** What stands beside names on forms of this trade; a run of these is no name. */
  private static final Set<String> HEADINGS =
      Set.of(
          ("code codes ref refs product name original date revision external order number no invoice agency estimate est demo buyer id"
                  + " contract flight dates market station billing type page advertiser client account exec executive property brand"
                  + " salesperson print")
              .split(" "));

  /** Shorter numbers in brackets are part of a name as often as not: decision 0409. */
  private static final Pattern ACCOUNT = Pattern.compile("\\s*\\(\\s*\\d{6,}\\s*\\)?\\s*$");

  private static final int LAST_PAGE = 2;
  private static final int LONGEST = 70;

  /** How far to the right a value may begin, in points. */
  private static final float FAR = 250;

  /**
   * Forms repeat a label once a page or a column; what repeats it more often means to cost time.
   */
  private static final int MOST_LABELS = 20;

  private LabelledNames() {}

  /**
   * A name that was found.
   *
   * @param value without what follows it in brackets and holds an account's number
   * @param words that say it, at least one
   * @param sure whether a colon says that the label belongs to it
   */
  public record Found(String value, List<Word> words, boolean sure) {
    public Found {
      words = List.copyOf(words);
    }
  }

  /** The name behind the first of these labels that has one. */
  public static Optional<Found> find(List<Word> words, List<String> labels) {
    List<Word> placed =
        words.stream().filter(w -> w.getBox() != null && w.getPage() <= LAST_PAGE).toList();
    for (String label : labels) {
      List<Found> found =
          placed.stream()
              .filter(word -> letters(word.getText()).equals(label))
              .limit(MOST_LABELS)
              .flatMap(word -> behind(new Sheet(placed, word.getPage()), word).stream())
              .toList();
      Optional<Found> best =
          found.stream().filter(Found::sure).findFirst().or(() -> found.stream().findFirst());
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> behind(Sheet sheet, Word label) {
    List<Word> right = sheet.rightOf(label);
    boolean colon = label.getText().strip().endsWith(":");
    while (!right.isEmpty()
        && (letters(right.getFirst().getText()).equals("name")
            || right.getFirst().getText().equals(":"))) {
      colon |= right.getFirst().getText().endsWith(":");
      right = right.subList(1, right.size());
    }
    List<Word> value = beforeNextLabel(sheet.near(label, right));
    if (!value.isEmpty() && !isHeading(value)) {
      if (!colon && Character.isLowerCase(label.getText().charAt(0))) {
        return Optional.empty(); // the word within a sentence
      }
      List<Word> whole = new ArrayList<>(value);
      List<Word> next = sheet.goingOn(value.getFirst());
      if (!isHeading(next)) {
        whole.addAll(next);
      }
      return found(whole, colon);
    }
    return colon ? Optional.empty() : found(sheet.below(label), false);
  }

  private static List<Word> beforeNextLabel(List<Word> words) {
    for (int i = 1; i < words.size(); i++) {
      String text = words.get(i).getText();
      if (text.endsWith(":") && HEADINGS.contains(letters(text))) {
        return words.subList(0, i);
      }
    }
    return words;
  }

  private static Optional<Found> found(List<Word> words, boolean sure) {
    String text = words.stream().map(Word::getText).collect(Collectors.joining(" "));
    String value = ACCOUNT.matcher(text).replaceFirst("").replaceAll("^[ :]+|[ :]+$", "");
    return value.isEmpty() || value.length() > LONGEST || isHeading(words)
        ? Optional.empty()
        : Optional.of(new Found(value, words, sure));
  }

  private static boolean isHeading(List<Word> words) {
    return words.stream()
        .flatMap(word -> Pattern.compile("/").splitAsStream(word.getText()))
        .map(LabelledNames::letters)
        .allMatch(part -> part.isEmpty() || HEADINGS.contains(part) || isMisread(part));
  }

  /** A longer heading in which a letter was misread. */
  private static boolean isMisread(String part) {
    return part.length() >= 6
        && HEADINGS.stream().anyMatch(heading -> Alike.ratio(part, heading) >= 0.85);
  }

  private static String letters(String text) {
    return Texts.fold(text).replaceAll("[^a-z]", "");
  }

  /** The words of a page by their places. */
  private record Sheet(List<Word> all, int page) {
    private static Box box(Word word) {
      Box box = word.getBox();
      if (box == null) {
        throw new IllegalArgumentException("a word without a place");
      }
      return box;
    }

    private List<Word> words() {
      return all.stream().filter(word -> word.getPage() == page).toList();
    }

    private static float height(Word word) {
      return box(word).getY1() - box(word).getY0();
    }

    private static float middle(Word word) {
      return (box(word).getY0() + box(word).getY1()) / 2;
    }

    /** The words to the right of one, on its row. */
    List<Word> rightOf(Word label) {
      Box b = box(label);
      float slack = height(label) * 0.35f;
      return words().stream()
          .filter(w -> box(w).getX0() >= b.getX1() - 1)
          .filter(w -> middle(w) >= b.getY0() - slack && middle(w) <= b.getY1() + slack)
          .sorted(Comparator.comparing(w -> box(w).getX0()))
          .toList();
    }

    /** Of words on a row the first run without a gap, if it begins near enough. */
    List<Word> near(Word label, List<Word> row) {
      if (row.isEmpty() || box(row.getFirst()).getX0() - box(label).getX1() > FAR) {
        return List.of();
      }
      return run(row, height(label));
    }

    /** The line below that goes on with a value: same left edge, no label of its own before it. */
    List<Word> goingOn(Word first) {
      Box b = box(first);
      float h = height(first);
      Word start =
          topmost(w -> {
            float gap = box(w).getY0() - b.getY1() + h * 0.35f;
            return Math.abs(box(w).getX0() - b.getX0()) < 2 && gap > 0 && gap < h * 0.95f;
          });
      if (start == null) {
        return List.of();
      }
      float left = box(start).getX0();
      boolean labelled =
          words().stream()
              .anyMatch(w ->
                  box(w).getX1() <= left
                      && Math.abs(middle(w) - middle(start)) < h * 0.4f
                      && left - box(w).getX1() < 200);
      return labelled ? List.of() : run(from(start, h), h);
    }

    /** The line below a heading. */
    List<Word> below(Word label) {
      Box b = box(label);
      float h = height(label);
      Word start =
          topmost(w ->
              box(w).getY0() >= b.getY1() - h * 0.3f
                  && box(w).getY0() - b.getY1() < h * 1.3f
                  && Math.abs(box(w).getX0() - b.getX0()) < 12);
      return start == null ? List.of() : run(from(start, h), h);
    }

    private @Nullable Word topmost(java.util.function.Predicate<Word> rule) {
      return words().stream()
          .filter(rule)
          .min(
              Comparator.<Word, Float>comparing(w -> box(w).getY0())
                  .thenComparing(w -> box(w).getX0()))
          .orElse(null);
    }

    private List<Word> from(Word start, float h) {
      return words().stream()
          .filter(w -> box(w).getX0() >= box(start).getX0() - 0.1f)
          .filter(w -> Math.abs(middle(w) - middle(start)) < h * 0.4f)
          .sorted(Comparator.comparing(w -> box(w).getX0()))
          .toList();
    }

    private static List<Word> run(List<Word> row, float h) {
      for (int i = 1; i < row.size(); i++) {
        if (box(row.get(i)).getX0() - box(row.get(i - 1)).getX1() > Math.max(7, h)) {
          return row.subList(0, i);
        }
      }
      return row;
    }
  }
}
