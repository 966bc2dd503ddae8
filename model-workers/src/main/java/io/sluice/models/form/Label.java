package io.sluice.models.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A printed phrase where it was found.
 *
 * @param row on which it stands
 * @param hit its words in the row
 * @param left its left edge, in points, with the number of the form's item before it
 */
record Label(Phrase phrase, List<Placed> row, Phrase.Hit hit, float left) {
  /** The number of an item of a form, as it may be read. */
  static final Pattern NUMBER = Pattern.compile("\\W{0,2}[\\dIlSOoTi]{1,2}\\W?[a-z]?\\W{0,2}");

  /** What is printed on a page: of phrases that overlap, the one of which more stands there. */
  static List<Label> on(FormPage page, List<Phrase> phrases) {
    List<Label> labels = new ArrayList<>();
    for (List<Placed> row : page.rows()) {
      StringBuilder letters = new StringBuilder();
      row.forEach(word -> letters.append(word.letters()));
      Bigrams bigrams = Bigrams.of(letters.toString());
      List<Label> found = new ArrayList<>();
      for (Phrase phrase : phrases) {
        phrase.in(row, bigrams).ifPresent(hit -> found.add(label(phrase, row, hit)));
      }
      found.sort(Comparator.comparing((Label label) -> label.hit().worth()).reversed());
      List<Label> kept = new ArrayList<>();
      for (Label label : found) {
        if (kept.stream().noneMatch(label::overlaps)) {
          kept.add(label);
        }
      }
      labels.addAll(kept);
    }
    return labels;
  }

  private static Label label(Phrase phrase, List<Placed> row, Phrase.Hit hit) {
    int first = hit.first();
    float left = row.get(first).x0();
    for (int i = first - 1; i >= Math.max(0, first - 2); i--) {
      Placed before = row.get(i);
      if (left - before.x1() > 2 * before.height() || !NUMBER.matcher(before.text()).matches()) {
        break;
      }
      left = before.x0();
    }
    return new Label(phrase, row, hit, left);
  }

  /** A phrase that stands before this one on its row. */
  Optional<Label> before(Phrase other) {
    List<Placed> before = row.subList(0, hit.first());
    StringBuilder letters = new StringBuilder();
    before.forEach(word -> letters.append(word.letters()));
    return other
        .in(before, Bigrams.of(letters.toString()))
        .filter(at ->
            before.subList(at.end(), before.size()).stream()
                .allMatch(word -> NUMBER.matcher(word.text()).matches()))
        .map(at -> label(other, row, at));
  }

  List<Placed> words() {
    return row.subList(hit.first(), hit.end());
  }

  /** What follows it on its row. */
  List<Placed> behind() {
    return row.subList(hit.end(), row.size());
  }

  private Placed anchor() {
    return row.get(hit.first());
  }

  float right() {
    return row.get(Math.max(hit.first(), hit.end() - 1)).x1();
  }

  float top() {
    return anchor().y0();
  }

  float bottom() {
    return anchor().y1();
  }

  boolean besides(Label other) {
    return row == other.row || anchor().overlap(other.anchor()) > 0.3f;
  }

  private boolean overlaps(Label other) {
    return hit.first() < other.hit.end() && other.hit.first() < hit.end();
  }
}
